"""Rosters as towns keep them, and what is wrong with one in a sentence."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipeline.reading.roster import RosterError, load_roster
from pipeline.run import consolidate_town
from tests.books import Sheet, write_book
from tests.clients.libreoffice import recalculate
from validators.roster import Community, Roster
from validators.scheme.model import Scheme

HEADS = ("编号", "名称", "别名", "应报", "免报原因", "联系人", "地址", "联系电话", "延期至")
FIRST = (
    "SF01",
    "示范一居",
    "一居、示范一居委会",
    "应报",
    "",
    "示范甲",
    "示范路1号",
    "021-00000000",
    "2021-11-05",
)
SECOND = ("SF02", "示范二居", "", "免报", "动迁在建", "", "", "", "")
READ = (
    Community(code="SF01", name="示范一居", aliases=("一居", "示范一居委会"), contact="示范甲", address="示范路1号", phone="021-00000000", extended_to=date(2021, 11, 5)),
    Community(code="SF02", name="示范二居", obliged=False, exempt_reason="动迁在建"),
)  # fmt: skip


def without_cells(roster: Roster) -> tuple[Community, ...]:
    return tuple(community.model_copy(update={"cell": None}) for community in roster.communities)


def csv_of(*lines: Sequence[str]) -> str:
    return "".join(",".join(line) + "\n" for line in lines)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("above", [(), (("白鹤镇社区名册",), ())], ids=["heads first", "title above"])
def test_a_csv_of_any_encoding(tmp_path: Path, encoding: str, above: Sequence[Sequence[str]]) -> None:
    path = tmp_path / "名册.csv"
    path.write_text(csv_of(*above, HEADS, FIRST, (), SECOND), encoding=encoding)
    assert without_cells(load_roster(path)) == READ


def test_a_name_beyond_gb2312(tmp_path: Path) -> None:
    """镕 stands in GB18030 (and GBK), not in GB2312, which such files are often said to be in."""
    path = tmp_path / "名册.csv"
    path.write_text("名称\n示范镕居\n", encoding="gb18030")
    assert [community.name for community in load_roster(path).communities] == ["示范镕居"]


def test_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for number, line in enumerate((HEADS, FIRST, SECOND)):
            sheet.write_row(number, 0, line)
        sheet.write_datetime(1, 8, date(2021, 11, 5), workbook.add_format({"num_format": "yyyy-mm-dd"}))
    assert without_cells(load_roster(path)) == READ


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("编号,社区\n1,甲\n", "缺少“名称”一列，现有的列是：编号、社区。"),
        ("", "名册.csv 是空的。请检查是否选对了文件。"),
        ("\n,,\n", "名册.csv 是空的。请检查是否选对了文件。"),
        ("编号,名称\n1,甲\n2\n", "第3行没有名称。请补上，或把这一行清空。"),
        ("编号,名称\n1,\n", "第2行没有名称。请补上，或把这一行清空。"),
        ("名称,应报\n甲,暂缓\n", "第2行的“应报”写的是“暂缓”。请写应报或免报。"),
        (
            "表\n社区名称,,示范二居\n序号,创建标准,得分\n1,甲,3\n2,乙,4\n3,丙,5\n",
            "看来是一个社区的填报表，不是名册：第2行“社区名称”旁边写的是“示范二居”",
        ),
        ("自测评分工作簿\n", "看的是工作表“名册”的前5行。请换用名册：一行表头"),
        ("名称,试点社区\n甲,大概\n", "第2行的“试点社区”写的是“大概”。是的请写“是”，不是的空着。"),
        ("名称,延期至\n甲,下月\n", "第2行的“延期至”写的是“下月”。请写日期，例如2021-11-05。"),
        ("编号,名称\n1,甲\n1,乙\n", "名册中编号“1”重复，请改成唯一的"),
        ("名称,别名\n甲,乙\n 乙 ,\n", "名册中名称或别名“乙”重复，请改成唯一的"),
    ],
)
def test_what_is_wrong_is_said_and_where(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "名册.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RosterError) as raised:
        load_roster(path)
    assert sentence in str(raised.value)


def test_a_file_that_is_no_roster(tmp_path: Path) -> None:
    for name in ("没有.csv", "没有.xlsx"):
        with pytest.raises(RosterError, match="请检查路径"):
            load_roster(tmp_path / name)
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(RosterError, match="不是可以读取的"):
        load_roster(tmp_path / "坏.xlsx")


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
@pytest.mark.parametrize("head", ["名称", "社区名称", "居委会", "居委会名称"])
def test_what_towns_write_into_rosters(tmp_path: Path, between: str, encoding: str, head: str) -> None:
    lines = (
        ("编号", head, "是否应报"),
        ("1", "示范一居", "是"),
        ("2", "示范二居", "否"),
        ("", "", ""),
        ("编号", head, "是否应报"),
        ("3", "示范三居", "免报"),
        ("小计", "3个", ""),
        ("", "合计", "3"),
        ("注：以此为准", "", ""),
    )
    path = tmp_path / "名册.csv"
    path.write_text("".join(between.join(line) + "\n" for line in lines), encoding=encoding)
    roster = load_roster(path)
    assert {c.name: c.obliged for c in roster.communities} == {
        "示范一居": True,
        "示范二居": False,
        "示范三居": False,
    }
    assert [f"{line.text} {line.cell}" for line in roster.left_out] == [
        "第5行“编号” 名册!A5",
        "第7行“小计” 名册!A7",
        "第8行“合计” 名册!B8",
        "第9行“注：以此为准” 名册!A9",
    ]
    assert [str(community.cell) for community in roster.communities] == ["名册!B2", "名册!B3", "名册!B6"]


def test_an_exemption_that_is_not_said_is_asked_about(tmp_path: Path, baihe: Scheme) -> None:
    path = tmp_path / "名册.csv"
    path.write_text("编号,名称,应报,免报原因\n1,示范一居,,动迁\n2,示范二居,免报,动迁\n", encoding="utf-8")
    (tmp_path / "来件").mkdir()
    town = consolidate_town(tmp_path / "来件", baihe, load_roster(path))
    found = [finding for finding in town.findings if finding.code == "GCR510"]
    assert [(str(finding.cell), finding.found) for finding in found] == [("名册!B2", "示范一居")]
    assert "填了免报原因“动迁”，应报一栏却没有写免报，现按1个应报社区计" in found[0].message
    assert town.attainment.obliged == 1


def workbook_of(path: Path, **sheets: Callable[[Worksheet], object]) -> Path:
    """A workbook with a sheet per name, each filled by a function."""
    with xlsxwriter.Workbook(path) as workbook:
        for name, fill in sheets.items():
            fill(workbook.add_worksheet(name))
    return path


def _three(sheet: Worksheet) -> None:
    for number, line in enumerate((("名称", "应报"), ("甲", "应报"), ("乙", "应报"), ("丙", "应报"))):
        sheet.write_row(number, 0, line)


def _signed(sheet: Worksheet) -> None:
    sheet.write_row(0, 0, ("姓名", "签到"))


def duties(path: Path) -> dict[str, bool]:
    return {community.name: community.obliged for community in load_roster(path).communities}


ALL = {"甲": True, "乙": True, "丙": True}


def test_the_sheet_that_lists_communities_is_read(tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    assert duties(workbook_of(path, 会议=_signed, 社区=_three)) == ALL
    assert duties(workbook_of(path, 底稿=_three, 名册2022=_three)) == ALL

    def hidden(sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ("名称",))
        sheet.write_row(1, 0, ("旧",))
        sheet.hide()

    assert duties(workbook_of(path, 现用=_three, 旧=hidden)) == ALL
    with pytest.raises(RosterError, match=r"里“2021年”“2022年”几张工作表都有“名称”一列.*请只留要用的一张。"):
        load_roster(workbook_of(path, **{"2021年": _three, "2022年": _three}))


def test_an_exemption_merged_over_lines_holds_for_each(tmp_path: Path) -> None:
    """Of 甲, 乙, 丙 the last two are exempt for one reason, written once; the box goes on below the list."""

    def fill(sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ("名称", "应报", "免报原因"))
        for row, name in enumerate("甲乙丙", start=1):
            sheet.write(row, 0, name)
        sheet.merge_range("B3:B5", "免报")
        sheet.merge_range("C3:C5", "动迁")

    path = workbook_of(tmp_path / "名册.xlsx", 名册=fill)
    assert duties(path) == {"甲": True, "乙": False, "丙": False}
    assert [community.exempt_reason for community in load_roster(path).communities] == ["", "动迁", "动迁"]


@pytest.mark.parametrize("suffix", ["xlsx", pytest.param("ods", marks=pytest.mark.slow)])
def test_hidden_and_struck_lines_count_for_nobody_and_are_told(
    tmp_path: Path, baihe: Scheme, suffix: str
) -> None:
    roster = Sheet(baihe, None, name="名册")
    roster.cells = {(row, 1): name for row, name in enumerate(("名称", "甲", "乙", "丙"), start=1)}
    roster.merges, roster.hidden_rows, roster.struck = [], {2}, {(3, 1)}
    path = write_book(tmp_path / "名册.xlsx", roster)
    if suffix != "xlsx":
        (path,) = recalculate([path], tmp_path, suffix)
    assert duties(path) == {"丙": True}
    assert [(line.text, str(line.cell)) for line in load_roster(path).unseen] == [
        ("第2行“甲”（隐藏）", "名册!A2"),
        ("第3行“乙”（划去）", "名册!A3"),
    ]


def test_pilots_are_those_that_say_so(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text("名称,试点社区\n甲,是\n乙,\n丙,否\n丁,试点\n戊,√\n", encoding="utf-8")
    assert [c.name for c in load_roster(path).communities if c.pilot] == ["甲", "丁", "戊"]
    path.write_text("名称\n甲\n", encoding="utf-8")
    assert not load_roster(path).communities[0].pilot
