"""抽样.xlsx: valid, printable on A4, followed by hand from what it prints; no telephone number, and the seed in full."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.keeping import sampled
from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.town.model import Town
from pipeline.writing.review.draw import write_draw
from tests.books import Sheet, write_book
from tests.clients.openxml import validate
from tests.pipeline.town.review.drawn_towns import DAY, example
from tests.pipeline.town.small_towns import book, roster
from tests.pipeline.writing.town.town_tables import rows
from tests.test_samples import SAMPLES
from validators.roster import Community, Roster
from validators.scheme.model import Scheme

SHARE = Decimal("0.3")
SHEETS = ["抽样说明", "抽样名单", "查看项目", "抽样范围", "范围外社区"]


def written(town: Town, folder: Path, seed: int = 33445566, ledger: Path | None = None) -> Path:
    made = sampled(town, SHARE, seed, folder, ledger)
    assert made
    write_draw(town, made.draw, made.draws, folder / "抽样.xlsx")
    return folder / "抽样.xlsx"


@pytest.fixture(scope="module")
def drawn(baihe: Scheme, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample town drawn twice, so that there is an earlier draw to tell."""
    folder = tmp_path_factory.mktemp("draw")
    town = consolidate_town(SAMPLES / "town", baihe, load_roster(SAMPLES / "roster.csv"), as_of=DAY)
    written(town, folder, 20211122, folder / "台账.sqlite")
    return written(town, folder, ledger=folder / "台账.sqlite")


def prose(path: Path) -> str:
    page = load_workbook(path)["抽样说明"]
    return "\n".join(str(cell.value) for (cell,) in page.iter_rows(max_col=1) if cell.value)


def test_the_sdk_finds_nothing(drawn: Path) -> None:
    assert validate(drawn) == []


def test_it_is_printed_on_a4_and_signed(drawn: Path) -> None:
    pages = load_workbook(drawn)
    assert pages.sheetnames == SHEETS
    for page in pages:
        assert page.page_setup.paperSize == 9
        assert page.page_setup.fitToWidth in (None, 1)
        assert "制表单位：镇精细化推进办" in str(page.oddFooter.left.text)
    ways = {page.title: page.page_setup.orientation or "portrait" for page in pages}
    assert [name for name, way in ways.items() if way == "landscape"] == ["抽样名单", "查看项目"]


def test_anyone_can_follow_it(drawn: Path) -> None:
    """From the frame as printed: in each grade the first ones by the printed code are those drawn at random."""
    text = prose(drawn)
    assert "随机数种子33445566，抽取比例30%，等次分层：良好1、一般2、合格2。" in text
    printed = rows(drawn, "抽样范围")
    column = next(head for head in printed[0] if head.startswith("抽签码"))
    assert all(re.fullmatch("[0-9a-f]{12}", row[column]) for row in printed)
    taken = []
    for grade, number in (("良好", 1), ("一般", 2), ("合格", 2)):
        own = sorted((row for row in printed if row["等次"] == grade), key=lambda row: row[column])
        assert [row["顺序"] for row in own] == [*range(1, len(own) + 1)]
        assert [row["结果"] == "随机抽中" for row in own] == [n < number for n in range(len(own))]
        taken += [row["社区"] for row in own[:number]]
    listed = rows(drawn, "抽样名单")
    assert [row["社区"] for row in listed if row["抽中方式"] == "随机"] == taken
    assert [row["社区"] for row in listed if row["抽中方式"] == "重点"] == [
        row["社区"] for row in listed if row["社区"] not in taken
    ]


def test_its_example_is_what_any_tool_says(drawn: Path) -> None:
    """The command printf '%s' '33445566:2021:示范一居' | sha256sum begins with bd6a4f975d5c."""
    assert "“33445566:2021:示范一居”，抽签码的前12位是bd6a4f975d5c，" in prose(drawn)


def test_it_tells_the_draws_before(drawn: Path) -> None:
    text = prose(drawn)
    assert "本次为2021年第2次抽样（2021年11月22日），已记入台账。" in text
    assert "第1次：2021年11月22日，种子20211122，抽取比例30%，从10个社区中随机抽中" in text
    assert load_workbook(drawn)["抽样名单"]["A1"].value == "白鹤镇2021年绿色社区创建抽样考评名单（第2次抽样）"


def test_everybody_is_in_it_once(drawn: Path) -> None:
    """The 13 of the roster and the one that is not on it; of the roster one is below the line and two did not report."""
    inside = [row["社区"] for row in rows(drawn, "抽样范围")]
    outside = {row["社区"]: row["未列入抽样范围的原因"] for row in rows(drawn, "范围外社区")}
    assert outside == {
        "示范四居": "自评67分，未达标，差6分",
        "示范十一居": "未报（收到的文件无法读取）",
        "示范十二居": "未报",
        "示范新居": "不在名册",
    }
    assert len(inside) == len({*inside}) == 10
    assert not {*inside} & {*outside}


def test_the_items_have_their_reasons(drawn: Path) -> None:
    """示范十三居 has four items 不涉及 and one scored by a note that contradicts itself, and four by lot make nine."""
    items = [row for row in rows(drawn, "查看项目") if row["社区"] == "示范十三居"]
    assert {row["序号"]: row["需关注情况"] for row in items if row["查看方式"] == "重点"} == {
        10: "待核实：按有矛盾的说明计分",
        **dict.fromkeys((23, 24, 25, 28), "待核实：填报不涉及"),
    }
    assert len(items) == 9
    assert {row["需关注情况"] for row in items if row["查看方式"] == "随机"} == {None}


def test_no_telephone_number_is_in_it_but_the_seed_is(tmp_path: Path, baihe: Scheme) -> None:
    """A seed may look like one, and so may a part of a lot."""
    for number, name in enumerate(("示范居13800138000", "示范居021-55667788")):
        book(tmp_path, f"{number}.xlsx", baihe, name, "良好")
    listed = roster("示范居13800138000", "示范居021-55667788")
    path = written(consolidate_town(tmp_path, baihe, listed, as_of=date(2021, 11, 22)), tmp_path, 55667788)
    values = [str(cell.value) for page in load_workbook(path) for row in page.iter_rows() for cell in row]
    text = "\n".join(values)
    assert "随机数种子55667788，" in text
    assert "13800138000" not in text
    assert "021-55667788" not in text
    assert "示范居（电话略）" in text


def test_the_offices_own_words(tmp_path: Path, baihe: Scheme) -> None:
    """As the office's example has them: 随机数种子20211122，抽取比例30%，等次分层：良好1、一般1、合格2."""
    assert "随机数种子20211122，抽取比例30%，等次分层：良好1、一般1、合格2。" in prose(
        written(example(tmp_path, baihe), tmp_path, 20211122)
    )


def test_it_is_valid_in_every_plan_and_for_a_district(scheme: Scheme, tmp_path: Path) -> None:
    """With the column of towns where the roster tells some apart, and in the words of the plan at hand."""
    year, top = next(iter(scheme.deadlines)), scheme.tiers[-1].name
    for name in ("甲", "乙"):
        book(tmp_path, f"{name}.xlsx", scheme, name, top, year=year)
    listed = Roster(communities=tuple(Community(name=name, group=f"{name}镇") for name in ("甲", "乙")))
    town = consolidate_town(tmp_path, scheme, listed, as_of=scheme.deadlines[year], round_=year)
    path = written(town, tmp_path)
    assert validate(path) == []
    assert {row[scheme.group_words[0]] for row in rows(path, "抽样范围")} == {"甲镇", "乙镇"}
    assert f"各项均自评“{top}”" in rows(path, "抽样名单")[0]["需关注情况"]


def test_what_committees_type_stays_text(tmp_path: Path, baihe: Scheme) -> None:
    sheet = Sheet(baihe, "甲", "tiered").dated(date(2021, 10, 9)).choose(dict.fromkeys(range(1, 30), "良好"))
    for item in range(1, 30):
        sheet.put(item, "evidence", "'=1+1" if item % 2 else "http://example.invalid")
    write_book(tmp_path / "甲.xlsx", sheet)
    path = written(consolidate_town(tmp_path, baihe, roster("甲"), as_of=DAY), tmp_path)
    cells = [cell for row in load_workbook(path)["查看项目"].iter_rows(min_row=3) for cell in row]
    assert {cell.data_type for cell in cells} <= {"n", "s"}
    assert [cell.value for cell in cells if cell.hyperlink] == []
