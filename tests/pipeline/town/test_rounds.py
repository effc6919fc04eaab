"""A submission counts in the round it belongs to and nowhere else; of several of one round, the right one counts.

The round of 2021 takes what comes from 1 December 2020, that of 2022 what comes from 1 March 2022 (the scheme's ruling).
"""

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipeline.checking.engine import State
from pipeline.run import build_workbook, consolidate_town
from pipeline.town.model import Town
from tests.books import Sheet, write_book
from tests.pipeline.town.small_towns import states
from validators.finding import Severity
from validators.roster import Community, Roster
from validators.scheme.model import Scheme
from validators.submission import Entry, Submission

ROSTER = Roster(communities=tuple(Community(name=name) for name in ("甲", "乙", "丙")))
ACCEPTED, OTHER, OLDER = State.ACCEPTED, State.OTHER_ROUND, State.SUPERSEDED


def stamped(path: Path, day: date) -> Path:
    """The file as it was saved at nine in the town, which is one in the morning of UTC."""
    return saved(path, datetime(day.year, day.month, day.day, 1, tzinfo=UTC))


def saved(path: Path, moment: datetime) -> Path:
    """The file as it was saved at a moment."""
    os.utime(path, (moment.timestamp(), moment.timestamp()))
    return path


def typed(
    path: Path, scheme: Scheme, name: str, day: date | None, tier: str = "合格", when: date | None = None
) -> Path:
    """附件1 as staff have it, with or without 填报日期."""
    sheet = Sheet(scheme, name).choose({item.no: tier for item in scheme.items})
    return stamped(write_book(path, sheet.dated(day) if day else sheet), when or day or date(2021, 10, 20))


def issued(path: Path, scheme: Scheme, name: str, year: int, day: date | None, tier: str = "合格") -> Path:
    """The workbook built for a round, filled in."""
    answers = tuple(Entry(item=item.no, tier=tier) for item in scheme.items)
    submission = Submission(
        layout="template", community=name, community_from="cell", filled_on=day, entries=answers
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    build_workbook(scheme, path, round_=year, submission=submission)
    return stamped(path, day or date(year, 10, 20))


def town(folder: Path, scheme: Scheme, as_of: date, round_: int | None = None) -> Town:
    return consolidate_town(folder, scheme, ROSTER, as_of=as_of, round_=round_)


def about(of: Town, *codes: str) -> list[tuple[str, str | None, str]]:
    """The findings of these rules: code, file, cell."""
    return [(f.code, f.file, str(f.cell or "-")) for f in of.findings if f.code in codes]


def test_last_years_folder_never_reaches_this_years_target(tmp_path: Path, baihe: Scheme) -> None:
    """Three of three attained in 2021; in March 2022 nobody has reported for 2022: 0 of 3 against 65 %."""
    for name in "甲乙丙":
        typed(tmp_path / f"{name}.xlsx", baihe, name, date(2021, 10, 20))
    before = town(tmp_path, baihe, date(2021, 11, 1)).attainment
    assert (before.attained, before.obliged, before.target.rate, before.met) == (
        3,
        3,
        baihe.targets[0].rate,
        True,
    )
    after = town(tmp_path, baihe, date(2022, 3, 10))
    assert (after.round, after.attainment.attained, after.attainment.received) == (2022, 0, 0)
    assert (after.attainment.target.rate, after.attainment.met) == (baihe.targets[1].rate, False)
    assert [community.name for community in after.missing] == ["甲", "乙", "丙"]
    assert set(states(after).values()) == {OTHER}
    assert after.standings == ()


@pytest.mark.parametrize(
    ("as_of", "asked", "round_", "rate"),
    [
        (date(2021, 12, 31), None, 2021, "0.45"),
        (
            date(2022, 1, 10),
            None,
            2021,
            "0.45",
        ),  # the year is summed up in January: nothing is another year's
        (date(2022, 3, 10), None, 2022, "0.65"),
        (date(2022, 3, 10), 2021, 2021, "0.45"),
        (date(2021, 12, 31), 2022, 2022, "0.65"),
    ],
)
def test_the_round_is_the_latest_that_has_begun_or_the_one_asked_for(
    tmp_path: Path, baihe: Scheme, as_of: date, asked: int | None, round_: int, rate: str
) -> None:
    typed(tmp_path / "a.xlsx", baihe, "甲", date(2021, 10, 20))
    typed(tmp_path / "b.xlsx", baihe, "乙", date(2021, 10, 28))
    of = town(tmp_path, baihe, as_of, asked)
    counted = round_ == 2021
    assert (of.round, str(of.attainment.target.rate)) == (round_, rate)
    assert of.attainment.attained == (2 if counted else 0)
    assert [of.is_late(standing) for standing in of.standings] == ([False, True] if counted else [])


def test_a_mixed_folder(tmp_path: Path, baihe: Scheme) -> None:
    """Each file by what tells its year: the workbook, else the day, else the file's time."""
    issued(tmp_path / "1.xlsx", baihe, "甲", 2021, date(2021, 10, 20), "良好")
    issued(tmp_path / "2.xlsx", baihe, "甲", 2022, None, "合格")
    issued(tmp_path / "3.xlsx", baihe, "乙", 2021, date(2022, 10, 20))  # last year's workbook once more
    typed(tmp_path / "4.xlsx", baihe, "丙", date(2021, 10, 22))
    typed(tmp_path / "5.xlsx", baihe, "丙", None, when=date(2021, 10, 23), tier="一般")
    of = town(tmp_path, baihe, date(2022, 11, 1))
    assert states(of) == {
        "1.xlsx": OTHER,
        "2.xlsx": ACCEPTED,
        "3.xlsx": OTHER,
        "4.xlsx": OTHER,
        "5.xlsx": OTHER,
    }
    assert [(s.name, s.scorecard.total) for s in of.standings] == [("甲", 73)]
    assert about(of, "GCR506") == [
        ("GCR506", "1.xlsx", "方案!P3"),
        ("GCR506", "3.xlsx", "方案!P3"),
        ("GCR506", "4.xlsx", "任务分解表!E2"),
        ("GCR506", "5.xlsx", "任务分解表!C2"),
    ]
    told = {f.community: f.message for f in of.verdict.findings if f.code == "GCR504"}
    assert "收到的“3.xlsx”是2021年的" in told["乙"]
    assert "是2021年的" in told["丙"]
    again = town(tmp_path, baihe, date(2022, 11, 1), 2021)
    assert states(again) == {
        "1.xlsx": ACCEPTED, "2.xlsx": OTHER, "3.xlsx": ACCEPTED, "4.xlsx": OLDER, "5.xlsx": ACCEPTED,
    }  # fmt: skip


def test_findings_of_another_round_do_not_clutter_this_one(tmp_path: Path, baihe: Scheme) -> None:
    sheet = Sheet(baihe, "甲").dated(date(2021, 10, 20)).choose({1: "良好"})  # 28 items are missing
    write_book(tmp_path / "a.xlsx", sheet)
    (book,) = town(tmp_path, baihe, date(2022, 11, 1)).books
    assert [finding.code for finding in book.findings] == ["GCR506"]


def test_a_year_before_the_first_round_is_its_own(tmp_path: Path, baihe: Scheme) -> None:
    typed(tmp_path / "a.xlsx", baihe, "甲", date(2020, 11, 30))
    of = town(tmp_path, baihe, date(2021, 11, 1))
    assert states(of) == {"a.xlsx": OTHER}
    (finding,) = (f for f in of.findings if f.code == "GCR506")
    assert "按填报日期是2020年的" in finding.message


def test_a_file_without_a_year_is_taken_by_its_time_and_asked_about(tmp_path: Path, baihe: Scheme) -> None:
    typed(tmp_path / "a.xlsx", baihe, "甲", None, when=date(2021, 10, 28))
    of = town(tmp_path, baihe, date(2021, 11, 1))
    assert states(of) == {"a.xlsx": ACCEPTED}
    assert about(of, "GCR506", "GCR512") == [("GCR512", "a.xlsx", "任务分解表!C2")]
    assert of.is_late(of.standings[0])


DAY = date(2021, 11, 20)


@pytest.mark.parametrize(
    ("first", "second", "counts", "asked"),
    [
        # both dated: the later day, whatever the files' times say
        ((date(2021, 10, 20), 28), (date(2021, 10, 22), 21), "b.xlsx", []),
        ((date(2021, 10, 22), 21), (date(2021, 10, 20), 28), "a.xlsx", []),
        # one day: the file's time, which is asked about as the totals differ
        ((date(2021, 10, 20), 21), (date(2021, 10, 20), 22), "b.xlsx", ["GCR502"]),
        # an undated file that is newer counts, and is asked about: the totals differ
        ((date(2021, 10, 20), 20), (None, 30), "b.xlsx", ["GCR502", "GCR512"]),
        ((None, 19), (date(2021, 10, 20), 20), "b.xlsx", ["GCR502"]),
        # a day after the report's is no day: the file's time
        ((date(2021, 12, 20), 19), (date(2021, 10, 20), 20), "b.xlsx", ["GCR502"]),
        ((date(2021, 12, 20), 25), (date(2021, 10, 20), 20), "a.xlsx", ["GCR502", "GCR513"]),
        # nothing tells: asked, and the same one is taken every time
        ((date(2021, 10, 20), 20), (date(2021, 10, 20), 20), "a.xlsx", ["GCR502"]),
        ((None, 20), (None, 20), "a.xlsx", ["GCR502", "GCR512"]),
    ],
)  # fmt: skip
def test_which_of_two_counts(
    tmp_path: Path, baihe: Scheme, first: tuple[date | None, int], second: tuple[date | None, int], counts: str, asked: list[str]
) -> None:  # fmt: skip
    for file, tier, (day, saved) in (("a.xlsx", "良好", first), ("b.xlsx", "合格", second)):
        typed(tmp_path / file, baihe, "甲", day, tier, when=date(2021, 10, saved))
    of = town(tmp_path, baihe, DAY)
    assert [standing.book.file for standing in of.standings] == [counts]
    found = [f for f in of.findings if f.code in ("GCR502", "GCR512", "GCR513")]
    assert sorted(f.code for f in found) == asked
    assert {(f.file == counts) != (f.code == "GCR502") for f in found} <= {True}
    assert {f.severity for f in found} <= {Severity.QUERY}


def test_two_of_equal_totals_are_not_asked_about(tmp_path: Path, baihe: Scheme) -> None:
    """Which of them counts changes no score."""
    for file, other in (("a.xlsx", 7), ("b.xlsx", 9)):
        sheet = Sheet(baihe, "甲").dated(date(2021, 10, 20)).choose(dict.fromkeys(range(1, 30), "合格"))
        stamped(write_book(tmp_path / file, sheet.put(other, "lead", "本居")), date(2021, 10, 20))
    assert about(town(tmp_path, baihe, DAY), "GCR502") == []


def test_two_days_in_one_cell_are_asked_back_and_still_tell_the_year(tmp_path: Path, baihe: Scheme) -> None:
    """25 October is in time, 28 October late: neither is taken, the file's time decides until somebody says."""
    sheet = Sheet(baihe, "甲").choose(dict.fromkeys(range(1, 30), "合格"))
    sheet.cells |= {(2, 4): "填报日期", (2, 5): "2021-10-25（补报10-28）"}
    stamped(write_book(tmp_path / "a.xlsx", sheet), date(2022, 5, 1))  # copied since
    of = town(tmp_path, baihe, date(2022, 11, 1), 2021)
    assert states(of) == {"a.xlsx": ACCEPTED}
    (finding,) = (f for f in of.books[0].findings if f.code != "GCR516")
    assert (finding.code, str(finding.cell)) == ("GCT123", "任务分解表!E2")
    assert "有不止一个日期（2021-10-25、2021-10-28），不能确定是哪一天" in finding.message
    later = town(tmp_path, baihe, date(2022, 11, 1))
    assert states(later) == {"a.xlsx": OTHER}
    (finding,) = later.books[0].findings
    assert "按填报日期是2021年的" in finding.message


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose own clock is 8 hours behind the town's, 15 behind or 6 ahead."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize(
    ("moment", "day", "late"),
    [
        (datetime(2021, 10, 25, 15, 59, tzinfo=UTC), date(2021, 10, 25), False),  # 23:59 in the town
        (datetime(2021, 10, 25, 16, 0, tzinfo=UTC), date(2021, 10, 26), True),  # midnight
    ],
)
def test_the_day_of_a_files_time_is_the_towns(
    tmp_path: Path, baihe: Scheme, moment: datetime, day: date, late: bool
) -> None:
    saved(typed(tmp_path / "a.xlsx", baihe, "甲", None), moment)
    of = town(tmp_path, baihe, date(2021, 11, 1))
    assert (of.standings[0].submitted_on, of.is_late(of.standings[0])) == (day, late)
