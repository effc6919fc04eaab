"""The sample town over two rounds: every folder in every round, with states, rates and lateness worked out by hand.

What came (all items at one tier unless said otherwise; 合格 is 73, 一般 91.5, 良好 110; due by 25 October of each year):

| file             | day                | answers                     | points | belongs to 2021 or 2022, because of     |
|------------------|--------------------|-----------------------------|--------|-----------------------------------------|
| 2021年/示范一居  | 2021-10-20         | 良好                        | 110    | 2021, day                               |
| 2021年/示范二居  | 2021-10-28         | 一般                        | 91.5   | 2021, day; alone it is late             |
| 2021年/示范三居  | 2021-10-18         | 合格                        | 73     | 2021, day                               |
| 2021年/示范四居  | 2021-10-22         | 合格, 7, 10, 23 不得分      | 67     | 2021, workbook: 73 - 2 - 2 - 2          |
| 2021年/示范五居  | none               | 一般                        | 91.5   | 2021, saved 2021-10-23                  |
| 2022年/示范一居  | 2022-10-20         | last year's, chosen for it  | 110    | 2022, workbook                          |
| 2022年/示范二居  | 2021-10-22         | 一般                        | 91.5   | 2021, day: before the one of 28 October |
| 2022年/示范三居  | 2022-10-21         | 合格                        | 73     | 2022, day                               |
| 2022年/示范四居  | 2022-10-27         | 合格, 7, 10 不得分          | 69     | 2022, workbook: 73 - 2 - 2; late        |
| 2022年/示范五居  | none               | 合格                        | 73     | 2022, saved 2022-10-24                  |

示范六居 sent nothing. Of six obliged communities:

| folder | round | received        | attained        | rate | target | late | why                                                |
|--------|-------|-----------------|-----------------|------|--------|------|----------------------------------------------------|
| 2021年 | 2021  | 一 二 三 四 五  | 一 二 三 五     | 4/6  | 45 %   | 二   |                                                    |
| 2021年 | 2022  |                 |                 | 0/6  | 65 %   |      | nothing is of 2022                                 |
| 2022年 | 2021  | 二              | 二              | 1/6  | 45 %   |      | 示范二居 put last year's table into the folder     |
| 2022年 | 2022  | 一 三 四 五     | 一 三 五        | 3/6  | 65 %   | 四   |                                                    |
| both   | 2021  | 一 二 三 四 五  | 一 二 三 五     | 4/6  | 45 %   |      | 示范二居 first came on the 22nd: that of the 28th counts, in time |
| both   | 2022  | 一 三 四 五     | 一 三 五        | 3/6  | 65 %   | 四   | 4/6 and 65 % reached if 示范二居's counted         |
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.checking.engine import State
from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.town.model import Town
from pipeline.writing.reports.json_report import town_report
from pipeline.writing.town.requests import to_correct, to_report
from tests.test_samples import SAMPLES
from validators.scheme.file import DEFAULT_SCHEME, load_scheme

ROUNDS = SAMPLES / "rounds"
DAYS = {2021: date(2022, 1, 10), 2022: date(2022, 11, 1)}
"""The day of the report by its round: 2021 is summed up in January."""

ARCHIVED = "五"
OLD, NEW = "2021年", "2022年"
A, O, S = State.ACCEPTED, State.OTHER_ROUND, State.SUPERSEDED  # noqa: E741 - columns of a table


class Expected(NamedTuple):
    """A run over a folder by hand: points by community, who attained, who is late, and the states of the files."""

    points: Mapping[str, float]
    attained: str
    late: str
    states: Mapping[str, str]
    met: bool


FIRST = {"一": 110, "二": 91.5, "三": 73, "四": 67, "五": 91.5}
SECOND = {"一": 110, "三": 73, "四": 69, "五": 73}

RUNS = {
    # states by folder: a letter per file of 示范一居 to 示范五居: counts, other round, superseded
    (OLD, 2021): Expected(FIRST, "一二三五", "二", {OLD: "AAAAA"}, True),
    (OLD, 2022): Expected({}, "", "", {OLD: "OOOOO"}, False),
    (NEW, 2021): Expected({"二": 91.5}, "二", "", {NEW: "OAOOO"}, False),
    (NEW, 2022): Expected(SECOND, "一三五", "四", {NEW: "AOAAA"}, False),
    ("", 2021): Expected(FIRST, "一二三五", "", {OLD: "AAAAA", NEW: "OSOOO"}, True),
    ("", 2022): Expected(SECOND, "一三五", "四", {OLD: "OOOOO", NEW: "AOAAA"}, False),
}


TOLD = {
    OLD: {**dict.fromkeys("一二三", ("2021", "day")), "四": ("2021", "round"), "五": ("2021", "time")},
    NEW: {
        **dict.fromkeys("一四", ("2022", "round")),
        "二": ("2021", "day"),
        "三": ("2022", "day"),
        "五": ("2022", "time"),
    },
}
"""The year that each file belongs to, and what tells it."""


def town(folder: str, round_: int) -> Town:
    roster = ROUNDS / "roster.csv"
    plan = load_scheme(DEFAULT_SCHEME)
    return consolidate_town(
        ROUNDS / folder, plan, load_roster(roster), as_of=DAYS[round_], round_=round_, ignore=[roster]
    )


def file_of(folder: str, number: str, within: str) -> str:
    """The name by which a run over ``within`` calls a community's file."""
    name = f"补交.zip/示范{number}居.xlsx" if number == ARCHIVED else f"示范{number}居.xlsx"
    return name if within else f"{folder}/{name}"


every_run = pytest.mark.parametrize(("folder", "round_"), RUNS, ids=lambda part: str(part) or "both")


@every_run
def test_points_rates_lateness_and_states(folder: str, round_: int) -> None:
    of, expected = town(folder, round_), RUNS[folder, round_]
    assert {s.name: float(s.scorecard.total) for s in of.standings} == {
        f"示范{number}居": points for number, points in expected.points.items()
    }
    assert sorted(s.name[2] for s in of.standings if s.scorecard.attained) == sorted(expected.attained)
    assert sorted(s.name[2] for s in of.standings if of.is_late(s)) == sorted(expected.late)
    assert {book.file: book.state for book in of.books} == {
        file_of(sub, number, folder): {"A": A, "O": O, "S": S}[letter]
        for sub, letters in expected.states.items()
        for number, letter in zip("一二三四五", letters, strict=True)
    }


@every_run
def test_the_json_says_the_same(folder: str, round_: int) -> None:
    expected = RUNS[folder, round_]
    report = town_report(town(folder, round_))
    received, attained = len(expected.points), len(expected.attained)
    told = {key: report["attainment"][key] for key in ("attained", "obliged", "received", "target", "met")}
    assert told == {
        "attained": attained,
        "obliged": 6,
        "received": received,
        "target": {2021: 0.45, 2022: 0.65}[round_],
        "met": expected.met,
    }
    assert report["attainment"]["rate_obliged"] == pytest.approx(attained / 6)
    assert report["round"] == round_
    letters = "".join(expected.states.values())
    counted = {state: n for state, n in report["summary"]["states"].items() if n}
    assert counted == {
        state.value: letters.count(letter)
        for letter, state in zip("AOS", (A, O, S), strict=True)
        if letter in letters
    }
    assert {book["file"]: (book["year"], book["told_by"]) for book in report["other_rounds"]} == {
        file_of(sub, number, folder): TOLD[sub][number]
        for sub, letters in expected.states.items()
        for number, letter in zip("一二三四五", letters, strict=True)
        if letter == "O"
    }
    assert {community["community"][2] for community in report["missing_communities"]} == set(
        "一二三四五六"
    ) - {*expected.points}


@pytest.mark.parametrize(
    ("folder", "round_", "codes"),
    [
        (OLD, 2021, {("GCR512", "五")}),
        (NEW, 2022, {("GCX409", "一"), ("GCR506", "二"), ("GCR512", "五")}),
        # last year's file beside this year's: 示范三居 repeats it, which 示范一居's copy tells by itself
        ("", 2022, {("GCX409", "一"), ("GCR515", "三"), ("GCR512", "五"), *(("GCR506", number) for number in "一二三四五")}),
        ("", 2021, {("GCR512", "五"), *(("GCR506", number) for number in "一三四五")}),
    ],
    ids=lambda part: str(part) if isinstance(part, int | str) else "",
)  # fmt: skip
def test_what_is_asked(folder: str, round_: int, codes: set[tuple[str, str]]) -> None:
    asked = {"GCR502", "GCR506", "GCR512", "GCR513", "GCR515", "GCX409"}
    of = town(folder, round_)
    assert {(f.code, str(f.community)[2]) for f in of.findings if f.code in asked} == codes


@pytest.mark.parametrize("folder", [NEW, ""], ids=["2022年", "both"])
def test_who_is_asked_for_what(folder: str) -> None:
    of = town(folder, 2022)
    assert {community.name: to_report(of, community) for community in of.missing} == {
        "示范二居": "示范二居：收到的“示范二居.xlsx”是2021年的，请于11月8日（星期二）前报送2022年的自测评分表。",
        "示范六居": "示范六居：自测评分表的报送期限是10月25日（星期二），目前还没有收到，请于11月8日（星期二）前报镇精细化推进办。如已报送，请与我办核对。",
    }
    one, *_ = (standing for standing in of.standings if standing.name == "示范一居")
    text = to_correct(of, one)
    assert text.startswith(
        "示范一居：自测评分表已收到，请于11月8日（星期二）前核实，有误的改正后重新报送，属实的写明情况。"
        "1.各项自评档次与表上的“上年档次”完全相同"
    )


def test_the_folders_are_those_that_the_samples_have() -> None:
    assert sorted(path.name for path in Path(ROUNDS).iterdir()) == [OLD, NEW, "roster.csv"]
