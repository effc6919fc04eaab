"""Who counts, who is missing, and the rates, on small towns written in the test."""

import os
import shutil
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.checking.engine import State
from pipeline.run import build_workbook, consolidate_town
from pipeline.town.model import Town
from pipeline.writing.town.requests import to_report
from tests.books import Sheet, write_book
from validators.roster import Community, Roster
from validators.scheme.model import Scheme
from validators.submission import Entry, Submission

DAY = date(2021, 11, 1)

BARE = "GCR516"
"""What is told of every table that counts and comes without measures and declaration form, as those here do."""


def book(
    folder: Path,
    file: str,
    scheme: Scheme,
    community: str | None,
    tier: str = "合格",
    day: int = 9,
    year: int = 2021,
) -> Path:
    choices = {item.no: tier for item in scheme.items}
    return write_book(folder / file, Sheet(scheme, community).dated(date(year, 10, day)).choose(choices))


def roster(*names: str, **exempt: str) -> Roster:
    return Roster(
        communities=(
            *(Community(name=name) for name in names),
            *(Community(name=name, obliged=False, exempt_reason=reason) for name, reason in exempt.items()),
        )
    )


def states(town: Town) -> dict[str, State]:
    return {book.file: book.state for book in town.books}


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


def test_aliases_count_and_file_names_are_searched(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "x.xlsx", baihe, "甲居委会")
    book(tmp_path, "2021年乙社区自评.xlsx", baihe, None)
    listed = Roster(communities=(Community(name="甲", aliases=("甲居委会",)), Community(name="乙社区")))
    town = consolidate_town(tmp_path, baihe, listed, as_of=DAY)
    assert [standing.name for standing in town.standings] == ["甲", "乙社区"]


def test_a_file_called_by_its_communitys_alias_is_not_asked_about(tmp_path: Path, baihe: Scheme) -> None:
    for folder in ("known", "unknown"):
        book(tmp_path / folder, "青山居自评表.xlsx", baihe, "示范一居")
    alias = Community(name="示范一居", aliases=("青山居",))
    known = consolidate_town(tmp_path / "known", baihe, Roster(communities=(alias,)), as_of=DAY)
    unknown = consolidate_town(tmp_path / "unknown", baihe, roster("示范一居"), as_of=DAY)
    told = [[f.code for f in town.books[0].findings if f.code == "GCX408"] for town in (known, unknown)]
    assert told == [[], ["GCX408"]]


@pytest.mark.parametrize(
    ("typed", "names", "proposed"),
    [
        ("白云一居", ("白云一居委", "青山二居"), "白云一居委"),
        ("白云1居", ("白云一居", "白云二居"), None),  # both are as close
        ("海棠", ("白云一居",), None),
    ],
)
def test_a_near_name_is_proposed_and_never_taken(
    tmp_path: Path, baihe: Scheme, typed: str, names: tuple[str, ...], proposed: str | None
) -> None:
    book(tmp_path, "a.xlsx", baihe, typed)
    town = consolidate_town(tmp_path, baihe, roster(*names), as_of=DAY)
    (finding,) = (finding for finding in town.findings if finding.code == "GCR501")
    assert ("名册上最接近的是" in finding.fix) == (proposed is not None)
    assert proposed is None or f"最接近的是“{proposed}”" in finding.fix
    assert town.attainment.received == 0


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


def coded(path: Path, scheme: Scheme, community: str, code: str | None) -> None:
    """A prefilled workbook, filled in."""
    answers = tuple(Entry(item=item.no, tier="合格") for item in scheme.items)
    named = Submission(
        layout="template", community=community, community_from="cell", code=code, entries=answers
    )
    build_workbook(scheme, path, submission=named)


@pytest.mark.parametrize(
    ("code", "name", "counted", "codes"),
    [
        ("01", "甲社区", "甲社区", []),
        ("01", "甲 社区", "甲社区", []),
        ("01", "甲", "甲社区", []),  # an alias
        ("01", "家社区", "甲社区", ["GCR505"]),  # mistyped: the code counts, and the name is asked about
        ("01", "乙社区", "甲社区", ["GCR505"]),  # another community's workbook
        ("77", "乙社区", "乙社区", []),  # a code that the roster does not know says nothing
        (None, "乙社区", "乙社区", []),
    ],
)  # fmt: skip
def test_the_code_counts_before_the_name(
    tmp_path: Path, baihe: Scheme, code: str | None, name: str, counted: str, codes: list[str]
) -> None:
    coded(tmp_path / "a.xlsx", baihe, name, code)
    listed = (Community(code="01", name="甲社区", aliases=("甲",)), Community(code="02", name="乙社区"))
    town = consolidate_town(tmp_path, baihe, Roster(communities=listed), as_of=DAY)
    assert [standing.name for standing in town.standings] == [counted]
    assert [f.code for f in town.books[0].findings if f.code.startswith("GCR")] == [*codes, BARE]


@pytest.mark.parametrize(
    ("listed", "files", "counted", "codes"),
    [
        # 一居 is no name in 十一居
        ("示范一居 一居/示范十一居", {"示范一居.xlsx": "示范一居", "十一居自评表.xlsx": None},
         {"示范一居.xlsx": "示范一居"}, {"十一居自评表.xlsx": "GCR507"}),
        ("示范一居 一居", {"十一居自评表.xlsx": None}, {}, {"十一居自评表.xlsx": "GCR507"}),
        ("示范一居 一居", {"2021一居自评表.xlsx": None}, {"2021一居自评表.xlsx": "示范一居"}, {}),
        # the longest name is meant
        ("新村居/东新村居", {"东新村居自评表.xlsx": None, "新村居自评表.xlsx": None},
         {"东新村居自评表.xlsx": "东新村居", "新村居自评表.xlsx": "新村居"}, {}),
        ("新村居/东新村居", {"东 新村居自评表.xlsx": None}, {"东 新村居自评表.xlsx": "东新村居"}, {}),
        # a guess neither takes the place of a file that names itself, nor is it lost
        ("示范一居", {"a.xlsx": "示范一居", "最新示范一居自评.xlsx": None},
         {"a.xlsx": "示范一居"}, {"最新示范一居自评.xlsx": "GCR507"}),
        # of two guesses the newer counts, and whose they are is to be asked
        ("示范一居", {"旧示范一居自评.xlsx": None, "新示范一居自评.xlsx": None},
         {"新示范一居自评.xlsx": "示范一居"}, {"旧示范一居自评.xlsx": "GCR502"}),
    ],
)  # fmt: skip
def test_what_a_files_name_says_is_a_guess(
    tmp_path: Path,
    baihe: Scheme,
    listed: str,
    files: dict[str, str | None],
    counted: dict[str, str],
    codes: dict[str, str],
) -> None:
    for day, (file, name) in enumerate(files.items(), start=10):
        book(tmp_path, file, baihe, name, day=day)
    words = [community.split(" ") for community in listed.split("/")]
    communities = tuple(Community(name=name, aliases=tuple(aliases)) for name, *aliases in words)
    town = consolidate_town(tmp_path, baihe, Roster(communities=communities), as_of=DAY)
    assert {s.book.file: s.name for s in town.standings if s.listed} == counted
    told = [f for book in town.books for f in book.findings if f.code.startswith("GCR")]
    about = {f.file: f for f in told if f.code != BARE}
    assert {file: finding.code for file, finding in about.items()} == codes
    assert all("按文件名认定" in finding.fix for finding in about.values() if finding.code == "GCR502")


def test_a_copy_of_a_nameless_file_is_a_duplicate(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "示范一居.xlsx", baihe, None)
    shutil.copy(tmp_path / "示范一居.xlsx", tmp_path / "示范一居自评副本.xlsx")
    town = consolidate_town(tmp_path, baihe, roster("示范一居"), as_of=DAY)
    assert states(town) == {"示范一居.xlsx": State.ACCEPTED, "示范一居自评副本.xlsx": State.DUPLICATE}


def test_names_are_one_but_for_spaces_without_a_roster_too(tmp_path: Path, baihe: Scheme) -> None:
    for day, name in enumerate(("示范一居", "示范 一居", "示范一居　"), start=1):
        book(tmp_path, f"{day}.xlsx", baihe, name, day=day)
    (standing,) = consolidate_town(tmp_path, baihe, as_of=DAY).standings
    assert (standing.book.file, standing.replaced) == ("3.xlsx", ("2.xlsx", "1.xlsx"))


@pytest.mark.parametrize("listed", [None, roster("示范一居")])
def test_files_of_nobody_known_replace_each_other_never(
    tmp_path: Path, baihe: Scheme, listed: Roster | None
) -> None:
    book(tmp_path, "东/自测评分表.xlsx", baihe, None, "良好")
    book(tmp_path, "西/自测评分表.xlsx", baihe, None, "合格")
    town = consolidate_town(tmp_path, baihe, listed, as_of=DAY)
    assert [standing.scorecard.total for standing in town.standings] == [110, 73]
    codes = [f.code for f in town.findings if f.code in ("GCR501", "GCR502", "GCR507")]
    assert codes == (["GCR507", "GCR507"] if listed else [])


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


@pytest.mark.parametrize(
    ("file", "community"),
    [
        ("望江居自评表照片.jpg", "望江居"),
        ("望江居自评表.jpg", "望江居"),
        ("望江居(1).jpg", "望江居"),
        ("青云居申报表.pdf", "青云居"),
        ("青云居/扫描.pdf", "青云居"),
        ("示范十一居.jpg", "示范十一居"),
        ("望江居和青云居.jpg", None),
    ],
)
def test_what_cannot_be_read_is_the_communitys_that_its_name_holds(
    tmp_path: Path, baihe: Scheme, file: str, community: str | None
) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_bytes(b"\xff\xd8\xff\xe0 no workbook")
    listed = roster("望江居", "青云居", "示范一居", "示范十一居")
    town = consolidate_town(tmp_path, baihe, listed, as_of=DAY)
    told = {c.name: to_report(town, c) for c in listed.communities if town.unreadable_of(c)}
    assert list(told) == ([community] if community else [])
    assert all("已收到" in text and "没有收到" not in text for text in told.values())


def test_a_correction_is_no_query_and_the_old_file_has_no_findings(tmp_path: Path, baihe: Scheme) -> None:
    write_book(tmp_path / "旧.xlsx", Sheet(baihe, "甲").dated(date(2021, 10, 8)).choose({1: "合格"}))
    book(tmp_path, "新.xlsx", baihe, "甲", day=23)
    town = consolidate_town(tmp_path, baihe, roster("甲"), as_of=DAY)
    assert [f.code for b in town.books for f in b.findings if b.file == "旧.xlsx"] == []
    assert states(town) == {"旧.xlsx": State.SUPERSEDED, "新.xlsx": State.ACCEPTED}
