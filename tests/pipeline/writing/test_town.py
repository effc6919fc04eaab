"""The town-wide workbook: valid, its formulas give the values saved with it, its numbers are the plan's."""

import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from addin.project import macro_project
from pipeline.reading.roster import load_roster
from pipeline.run import build_workbook, consolidate_town
from pipeline.writing.town import requests, write_town
from scripts.town_table import town_table
from tests import oracle
from tests.books import Sheet, write_book
from tests.clients.libreoffice import recalculate
from tests.clients.openxml import validate
from tests.pictures import example
from tests.samples.town import CHOICES
from tests.test_samples import NOTED_POINT, SAMPLES
from validators.roster import Community, Roster
from validators.scheme import Scheme
from validators.scheme_file import load_scheme

SHEETS = ["封面说明", "汇总总表", "得分矩阵", "缺项清单", "报送情况", "达标分析", "部门清单", "薄弱项目及措施", "申报信息", "问题清单", "规则执行情况", "文件清单"]  # fmt: skip


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample town's workbook, beside the samples as far as its links go."""
    path = tmp_path_factory.mktemp("town") / "town.xlsx"
    roster = load_roster(SAMPLES / "roster.csv")
    town = consolidate_town(SAMPLES / "town", load_scheme("baihe-2021"), roster, as_of=date(2021, 11, 1))
    write_town(town, path, SAMPLES / "town")
    return path


def rows(path: Path, sheet: str) -> list[dict[str, Any]]:
    """The table of a sheet: heading -> value."""
    page = load_workbook(path, data_only=True)[sheet]
    table = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    return [dict(zip(map(str, table[0]), row, strict=True)) for row in table[1:]]


def test_the_open_xml_sdk_finds_no_error(report: Path) -> None:
    assert validate(report) == []
    assert load_workbook(report).sheetnames == SHEETS


def test_libreoffice_changes_no_value(report: Path, tmp_path: Path) -> None:
    (calculated,) = recalculate([report], tmp_path)
    ours, theirs = load_workbook(report, data_only=True), load_workbook(calculated, data_only=True)
    differing = [
        f"{sheet.title}!{cell.coordinate}: {cell.value!r} -> {other!r}"
        for sheet in ours
        for row in sheet.iter_rows()
        for cell in row
        if not alike(cell.value, other := theirs[sheet.title][cell.coordinate].value)
    ]
    assert differing == []


def alike(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == pytest.approx(other)
    return (one or "") == (other or "")


def test_summary_and_matrix_are_the_plans_own_numbers(report: Path) -> None:
    matrix = {row["社区"]: row for row in rows(report, "得分矩阵") if row["社区"] in CHOICES}
    summary = {row["社区"]: row for row in rows(report, "汇总总表")}
    assert matrix.keys() == summary.keys() == CHOICES.keys()
    for name, choices in CHOICES.items():
        extra = NOTED_POINT if name == "示范十三居" else 0
        total = oracle.total(choices) + extra
        assert summary[name]["总分"] == matrix[name]["总分"] == total
        assert summary[name]["等次"] == oracle.grade(total)
        assert summary[name]["是否达标"] == ("是" if total >= 73 else "否")
        for item in range(1, 30):
            (points,) = (value for heading, value in matrix[name].items() if re.match(rf"{item}\n", heading))
            if (name, item) == ("示范十三居", 10):
                assert points == NOTED_POINT
            elif item in choices:
                assert (points, matrix[name][f"{item}档次"]) == (
                    oracle.points(item, choices[item]),
                    choices[item],
                )
            else:
                assert points == ("有误" if name == "示范六居" else "缺")


def test_totals_are_live_formulas(report: Path) -> None:
    book = load_workbook(report)
    totals = [cell.value for cell in book["汇总总表"]["C"][2:]]
    assert all(str(total).startswith("=得分矩阵!") for total in totals)
    assert all(
        str(row[31].value).startswith("=SUM(") for row in book["得分矩阵"].iter_rows(min_row=3, max_row=14)
    )


def test_counts_and_rates_on_the_cover(report: Path) -> None:
    cover = {row["项目"]: row["数值"] for row in rows(report, "封面说明")}
    expected = {"应报社区": 13, "已报社区": 11, "未报社区": 2, "迟报社区": 0, "文件合计": 16, "达标社区": 10, "目标达标率": 0.45}  # fmt: skip
    assert {key: cover[key] for key in expected} == expected
    assert cover["达标率"] == pytest.approx(10 / 13)
    assert cover["按已报计"] == pytest.approx(10 / 11)
    assert cover["按无阻断问题计"] == pytest.approx(7 / 8)


def test_states_and_messages_per_community(report: Path) -> None:
    states = {(row["社区"], row["状态"]) for row in rows(report, "报送情况")}
    assert {
        ("示范一居", "已收"),
        ("示范五居", "有问题"),
        ("示范十二居", "未报"),
        ("示范九居", "改报前"),
        ("示范十居", "重复"),
    } <= states
    messages = {row["社区"]: row["可发送的催办文字"] for row in rows(report, "报送情况") if row["编号"]}
    assert (
        messages["示范五居"]
        == "示范五居：自测评分表已收到，请修改后尽快重新报送。第9、16、24项没有选择自评档次，请补选。"
    )
    assert messages["示范十二居"] == (
        "示范十二居：自测评分表的报送期限是10月25日，目前还没有收到，请尽快报镇精细化推进办。如已报送，请告知文件名。"
    )
    assert not messages["示范一居"]


@pytest.mark.parametrize(("day", "late"), [(25, ""), (26, "迟报")])
def test_the_deadline_includes_its_day(tmp_path: Path, baihe: Scheme, day: int, late: str) -> None:
    sheet = Sheet(baihe, "示范一居").dated(date(2021, 10, day)).choose(dict.fromkeys(range(1, 30), "合格"))
    write_book(tmp_path / "in" / "a.xlsx", sheet)
    town = consolidate_town(tmp_path / "in", baihe, as_of=date(2021, 11, 1))
    write_town(town, tmp_path / "out.xlsx", tmp_path / "in")
    assert (rows(tmp_path / "out.xlsx", "汇总总表")[0]["是否迟报"] or "") == late


def test_files_findings_and_rules_account_for_everything(report: Path) -> None:
    assert len(rows(report, "文件清单")) == len(list((SAMPLES / "town").iterdir()))
    assert all(row["SHA-256"] or row["状态"] == "跳过" for row in rows(report, "文件清单"))
    for row in rows(report, "规则执行情况"):
        counted = row["通过"] + row["发现问题"] + row["未执行"] + row["程序异常"]
        assert counted == (1 if str(row["代码"]).startswith("GCR") else 15), row["代码"]
    found = [row["代码"] for row in rows(report, "问题清单")]
    assert (found.count("GCS201"), found.count("GCR504"), found.count("GCS206")) == (3, 2, 4)


def test_links_lead_to_the_submissions(report: Path) -> None:
    links = [cell.hyperlink.target for cell in load_workbook(report)["汇总总表"]["S"][2:]]
    assert all((report.parent / link.replace("\\", "/")).resolve().is_file() for link in links)


def test_phone_numbers_stand_in_the_declarations_only(tmp_path: Path, baihe: Scheme) -> None:
    (tmp_path / "in").mkdir()
    build_workbook(baihe, tmp_path / "in" / "a.xlsx", submission=example())
    write_town(
        consolidate_town(tmp_path / "in", baihe, as_of=date(2021, 11, 1)),
        tmp_path / "out.xlsx",
        tmp_path / "in",
    )
    holding = {
        sheet.title
        for sheet in load_workbook(tmp_path / "out.xlsx")
        for row in sheet.iter_rows()
        for cell in row
        if "021-00000000" in str(cell.value)
    }
    assert holding == {"申报信息"}


def test_the_rosters_own_code_is_no_telephone_number(tmp_path: Path, baihe: Scheme) -> None:
    (tmp_path / "in").mkdir()
    roster = Roster(communities=(Community(code="31011801", name="示范一居"),))
    town = consolidate_town(tmp_path / "in", baihe, roster, as_of=date(2021, 11, 1))
    write_town(town, tmp_path / "town.xlsx", tmp_path / "in")
    assert [row["编号"] for row in rows(tmp_path / "town.xlsx", "报送情况")] == ["31011801"]


def test_an_empty_town_is_written_too(tmp_path: Path, baihe: Scheme) -> None:
    (tmp_path / "in").mkdir()
    write_town(
        consolidate_town(tmp_path / "in", baihe, as_of=date(2021, 11, 1)),
        tmp_path / "out.xlsx",
        tmp_path / "in",
    )
    assert validate(tmp_path / "out.xlsx") == []


def test_another_towns_papers_are_titled_with_its_own_programme(tmp_path: Path, baihe: Scheme) -> None:
    plan = load_scheme("docs/examples/another-town.toml")
    (tmp_path / "received").mkdir()
    build_workbook(plan, tmp_path / "received" / "示范一组.xlsm", vba=macro_project())
    town = consolidate_town(tmp_path / "received", plan, as_of=date(2024, 11, 1))
    write_town(town, tmp_path / "town.xlsx", tmp_path / "received")
    workbook, report = (load_workbook(path) for path in sorted(tmp_path.rglob("*.xls?")))
    titles = [
        report.properties.title,
        town_table(town).title,
        *(cell.value for page in report for cell in page[1] if cell.value),
    ]
    titles += [workbook[name]["A1"].value for name in ("填报说明", "薄弱项目及措施", "镇级汇总")]
    assert [title for title in titles if not str(title).startswith("示范湾镇美丽楼组")] == []
    texts = [str(cell.value) for book in (workbook, report) for page in book for row in page for cell in row]
    words = {baihe.town, baihe.programme, baihe.office, baihe.plan, "绿色社区"}
    assert [text for text in texts if any(word in text for word in words)] == []


def test_text_from_submissions_stays_text(tmp_path: Path, baihe: Scheme) -> None:
    name = "=1+1"
    sheet = Sheet(baihe, "示范").dated(date(2021, 10, 9)).choose(dict.fromkeys(range(1, 30), "合格"))
    write_book(tmp_path / "in" / f"{name}.xlsx", sheet)
    town = consolidate_town(tmp_path / "in", baihe, as_of=date(2021, 11, 1))
    write_town(town, tmp_path / "out.xlsx", tmp_path / "in")
    formulas = [
        str(cell.value)
        for page in load_workbook(tmp_path / "out.xlsx")
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert not [formula for formula in formulas if "1+1" in formula]


@pytest.mark.parametrize(
    ("as_of", "extended", "asked"),
    [
        (date(2021, 10, 25), None, "请于10月25日前（含当日）把自测评分表报镇精细化推进办"),
        (date(2021, 10, 26), None, "报送期限是10月25日，目前还没有收到，请尽快报"),
        (date(2021, 10, 26), date(2021, 11, 5), "请于11月5日前（含当日）把"),
    ],
)
def test_a_reminder_names_the_deadline_in_force(
    tmp_path: Path, baihe: Scheme, as_of: date, extended: date | None, asked: str
) -> None:
    roster = Roster(communities=(Community(name="甲", extended_to=extended),))
    town = consolidate_town(tmp_path, baihe, roster, as_of=as_of)
    assert asked in requests.to_report(town, town.missing[0])


def test_a_request_fits_a_chat_message_and_counts_the_rest(tmp_path: Path, baihe: Scheme) -> None:
    wrong = Sheet(baihe, "示范一居", "tiered").choose(dict.fromkeys(range(1, 30), "优秀"))
    write_book(tmp_path / "a.xlsx", wrong)
    town = consolidate_town(tmp_path, baihe, as_of=date(2021, 11, 1))
    message = requests.to_correct(town, town.standings[0])
    told, rest = (
        re.findall(r"(\d+)\.第\d+项的自评档次写的是", message),
        re.search(r"另有(\d+)处，请与镇精细化推进办联系。$", message),
    )
    assert rest
    assert len(told) + int(rest[1]) == 29
    assert len(told) >= 3
    assert len(message) <= requests.LONGEST


@pytest.mark.parametrize("name", ["示范一居", "示范" + "长" * 2000 + "居"])
def test_a_request_keeps_its_bound_whatever_was_typed(tmp_path: Path, baihe: Scheme, name: str) -> None:
    wrong = Sheet(baihe, name, "tiered").choose({**dict.fromkeys(range(1, 30), "合格"), 3: "很" * 3000})
    write_book(tmp_path / "a.xlsx", wrong)
    town = consolidate_town(
        tmp_path, baihe, Roster(communities=(Community(name="乙"),)), as_of=date(2021, 11, 1)
    )
    message = requests.to_correct(town, town.standings[0])
    assert len(message) <= requests.LONGEST
    assert "第3项的自评档次写的是“很很" in message
    assert "请在 H8 " in message  # what to do is not what was cut off
    assert "GCR501" in {finding.code for finding in town.findings}


def test_a_row_that_is_not_there_is_asked_for_once(tmp_path: Path, baihe: Scheme) -> None:
    sheet = Sheet(baihe, "示范一居", "tiered").choose(dict.fromkeys(range(1, 29), "合格")).drop(12)
    write_book(tmp_path / "a.xlsx", sheet)
    town = consolidate_town(tmp_path, baihe, as_of=date(2021, 11, 1))
    message = requests.to_correct(town, town.standings[0])
    assert message.count("第12项") == 2  # 表中没有第12项…，请补上第12项整行
    assert "1.第29项没有选择自评档次，请补选。2.表中没有第12项" in message


def test_what_the_office_does_itself_is_not_asked_of_a_committee(tmp_path: Path, baihe: Scheme) -> None:
    write_book(tmp_path / "a.xlsx", Sheet(baihe, "甲").choose(dict.fromkeys(range(1, 30), "合格")))
    town = consolidate_town(
        tmp_path, baihe, Roster(communities=(Community(name="乙"),)), as_of=date(2021, 11, 1)
    )
    message = requests.to_correct(town, town.standings[0])
    assert message.endswith("确实没有写错的，请告知镇精细化推进办，由镇精细化推进办在名册中补登名称或别名。")


def test_a_row_with_many_findings_is_printed_whole(tmp_path: Path, baihe: Scheme) -> None:
    long = {item: "很" * 3000 if item % 2 else "优秀" for item in range(1, 30)}
    write_book(tmp_path / "in" / "a.xlsx", Sheet(baihe, "示范一居", "tiered").choose(long))
    town = consolidate_town(tmp_path / "in", baihe, as_of=date(2021, 11, 1))
    write_town(town, tmp_path / "out.xlsx", tmp_path / "in")
    told = rows(tmp_path / "out.xlsx", "报送情况")[0]["需要处理"]
    shown = told.count("阻断：")
    assert re.search(rf"\n另有{29 - shown}条，见“问题清单”。$", told)
    assert shown >= 3
    assert load_workbook(tmp_path / "out.xlsx")["报送情况"].row_dimensions[3].height < 409


def test_a_text_beyond_what_a_cell_holds_is_marked(tmp_path: Path, baihe: Scheme) -> None:
    sheet = Sheet(baihe, "示" * 32_760).choose(dict.fromkeys(range(1, 30), "合格")).total(1)
    write_book(tmp_path / "in" / "a.xlsx", sheet)
    roster = Roster(communities=(Community(name="甲"),))
    town = consolidate_town(tmp_path / "in", baihe, roster, as_of=date(2021, 11, 1))
    write_town(town, tmp_path / "out.xlsx", tmp_path / "in")
    messages = [row["问题"] for row in rows(tmp_path / "out.xlsx", "问题清单")]
    (told,) = (message for message in messages if message.startswith("填报的社区名称是"))
    assert (len(told), told[-1]) == (32_767, "…")


def test_each_page_of_the_matrix_has_its_title_and_sums(report: Path) -> None:
    page = load_workbook(report, data_only=True)["得分矩阵"]
    titles = {cell.column_letter: cell.value for cell in page[1] if cell.value}
    headings = [str(cell.value) for cell in page[2]]
    second = headings.index("1档次")
    assert list(titles) == ["C", page.cell(1, second + 1).column_letter]  # none in what every page repeats
    assert str(titles["C"]).startswith("白鹤镇绿色社区创建得分矩阵（单位：分")
    for row in page.iter_rows(min_row=3, values_only=True):
        if row[1] in ("平均分", "良好占比", "缺项数"):
            assert row[second : second + 29] == row[2:31]
            assert row[2] is not None


def test_a_community_whose_file_cannot_be_read_is_told_so(report: Path) -> None:
    (row,) = (row for row in rows(report, "报送情况") if row["社区"] == "示范十一居")
    assert (row["状态"], row["文件"]) == ("未报", "示范十一居.xlsx")
    assert row["需要处理"].startswith("收到的文件读不出，请催其重新报送\n阻断：")
    message = row["可发送的催办文字"]
    assert message.startswith(
        "示范十一居：“示范十一居.xlsx”已收到，但读不出自测评分表，请改正后尽快重新报送。"
    )
    assert row["需要处理"].partition("阻断：")[2] in message
    assert "还没有收到" not in message


def test_a_correction_shows_when_the_community_first_reported(tmp_path: Path, baihe: Scheme) -> None:
    for day in (date(2021, 10, 20), date(2021, 11, 2)):
        sheet = Sheet(baihe, "甲").dated(day).choose(dict.fromkeys(range(1, 30), "合格"))
        write_book(tmp_path / "in" / f"{day}.xlsx", sheet)
    roster = Roster(communities=(Community(name="甲"),))
    town = consolidate_town(tmp_path / "in", baihe, roster, as_of=date(2021, 11, 3))
    write_town(town, tmp_path / "out.xlsx", tmp_path / "in")
    row = rows(tmp_path / "out.xlsx", "报送情况")[0]
    assert (row["状态"], row["报送日期"]) == ("已收、改报", "2021-11-02\n首报10月20日")
    cover = {row["项目"]: row["数值"] for row in rows(tmp_path / "out.xlsx", "封面说明")}
    assert cover["迟报社区"] == 0


def test_a_row_of_the_declarations_names_its_community(tmp_path: Path, baihe: Scheme) -> None:
    (tmp_path / "in").mkdir()
    build_workbook(baihe, tmp_path / "in" / "a.xlsx", submission=example())
    book = load_workbook(tmp_path / "in" / "a.xlsx")
    (box,) = (cell for row in book["申报表"] for cell in row if cell.value == "社区名称")
    box.offset(column=1).value = None
    book.save(tmp_path / "in" / "a.xlsx")
    town = consolidate_town(tmp_path / "in", baihe, as_of=date(2021, 11, 1))
    write_town(town, tmp_path / "out.xlsx", tmp_path / "in")
    assert [row["社区名称"] for row in rows(tmp_path / "out.xlsx", "申报信息")] == [example().community]


@pytest.mark.parametrize(
    ("roster", "told"),
    [
        (None, "没有名册，无法判断是否达到目标"),
        (Roster(communities=()), "名册上没有应报社区，无法判断是否达到目标"),
        (
            Roster(communities=(Community(name="甲", obliged=False),)),
            "名册上没有应报社区，无法判断是否达到目标",
        ),
    ],
)
def test_a_roster_that_obliges_nobody_is_not_no_roster(
    tmp_path: Path, baihe: Scheme, roster: Roster | None, told: str
) -> None:
    (tmp_path / "in").mkdir()
    town = consolidate_town(tmp_path / "in", baihe, roster, as_of=date(2021, 11, 1))
    write_town(town, tmp_path / "out.xlsx", tmp_path / "in")
    cover = {row["项目"]: row for row in rows(tmp_path / "out.xlsx", "封面说明")}
    assert cover["达标率"]["说明"] == f"达标社区 ÷ 应报社区。{told}"


def test_rules_that_need_a_roster_have_not_run_without_one(tmp_path: Path, baihe: Scheme) -> None:
    (tmp_path / "in").mkdir()
    town = consolidate_town(tmp_path / "in", baihe, as_of=date(2021, 11, 1))
    write_town(town, tmp_path / "out.xlsx", tmp_path / "in")
    runs = {row["代码"]: (row["通过"], row["未执行"]) for row in rows(tmp_path / "out.xlsx", "规则执行情况")}
    assert {code: runs[code] for code in ("GCR501", "GCR504", "GCR505", "GCR507", "GCR502")} == {
        "GCR501": (0, 1), "GCR504": (0, 1), "GCR505": (0, 1), "GCR507": (0, 1), "GCR502": (1, 0),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["一#2%20&.xlsx", "50%.xlsx", "%41.xlsx", "a b#.xlsx", "示范%E4.xlsx"])
@pytest.mark.parametrize("folder", ["in", "in#1 %20"])
def test_links_lead_to_files_of_any_name(tmp_path: Path, baihe: Scheme, folder: str, name: str) -> None:
    sheet = Sheet(baihe, "示范一居", "tiered").choose({**dict.fromkeys(range(1, 30), "合格"), 3: "优秀"})
    path = write_book(tmp_path / folder / name, sheet)
    town = consolidate_town(tmp_path / folder, baihe, as_of=date(2021, 11, 1))
    write_town(town, tmp_path / "out.xlsx", tmp_path / folder)
    for page, column in (("汇总总表", "S"), ("问题清单", "E")):
        (link,) = (
            cell.hyperlink for cell in load_workbook(tmp_path / "out.xlsx")[page][column] if cell.hyperlink
        )
        way = link.target.partition("#")[0].replace("\\", "/")
        assert tmp_path / unquote(way) == path


def test_lists_longer_than_a_sheet_go_on_on_the_next(
    report: Path, tmp_path: Path, baihe: Scheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.writing.town.sheet.LAST_ROW", 52)
    monkeypatch.setattr("pipeline.writing.town.sheet.LAST_LINK", 5)
    monkeypatch.setattr("pipeline.writing.town._LARGE", 3)  # rows go to the disk at once
    roster = load_roster(SAMPLES / "roster.csv")
    town = consolidate_town(SAMPLES / "town", baihe, roster, as_of=date(2021, 11, 1))
    path = write_town(town, tmp_path / "town.xlsx", SAMPLES / "town")
    assert validate(path) == []
    parts = [name for name in load_workbook(path).sheetnames if name.startswith("薄弱项目及措施")]
    assert parts == ["薄弱项目及措施", *(f"薄弱项目及措施（{n}）" for n in range(2, len(parts) + 1))]
    assert len(parts) > 2
    for sheet in SHEETS:
        whole = [row for row in rows(report, sheet) if row.get("项目") != "生成时间"]
        together = [
            row
            for name in load_workbook(path).sheetnames
            if name == sheet or name.startswith(f"{sheet}（")
            for row in rows(path, name)
            if row.get("项目") != "生成时间"
        ]
        assert together == whole
    summary = load_workbook(path)["汇总总表"]["S"][2:]
    assert [cell.hyperlink is not None for cell in summary] == [True] * 5 + [False] * (len(summary) - 5)
    assert all(cell.value for cell in summary)


def test_the_same_input_gives_the_same_bytes_but_for_the_time(report: Path, baihe: Scheme) -> None:
    roster = load_roster(SAMPLES / "roster.csv")
    town = consolidate_town(SAMPLES / "town", baihe, roster, as_of=date(2021, 11, 1), jobs=2)
    again = write_town(town, report.with_name("again.xlsx"), SAMPLES / "town")
    with ZipFile(report) as one, ZipFile(again) as other:
        assert one.namelist() == other.namelist()
        made = cover_time(one)
        for name in one.namelist():
            first, second = one.read(name), other.read(name)
            if name == "xl/sharedStrings.xml":
                first, second = first.replace(made, b""), second.replace(cover_time(other), b"")
            assert first == second, name


def cover_time(book: ZipFile) -> bytes:
    """生成时间 as the cover shows it: the text behind its label."""
    texts = book.read("xl/sharedStrings.xml")
    found = re.search("生成时间</t></si><si><t>(.*?)</t>".encode(), texts)
    assert found
    return found[1]
