"""The town-wide workbook: valid, its formulas give the values saved with it, its numbers are the plan's."""

import re
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from pipeline.reading.roster import load_roster
from pipeline.run import build_workbook, consolidate_town
from pipeline.writing.addin.callbacks import macro_project
from pipeline.writing.town import write_town
from scripts.terminal.town_table import town_table
from tests import oracle
from tests.books import Sheet, write_book
from tests.clients.libreoffice import recalculate
from tests.clients.openxml import validate
from tests.pictures import example
from tests.pipeline.writing.town.town_tables import SHEETS, rows, written
from tests.samples.town import CHOICES
from tests.test_samples import NOTED_POINT, SAMPLES
from validators.roster import Community, Roster
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme


def test_the_open_xml_sdk_finds_no_error(report: Path) -> None:
    assert validate(report) == []
    assert load_workbook(report).sheetnames == SHEETS


@pytest.mark.slow
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
    assert cover["其中材料无误社区达标率"] == pytest.approx(7 / 8)


def test_states_and_messages_per_community(report: Path) -> None:
    states = {(row["社区"], row["状态"]) for row in rows(report, "报送情况")}
    assert {
        ("示范一居", "已收"),
        ("示范五居", "有问题"),
        ("示范十二居", "未报"),
        ("示范九居", "已更新（旧件）"),
        ("示范十居", "重复"),
    } <= states
    messages = {row["社区"]: row["催办短信（可直接发送）"] for row in rows(report, "报送情况") if row["编号"]}
    papers = "薄弱项目的工作措施和实施计划（应于2021年2月28日前报送）、《上海市绿色社区创建申报表（试行）》"
    asked = f"还没有收到{papers}。请填写后报镇精细化推进办；已报纸质件的，不用补报。"
    assert messages["示范五居"] == (
        "示范五居：自测评分表已收到，请于11月8日（星期一）前改正后重新报送。"
        f"1.第9、16、24项没有选择自评档次，请补选。2.{asked}"
    )
    assert messages["示范十二居"] == (
        "示范十二居：自测评分表的报送期限是10月25日（星期一），目前还没有收到，请于11月8日（星期一）前报镇精细化推进办。如已报送，请与我办核对。"
    )
    assert messages["示范一居"] == (
        "示范一居：自测评分表已收到，请于11月8日（星期一）前补报材料。"
        "还没有收到《上海市绿色社区创建申报表（试行）》。请填写后报镇精细化推进办；已报纸质件的，不用补报。"
    )


@pytest.mark.parametrize(("day", "late"), [(25, ""), (26, "迟报")])
def test_the_deadline_includes_its_day(tmp_path: Path, baihe: Scheme, day: int, late: str) -> None:
    sheet = Sheet(baihe, "示范一居").dated(date(2021, 10, day)).choose(dict.fromkeys(range(1, 30), "合格"))
    write_book(tmp_path / "in" / "a.xlsx", sheet)
    assert (rows(written(tmp_path, baihe), "汇总总表")[0]["是否迟报"] or "") == late


def test_files_findings_and_rules_account_for_everything(report: Path) -> None:
    assert len(rows(report, "文件清单")) == len(list((SAMPLES / "town").iterdir()))
    assert all(row["SHA-256"] or row["状态"] == "跳过" for row in rows(report, "文件清单"))
    for row in rows(report, "规则执行情况"):
        counted = row["通过"] + row["发现问题"] + row["未执行"] + row["程序异常"]
        assert counted == (1 if str(row["代码"]).startswith(("GCR", "GCH", "GCV")) else 15), row["代码"]
    found = [row["代码"] for row in rows(report, "问题清单")]
    assert (found.count("GCS201"), found.count("GCR504"), found.count("GCS206")) == (3, 2, 4)


def test_an_empty_town_is_written_too(tmp_path: Path, baihe: Scheme) -> None:
    assert validate(written(tmp_path, baihe)) == []


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
    begins = re.compile(r"示范湾镇(2024年)?美丽楼组")
    assert [title for title in titles if not begins.match(str(title))] == []
    texts = [str(cell.value) for book in (workbook, report) for page in book for row in page for cell in row]
    words = {baihe.town, baihe.programme, baihe.office, baihe.plan, "绿色社区"}
    assert [text for text in texts if any(word in text for word in words)] == []


def test_a_row_of_the_declarations_names_its_community(tmp_path: Path, baihe: Scheme) -> None:
    (tmp_path / "in").mkdir()
    build_workbook(baihe, tmp_path / "in" / "a.xlsx", submission=example())
    book = load_workbook(tmp_path / "in" / "a.xlsx")
    (box,) = (cell for row in book["申报表"] for cell in row if cell.value == "社区名称")
    box.offset(column=1).value = None
    book.save(tmp_path / "in" / "a.xlsx")
    assert [row["社区名称"] for row in rows(written(tmp_path, baihe), "申报信息")] == [example().community]


@pytest.mark.parametrize(
    ("roster", "told"),
    [
        (None, "没有名册，无法判断是否达到目标"),
        (Roster(communities=()), "名册上没有应报社区，无法判断是否达到目标"),
        (Roster(communities=(Community(name="甲", obliged=False),)), "名册上没有应报社区，无法判断是否达到目标"),
    ],
)  # fmt: skip
def test_a_roster_that_obliges_nobody_is_not_no_roster(
    tmp_path: Path, baihe: Scheme, roster: Roster | None, told: str
) -> None:
    cover = {row["项目"]: row for row in rows(written(tmp_path, baihe, roster), "封面说明")}
    assert cover["达标率"]["说明"] == f"达标社区 ÷ 应报社区。{told}"


def test_rules_that_need_a_roster_have_not_run_without_one(tmp_path: Path, baihe: Scheme) -> None:
    out = written(tmp_path, baihe)
    runs = {row["代码"]: (row["通过"], row["未执行"]) for row in rows(out, "规则执行情况")}
    assert {code: runs[code] for code in ("GCR501", "GCR504", "GCR505", "GCR507", "GCR502")} == {
        "GCR501": (0, 1), "GCR504": (0, 1), "GCR505": (0, 1), "GCR507": (0, 1), "GCR502": (1, 0),
    }  # fmt: skip


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


def test_what_measured_values_support_stands_beside_the_self_score(tmp_path: Path, baihe: Scheme) -> None:
    """All at 良好 is 110; 60 % at item 1 supports 5 points instead of 6, 70 % at item 17 supports 3 instead of 4."""
    choices = dict.fromkeys(range(1, 30), "良好")
    for name, values in {"示范一居": {1: 60, 17: 70}, "示范二居": {1: 90}}.items():
        sheet = Sheet(baihe, name, "tiered").dated(date(2021, 10, 20)).choose(choices)
        for item, value in values.items():
            sheet.put(item, "measured", value)
        write_book(tmp_path / "in" / f"{name}.xlsx", sheet)
    out = written(tmp_path, baihe)
    for page in ("汇总总表", "得分矩阵"):
        shown = {
            row["社区"]: (row["总分"], row["按实测值核减后总分"], row["按实测值核减后等次"])
            for row in rows(out, page)
            if row["总分"]
        }
        assert shown == {"示范一居": (110, 108, "一般"), "示范二居": (110, None, None)}


@pytest.mark.parametrize(("fair", "lifted"), [((7,), 1), ((7, 13), 0)])
def test_a_gain_that_reaches_the_line_exactly_lifts(
    tmp_path: Path, baihe: Scheme, fair: tuple[int, ...], lifted: int
) -> None:
    """All at 良好 is 110, the line. Item 7 at 一般 lacks 0.5, which its unit 规保办 gains; item 13 (派出所) lacks 1 more."""
    choices = dict.fromkeys(range(1, 30), "良好") | dict.fromkeys(fair, "一般")
    sheet = Sheet(baihe, "示范一居", "tiered").dated(date(2021, 10, 20)).choose(choices)
    write_book(tmp_path / "in" / "a.xlsx", sheet)
    out = written(tmp_path, baihe)
    counted = {
        row["本单位各项都提升后可晋档的社区数"]
        for row in rows(out, "部门清单")
        if (row["牵头单位"], row["范围"]) == ("规保办", None)
    }
    assert counted == {lifted}
