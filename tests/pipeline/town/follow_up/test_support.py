"""Whom to help over a line: those below it, and those who lack little to the next."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.run import consolidate_town
from pipeline.town.follow_up.support import supports
from tests.books import Sheet, write_book
from tests.pipeline.town.small_towns import book, roster
from validators.scheme.model import Scheme

ALL_FAIR = dict.fromkeys(range(1, 30), "一般")


def choose(folder: Path, scheme: Scheme, name: str, choices: Mapping[int, str]) -> None:
    sheet = Sheet(scheme, name, "tiered").dated(date(2021, 10, 9)).choose(choices)
    write_book(folder / f"{name}.xlsx", sheet)


# 附件1: all at 一般 is 91.5, all at 合格 is 73, all at 良好 110. From 合格 to 一般 items 1, 4, 8, 12, 13, 14, 16, 19 gain 1,
# the others 0.5; from 一般 to 良好 the same again.
@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        # 91.5 less 3 times 1 is 88.5: 3 below the line, which counts. Two items: one from 合格 to 良好 (2) and one from 一般
        # (1). 4 and 14 are both led by 规保办 alone; 1 has two leads, 8 another.
        (ALL_FAIR | dict.fromkeys((1, 4, 8), "合格"), ("一般", 3, 3, "第4、14项提升到良好")),
        # 91.5 less 3 and 0.5: more than the office helps with.
        (ALL_FAIR | dict.fromkeys((1, 4, 8, 2), "合格"), None),
        # Exactly on the line there is nothing to reach within 3 points.
        (ALL_FAIR, None),
        # 110 less 3 times 1: three items at 一般, each of which gains 1, are all to be raised.
        (
            dict.fromkeys(range(1, 30), "良好") | dict.fromkeys((1, 4, 8), "一般"),
            ("良好", 3, 3, "第1、4、8项提升到良好"),
        ),
        # 73 less 3: item 2 (3, 3.5, 4) alone brings them back, at its lowest tier.
        ({**dict.fromkeys(range(1, 30), "合格"), 2: "不得分"}, ("合格", 3, 3, "第2项提升到合格")),
    ],
)  # fmt: skip
def test_the_fewest_items_by_hand(
    tmp_path: Path,
    baihe: Scheme,
    choices: Mapping[int, str],
    expected: tuple[str, float, float, str] | None,
) -> None:
    choose(tmp_path, baihe, "甲", choices)
    town = consolidate_town(tmp_path, baihe, roster("甲"), as_of=date(2021, 11, 1))
    found = [(s.grade.name, s.gap, s.gain, s.advice) for s in supports(town)]
    assert found == ([] if expected is None else [expected])


def test_those_below_the_line_first_then_by_what_they_lack(tmp_path: Path, baihe: Scheme) -> None:
    low = dict.fromkeys(range(1, 30), "合格")
    choose(tmp_path, baihe, "甲", ALL_FAIR | {1: "合格"})  # lacks 1 to 一般
    choose(tmp_path, baihe, "乙", low | {7: "不得分"})  # lacks 2 to the line
    choose(tmp_path, baihe, "丙", low | {1: "不得分"})  # lacks 4
    choose(tmp_path, baihe, "丁", low)  # attains, 18.5 to 一般
    choose(tmp_path, baihe, "戊", low | {7: "不得分"})  # not on the roster
    town = consolidate_town(tmp_path, baihe, roster("甲", "乙", "丙", "丁"), as_of=date(2021, 11, 1))
    assert [(s.standing.name, s.gap) for s in supports(town)] == [("乙", 2), ("丙", 4), ("甲", 1)]


def test_what_cannot_be_scored_is_told_and_what_cannot_be_reached_too(tmp_path: Path, baihe: Scheme) -> None:
    few = dict.fromkeys(range(1, 15), "不涉及") | dict.fromkeys(range(15, 29), "合格")
    choose(tmp_path, baihe, "甲", few | {29: "优秀"})
    (support,) = supports(consolidate_town(tmp_path, baihe, roster("甲"), as_of=date(2021, 11, 1)))
    # 110 less the maxima of items 1 to 14, which are 20 + 20 + 3 + 5 + 5 + 5 = 58
    assert support.unscored == (29,)
    assert support.advice == "能提高的项目都提到最高档，总分也只有52，达不到73。"
    assert (support.raises, support.units) == ((), ())


def test_every_plan_helps_to_its_own_line(tmp_path: Path, scheme: Scheme) -> None:
    """All at the lowest tier: the shipped plan's line is reached, those of the others are not."""
    book(tmp_path, "甲.xlsx", scheme, "甲", tier=scheme.tiers[0].name, year=scheme.targets[0].by.year)
    town = consolidate_town(tmp_path, scheme, roster("甲"), round_=next(iter(scheme.deadlines)))
    (standing,) = town.standings
    found = supports(town)
    assert bool(found) is (not standing.scorecard.attained)
    for support in found:
        line = support.grade.at_least or Decimal(0)
        assert support.grade.id == scheme.attainment.grade
        assert support.total >= line > support.total - min(up.gain for up in support.raises)
