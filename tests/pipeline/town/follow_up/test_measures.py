"""Which measures are to be chased, and what the office typed beside them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.run import consolidate_town
from pipeline.town.follow_up.measures import MeasureCount, chased, measure_counts, summed
from pipeline.town.model import OfficeEntry, Town
from tests.pipeline.town.follow_up.promised import WRITTEN, promised
from tests.pipeline.town.small_towns import book
from validators.roster import Community, Roster
from validators.scheme.model import Scheme
from validators.submission import Measure

DAY = date(2021, 11, 1)
PAST = WRITTEN._replace(due=date(2021, 10, 31))
TODAY = WRITTEN._replace(due=DAY)
SOON = WRITTEN._replace(due=date(2021, 11, 15))


def town_of(folder: Path, scheme: Scheme, *typed: OfficeEntry, roster: Roster | None = None) -> Town:
    """甲 (A1) with items 2 (合格), 4 (一般), 7 (不得分) weak; 乙 (A2) with 4 (合格)."""
    choices = {2: "合格", 4: "一般", 7: "不得分"}
    promised(folder, "甲", scheme, choices, {2: PAST, 4: SOON, 7: Measure(action="尚在研究")}, code="A1")
    promised(folder, "乙", scheme, {4: "合格"}, {4: TODAY}, code="A2")
    roster = roster or Roster(communities=(Community(code="A2", name="乙"), Community(code="A1", name="甲")))
    return replace(consolidate_town(folder, scheme, roster, as_of=DAY), progress=typed)


def typed(
    item: int, state: str = "", closed_on: date | str = "", name: str = "甲", code: str = "A1"
) -> OfficeEntry:
    return OfficeEntry(code, name, item, state, closed_on, WRITTEN)


def test_by_lead_unit_the_weakest_first(tmp_path: Path, baihe: Scheme) -> None:
    """规保办 leads 4 and 7, 社区办 leads 2; 合格 and 不得分 come before 一般, the roster has 乙 first."""
    lines = [
        (line.community, line.item.no, line.choice, line.told) for line in chased(town_of(tmp_path, baihe))
    ]
    assert lines == [
        ("乙", 4, "合格", ""),
        ("甲", 7, "不得分", "缺实施计划"),
        ("甲", 4, "一般", ""),
        ("甲", 2, "合格", "已过时限"),
    ]


def test_counts_by_community(tmp_path: Path, baihe: Scheme) -> None:
    counts = [*measure_counts(town_of(tmp_path, baihe))]
    assert counts == [
        MeasureCount("A2", "乙", needed=1, written=1, done=0, overdue=0, next_due=DAY),
        MeasureCount("A1", "甲", needed=3, written=2, done=0, overdue=1, next_due=date(2021, 11, 15)),
    ]
    assert summed(counts)[2:] == (4, 3, 0, 1, None)


@pytest.mark.parametrize(
    ("state", "closed_on", "done", "told"),
    [
        # 进展, 核销日期, counted as done, and what is told
        ("未启动", "", 0, "已过时限"),
        ("推进中", "", 0, "已过时限"),
        ("逾期", "", 0, "已过时限"),
        ("已完成", "", 1, ""),
        ("", date(2021, 10, 30), 1, ""),
        ("", "10月底", 0, "已过时限、核销日期不是日期"),
        ("", "未核销", 0, "已过时限、核销日期不是日期"),
        ("已办结", "", 0, "已过时限、进展不在可选项内"),
        ("已完成", "—", 1, "核销日期不是日期"),
    ],
)
def test_what_is_done_is_not_overdue(
    tmp_path: Path, baihe: Scheme, state: str, closed_on: date | str, done: int, told: str
) -> None:
    town = town_of(tmp_path, baihe, typed(2, state, closed_on))
    (count,) = (count for count in measure_counts(town) if count.community == "甲")
    assert (count.done, count.overdue) == (done, 1 - done)
    (line,) = (line for line in chased(town) if line.item.no == 2)
    assert line.told == told
    assert line.typed
    assert (line.typed.state, line.typed.closed_on) == (state, closed_on)


RENAMED = Community(code="A1", name="新甲")
ALIASED = Community(name="新甲", aliases=("甲",))


@pytest.mark.parametrize("now", [RENAMED, ALIASED], ids=["by its code", "by its alias"])
def test_a_renamed_community_keeps_what_was_typed(tmp_path: Path, baihe: Scheme, now: Community) -> None:
    town = town_of(tmp_path, baihe, typed(2, "推进中"), roster=Roster(communities=(now,)))
    (line,) = (line for line in chased(town) if line.typed)
    assert (line.community, line.item.no, line.choice) == ("新甲", 2, "合格")


def test_what_was_typed_stays_when_the_item_is_weak_no_more_or_the_community_is_gone(
    tmp_path: Path, baihe: Scheme
) -> None:
    town = town_of(tmp_path, baihe, typed(1, "已完成", DAY), typed(9, "推进中", name="丙", code="A3"))
    last = [(line.community, line.item.no, line.choice, line.told) for line in chased(town)][-2:]
    assert last == [("甲", 1, "良好", "已不属薄弱项目"), ("丙", 9, "", "本次未报")]
    assert [count.needed for count in measure_counts(town)] == [1, 3]


def test_two_lines_that_are_one_now_are_both_kept(tmp_path: Path, baihe: Scheme) -> None:
    """The new name's own line stands in its place; that of the old name keeps its name."""
    both = (typed(2, "推进中", name="新甲"), typed(2, "未启动", name="甲", code=""))
    town = town_of(tmp_path, baihe, *both, roster=Roster(communities=(ALIASED,)))
    lines = [(line.community, line.typed.state) for line in chased(town) if line.typed]
    assert lines == [("新甲", "推进中"), ("甲", "未启动")]


def test_every_plan_lists_each_weak_item_once_under_its_first_lead(tmp_path: Path, scheme: Scheme) -> None:
    year = next(iter(scheme.deadlines))
    for tier in scheme.tiers:
        book(tmp_path, f"{tier.id}.xlsx", scheme, f"示范{tier.id}居", tier=tier.name, year=year)
    town = consolidate_town(tmp_path, scheme, round_=year)
    lines = [(line.community, line.item.no, line.item.lead[0].unit) for line in chased(town)]
    weak = [f"示范{tier.id}居" for tier in scheme.tiers[:-1]]
    assert sorted(lines) == sorted(
        (name, item.no, item.lead[0].unit) for name in weak for item in scheme.items
    )
    units = [unit.name for unit in scheme.units]
    assert [units.index(unit) for *_, unit in lines] == sorted(units.index(unit) for *_, unit in lines)
