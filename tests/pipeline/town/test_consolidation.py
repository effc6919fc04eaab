"""Who counts, who is missing, and the rates, on small towns written in the test."""

import os
import shutil
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.checking.engine import State
from pipeline.run import consolidate_town
from tests.books import Sheet, write_book
from tests.pipeline.town.small_towns import book, roster, states
from validators.roster import Community, Roster
from validators.scheme.model import Scheme

DAY = date(2021, 11, 1)


def test_the_newest_by_its_own_date_counts(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "a.xlsx", baihe, "甲", "良好", day=20)
    book(tmp_path, "b.xlsx", baihe, "甲", "合格", day=24)
    book(tmp_path, "c.xlsx", baihe, "甲", "一般", day=2)
    town = consolidate_town(tmp_path, baihe, roster("甲"), as_of=DAY)
    assert [(s.name, s.scorecard.total) for s in town.standings] == [("甲", 73)]
    assert states(town) == {"a.xlsx": State.SUPERSEDED, "b.xlsx": State.ACCEPTED, "c.xlsx": State.SUPERSEDED}


def test_of_one_day_the_newest_file_counts(tmp_path: Path, baihe: Scheme) -> None:
    os.utime(book(tmp_path, "a.xlsx", baihe, "甲", "良好"), (2_000_000_000, 2_000_000_000))
    os.utime(book(tmp_path, "b.xlsx", baihe, "甲", "合格"), (1_000_000_000, 1_000_000_000))
    town = consolidate_town(tmp_path, baihe, roster("甲"), as_of=DAY)
    assert states(town) == {"a.xlsx": State.ACCEPTED, "b.xlsx": State.SUPERSEDED}


def test_identical_files_are_duplicates_whatever_their_time(tmp_path: Path, baihe: Scheme) -> None:
    os.utime(book(tmp_path, "a.xlsx", baihe, "甲"), (1_000_000_000, 1_000_000_000))
    os.utime(book(tmp_path, "深/b.xlsx", baihe, "甲"), (2_000_000_000, 2_000_000_000))
    town = consolidate_town(tmp_path, baihe, roster("甲"), as_of=DAY)
    assert states(town) == {"a.xlsx": State.ACCEPTED, "深/b.xlsx": State.DUPLICATE}


def test_the_exempt_are_neither_missing_nor_counted(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "a.xlsx", baihe, "甲")
    book(tmp_path, "c.xlsx", baihe, "丙")
    town = consolidate_town(tmp_path, baihe, roster("甲", "乙", 丙="在建", 丁="在建"), as_of=DAY)
    assert [community.name for community in town.missing] == ["乙"]
    assert (town.attainment.attained, town.attainment.obliged) == (1, 2)
    assert {standing.rank for standing in town.standings} == {1}


def test_without_a_roster_nobody_is_missing_and_no_rate_is_claimed(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "a.xlsx", baihe, "甲")
    town = consolidate_town(tmp_path, baihe, as_of=DAY)
    assert (town.missing, town.attainment.obliged, town.attainment.rate_obliged, town.attainment.met) == (
        (),
        None,
        None,
        None,
    )
    assert town.attainment.rate_received == 1


def test_an_empty_folder_is_a_town_without_reports(tmp_path: Path, baihe: Scheme) -> None:
    town = consolidate_town(tmp_path, baihe, roster("甲"), as_of=DAY)
    assert [finding.code for finding in town.findings] == ["GCR504"]
    assert (town.attainment.rate_obliged, town.attainment.rate_received, town.attainment.met) == (
        0,
        None,
        False,
    )


@pytest.mark.parametrize(
    ("attained", "obliged", "day", "met"),
    [
        (9, 20, DAY, True),
        (8, 20, DAY, False),
        (13, 20, date(2022, 11, 1), True),
        (12, 20, date(2022, 11, 1), False),
    ],
)
def test_the_target_includes_its_number(
    tmp_path: Path, baihe: Scheme, attained: int, obliged: int, day: date, met: bool
) -> None:
    names = [f"示范{number}居" for number in range(obliged)]
    for name in names[:attained]:
        book(tmp_path, f"{name}.xlsx", baihe, name, year=day.year)
    assert consolidate_town(tmp_path, baihe, roster(*names), as_of=day).attainment.met is met


def test_equal_totals_share_a_rank(tmp_path: Path, baihe: Scheme) -> None:
    for name, tier in (("甲", "良好"), ("乙", "一般"), ("丙", "一般"), ("丁", "合格")):
        book(tmp_path, f"{name}.xlsx", baihe, name, tier)
    town = consolidate_town(tmp_path, baihe, roster("甲", "乙", "丙", "丁"), as_of=DAY)
    assert [(s.rank, s.name) for s in town.standings] == [(1, "甲"), (2, "乙"), (2, "丙"), (4, "丁")]


def test_items_and_units_are_counted_over_the_communities(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "a.xlsx", baihe, "甲", "良好")
    book(tmp_path, "b.xlsx", baihe, "乙", "合格")
    town = consolidate_town(tmp_path, baihe, roster("甲", "乙"), as_of=DAY)
    first = town.items[0]
    assert (first.missing, dict(first.choices), first.mean_score) == (
        0,
        {"good": 1, "qualified": 1},
        Decimal(5),
    )
    safety = next(unit for unit in town.units if unit.unit == "平安办")
    assert (safety.items, safety.weak, safety.points_to_gain) == ((16, 17), 2, 3)
    inside = [unit for unit in town.units if (unit.unit, unit.scope) == ("城建中心", "小区内")]
    assert [unit.items for unit in inside] == [(6, 12)]


def test_a_correction_is_not_late(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "a.xlsx", baihe, "甲", day=20)
    book(tmp_path, "b.xlsx", baihe, "甲", "良好", day=28)
    book(tmp_path, "c.xlsx", baihe, "乙", day=28)
    town = consolidate_town(tmp_path, baihe, roster("甲", "乙"), as_of=DAY)
    assert [(s.name, s.submitted_on, town.is_late(s)) for s in town.standings] == [
        ("甲", date(2021, 10, 28), False),
        ("乙", date(2021, 10, 28), True),
    ]


def test_a_copy_made_later_does_not_make_a_file_late(tmp_path: Path, baihe: Scheme) -> None:
    choices = {item.no: "合格" for item in baihe.items}
    write_book(tmp_path / "x.xlsx", Sheet(baihe, "甲").choose(choices))
    shutil.copy(tmp_path / "x.xlsx", tmp_path / "a.xlsx")
    for file, day in (("x.xlsx", 24), ("a.xlsx", 27)):
        time = datetime(2021, 10, day, 9).timestamp()
        os.utime(tmp_path / file, (time, time))
    (standing,) = (town := consolidate_town(tmp_path, baihe, roster("甲"), as_of=DAY)).standings
    assert (standing.submitted_on, town.is_late(standing)) == (date(2021, 10, 24), False)


def test_rules_about_the_roster_do_not_run_without_one(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "a.xlsx", baihe, "甲")
    ran = {
        bool(listed): set(consolidate_town(tmp_path, baihe, listed, as_of=DAY).verdict.ran)
        for listed in (None, roster("甲"))
    }
    rostered = {"GCR501", "GCR504", "GCR505", "GCR507", "GCR508", "GCR509", "GCR510", "GCR514"}
    assert ran[True] - ran[False] == rostered


def test_more_time_for_one_community(tmp_path: Path, baihe: Scheme) -> None:
    for name in "甲乙丙":
        book(tmp_path, f"{name}.xlsx", baihe, name, day=28)
    days = {"甲": None, "乙": date(2021, 10, 28), "丙": date(2021, 10, 27)}
    listed = Roster(communities=tuple(Community(name=name, extended_to=day) for name, day in days.items()))
    town = consolidate_town(tmp_path, baihe, listed, as_of=DAY)
    assert {s.name: town.is_late(s) for s in town.standings} == {"甲": True, "乙": False, "丙": True}


def test_what_a_resubmission_replaces(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "old.xlsx", baihe, "甲", day=2)
    book(tmp_path, "new.xlsx", baihe, "甲", "良好", day=9)
    shutil.copy(tmp_path / "new.xlsx", tmp_path / "copy.xlsx")
    (standing,) = consolidate_town(tmp_path, baihe, roster("甲"), as_of=DAY).standings
    assert (standing.book.file, standing.replaced) == ("copy.xlsx", ("old.xlsx",))


def test_a_correction_is_no_query_and_the_old_file_has_no_findings(tmp_path: Path, baihe: Scheme) -> None:
    write_book(tmp_path / "旧.xlsx", Sheet(baihe, "甲").dated(date(2021, 10, 8)).choose({1: "合格"}))
    book(tmp_path, "新.xlsx", baihe, "甲", day=23)
    town = consolidate_town(tmp_path, baihe, roster("甲"), as_of=DAY)
    assert [f.code for b in town.books for f in b.findings if b.file == "旧.xlsx"] == []
    assert states(town) == {"旧.xlsx": State.SUPERSEDED, "新.xlsx": State.ACCEPTED}
