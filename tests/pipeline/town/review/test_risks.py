"""What speaks for a community or an item: each sign alone, in its own words, and nothing where there is none."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from pipeline.earlier import beside_earlier
from pipeline.run import consolidate_town
from pipeline.town.model import Town
from pipeline.town.review.drawing import ChosenCommunity, Way, drawn
from pipeline.town.review.lots import share_from
from pipeline.town.review.risks import Risks
from tests.books import Sheet, write_book
from tests.pipeline.town.small_towns import book, roster
from validators.scheme.model import Scheme

DAY = date(2021, 11, 22)
TOP = dict.fromkeys(range(1, 30), "良好")
FAIR = dict.fromkeys(range(1, 30), "一般")


def sheet(scheme: Scheme, choices: Mapping[int, str], day: int = 9) -> Sheet:
    return Sheet(scheme, "甲", "tiered").dated(date(2021, 10, day)).choose(choices)


def town(folder: Path, scheme: Scheme, filled: Sheet) -> Town:
    write_book(folder / "in" / "甲.xlsx", filled)
    return consolidate_town(folder / "in", scheme, roster("甲"), as_of=DAY)


def of(folder: Path, scheme: Scheme, filled: Sheet) -> tuple[str, ...]:
    made = town(folder, scheme, filled)
    return Risks(made).of(made.standings[0])


def of_items(folder: Path, scheme: Scheme, filled: Sheet) -> Mapping[int, tuple[str, ...]]:
    made = town(folder, scheme, filled)
    return Risks(made).items_of(made.standings[0])


@pytest.mark.parametrize(
    ("better", "said"),
    [
        # all 一般 make 91.5; 良好 adds 1 to item 1 (6 for 5), 0.5 to items 3 to 5, 1 to item 2
        ((), "总分91.5分，正好是“一般”的最低分"),
        ((1, 2), "总分93分，只比“一般”的最低分91.5分高1.5分"),
    ],
)
def test_a_total_just_above_its_line(
    tmp_path: Path, baihe: Scheme, better: tuple[int, ...], said: str
) -> None:
    choices = FAIR | dict.fromkeys(better, "良好")
    gained = sum(baihe.items[n - 1].points["good"] - baihe.items[n - 1].points["fair"] for n in better)
    assert f"总分{float(91.5 + float(gained)):g}分" in said
    assert of(tmp_path, baihe, sheet(baihe, choices)) == (said,)


def test_a_total_just_below_a_line_is_none(tmp_path: Path, baihe: Scheme) -> None:
    """Items 1 and 2 at 合格 take 2.5 from the 110 of all 良好: 107.5 is 2.5 short of the line, and 16 above its own."""
    lacking = sum(baihe.items[n - 1].points["good"] - baihe.items[n - 1].points["qualified"] for n in (1, 2))
    assert 0 < lacking <= 3
    assert of(tmp_path, baihe, sheet(baihe, TOP | {1: "合格", 2: "合格"})) == ()


def test_all_at_the_top(tmp_path: Path, baihe: Scheme) -> None:
    """It is told once: everybody at the top stands on the line."""
    assert of(tmp_path, baihe, sheet(baihe, TOP)) == ("各项均自评“良好”",)
    filled = sheet(baihe, TOP | {23: "不涉及"})
    assert of(tmp_path, baihe, filled) == ("除“不涉及”外各项均自评“良好”",)


def test_measured_values_that_contradict(tmp_path: Path, baihe: Scheme) -> None:
    """第1项 wants 80% for 良好: 70% leaves 5 of 6 points; 第17项 wants 90%: 85% leaves 3.5 of 4, so 110 are 108.5."""
    filled = sheet(baihe, TOP).put(1, "measured", 70).put(17, "measured", 85)
    lowered = (6 - baihe.items[0].points["fair"]) + (4 - baihe.items[16].points["fair"])
    total = f"{110 - lowered:f}".rstrip("0").rstrip(".")
    said = f"第1、17项实测值未达到所选档次的标准，按实测值核减后{total}分，一般"
    assert of(tmp_path, baihe, filled) == (said, "各项均自评“良好”")
    assert of_items(tmp_path, baihe, filled) == {
        1: ("实测值70%，未达到“良好”标准",),
        17: ("实测值85%，未达到“良好”标准",),
    }


def test_late(tmp_path: Path, baihe: Scheme) -> None:
    filled = sheet(baihe, TOP | {1: "合格", 2: "合格"}, day=28)
    assert of(tmp_path, baihe, filled) == ("迟报（首次报送2021年10月28日，期限2021年10月25日）",)


def test_the_top_without_evidence(tmp_path: Path, baihe: Scheme) -> None:
    """Where somebody wrote some; of a community that wrote none, nothing is told item by item."""
    filled = sheet(baihe, FAIR | {1: "良好", 2: "良好", 3: "良好"})
    assert of_items(tmp_path, baihe, filled) == {}
    filled.put(2, "evidence", "议事会记录12次")
    assert of_items(tmp_path, baihe, filled) == dict.fromkeys((1, 3), ("自评“良好”，未填写佐证材料及说明",))


def test_what_is_asked_back_about_an_item(tmp_path: Path, baihe: Scheme) -> None:
    assert of_items(tmp_path, baihe, sheet(baihe, FAIR | {23: "不涉及"})) == {23: ("待核实：填报不涉及",)}


@pytest.fixture
def risen(tmp_path: Path, baihe: Scheme) -> Town:
    """甲 rose from 合格 to 良好 in all items but one, 乙 in two items, 丙 is here for the first time; in 2022."""
    choices = {
        "甲": (dict.fromkeys(range(1, 30), "合格"), TOP | {29: "合格"}),
        "乙": (FAIR | {1: "不得分", 2: "合格"}, FAIR | {1: "一般", 2: "良好"}),
        "丙": (None, FAIR | {1: "良好", 2: "良好", 3: "良好", 4: "良好", 5: "良好", 6: "良好", 7: "良好"}),
    }
    for name, both in choices.items():
        for year, chosen in zip((2021, 2022), both, strict=True):
            if chosen:
                filled = Sheet(baihe, name).dated(date(year, 10, 9)).choose(chosen)
                write_book(tmp_path / f"{year}" / f"{name}.xlsx", filled)
    listed = roster("甲", "乙", "丙")
    made = consolidate_town(tmp_path / "2022", baihe, listed, as_of=DAY.replace(year=2022))
    return beside_earlier(made, [tmp_path / "2021"])


def by_name(town: Town) -> dict[str, ChosenCommunity]:
    return {one.name: one for one in drawn(town, 1, share_from("30%")).chosen}


def test_a_jump_since_the_last_round(risen: Town, baihe: Scheme) -> None:
    """From 73 to 110 less what 合格 lacks in item 29; between two lines of the plan are 18.5 points."""
    last = baihe.items[28].points
    rise = 110 - (last["good"] - last["qualified"]) - 73
    told = by_name(risen)["甲"].reasons
    assert told == (f"总分比2021年提高{rise:g}分，不少于一个等次的分差18.5分",)


def test_items_that_leapt(risen: Town) -> None:
    """By two tiers and more: 不得分 to 一般 are two, 合格 to 良好 are two."""
    found = Risks(risen)
    by_community = {standing.name: found.items_of(standing) for standing in risen.standings}
    assert [*by_community["甲"]] == [*range(1, 29)]
    assert by_community["乙"] == {
        1: ("2021年自评“不得分”，本年自评“一般”，提高2档",),
        2: ("2021年自评“合格”，本年自评“良好”，提高2档",),
    }
    assert by_community["丙"] == {}


def test_risky_items_are_all_looked_at_and_one_by_lot_at_least(risen: Town) -> None:
    """甲: 28 of 29 items leapt, and the one that did not is the lot's. 乙: 2 of the 9 that 30% are, 7 by lot."""
    chosen = by_name(risen)
    ways = [[item.way for item in chosen[name].items] for name in ("甲", "乙")]
    assert [(way.count(Way.FOCUS), way.count(Way.RANDOM)) for way in ways] == [(28, 1), (2, 7)]


def test_every_one_at_risk_is_in_focus_but_who_was_drawn(tmp_path: Path, baihe: Scheme) -> None:
    """Those for whom most speaks come first; the lot takes nobody's place, and nobody takes the lot's."""
    for name, day in {"甲": 9, "乙": 9, "丙": 28, "丁": 9}.items():
        book(tmp_path, f"{name}.xlsx", baihe, name, "良好", day=day)
    listed = roster("甲", "乙", "丙", "丁")
    made = consolidate_town(tmp_path, baihe, listed, as_of=DAY)
    for seed in range(20):
        draw = drawn(made, seed, share_from("25%"))
        ways = [one.way for one in draw.chosen]
        assert ways == [Way.RANDOM, Way.FOCUS, Way.FOCUS, Way.FOCUS]
        assert draw.chosen[0].name == draw.strata[0].communities[0].standing.name
        numbers = [len(one.reasons) for one in draw.of(Way.FOCUS)]
        assert numbers == sorted(numbers, reverse=True)
