"""The samples are current, score as the plan's own table says, and every rule has one that fires it."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from pipeline.checking.engine import CheckedBook, State
from pipeline.earlier import beside_earlier
from pipeline.reading.files.discovery import find_files
from pipeline.reading.roster import load_roster
from pipeline.run import REVIEWS, check_book, check_books, consolidate_town
from pipeline.town.model import Town
from pipeline.town.review.recommending.decisions import with_decisions
from pipeline.writing.review.read_back import with_own_reviews
from pipeline.writing.town.typed import typed_in
from tests import oracle
from tests.filled_forms import ON
from tests.samples.district import build_district
from tests.samples.faults import FAULTS, build_faults
from tests.samples.faults.fault import LAST_LIST, LAST_YEAR, Fault
from tests.samples.next_round import build_next_round
from tests.samples.rounds import build_rounds
from tests.samples.town import CHOICES, build_town
from validators.finding import Finding, Severity
from validators.rules import catalogue
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme

SAMPLES = Path(__file__).parents[1] / "workbooks" / "samples"

NOTED_POINT = Decimal(1)  # 示范十三居 types the 1 point of item 10's note, which no tier gives

CLEAN = ("示范一居", "示范二居", "示范三居", "示范四居", "示范八居", "示范九居（初稿）", "示范九居（改报）", "示范十居", "示范十居（副本）", "示范新居")  # fmt: skip


def parts(path: Path) -> object:
    """A file's content, a workbook's part by part: compression may differ between machines."""
    if path.is_symlink():
        return path.readlink()
    if path.suffix == ".zip" or not is_zipfile(path):
        return path.read_bytes()
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def town() -> Town:
    """The sample town as of the day after the deadline week."""
    folder, roster = SAMPLES / "town", load_roster(SAMPLES / "roster.csv")
    return consolidate_town(folder, load_scheme("baihe-2021"), roster, as_of=date(2021, 11, 1))


def test_rebuilding_gives_the_committed_samples(tmp_path: Path, baihe: Scheme) -> None:
    build_town(tmp_path / "town", baihe)
    build_next_round(tmp_path / "town-2022", baihe)
    build_faults(tmp_path / "faults", baihe)
    build_rounds(tmp_path / "rounds", baihe)
    build_district(tmp_path / "district", baihe)
    built = {path.relative_to(tmp_path): parts(path) for path in tmp_path.rglob("*") if not path.is_dir()}
    committed = {path.relative_to(SAMPLES): parts(path) for path in SAMPLES.rglob("*") if not path.is_dir()}
    assert built.keys() == committed.keys()
    assert [str(name) for name, content in built.items() if committed[name] != content] == []


def test_the_town_covers_what_it_should(town: Town) -> None:
    assert len(list((SAMPLES / "town").glob("*.xlsx"))) >= 12
    assert town.roster is not None
    assert len(town.roster.communities) == 13
    assert {standing.scorecard.grade.name for standing in town.standings} == {
        "未达标",
        "合格",
        "一般",
        "良好",
    }
    assert {standing.submission.layout for standing in town.standings} == {"official", "tiered"}


def test_every_total_equals_the_plans_own_table(town: Town) -> None:
    assert len(town.standings) == len(CHOICES)
    for standing in town.standings:
        expected = oracle.total(CHOICES[standing.name]) + (
            NOTED_POINT if standing.name == "示范十三居" else 0
        )
        assert standing.scorecard.total == expected, standing.name
        assert standing.scorecard.grade.name == oracle.grade(expected), standing.name


def test_ranks_and_attainment_by_hand(town: Town) -> None:
    assert [(s.rank, s.name, float(s.scorecard.total)) for s in town.standings] == [
        (1, "示范一居", 110),
        (2, "示范二居", 106.5),  # 110 less 0.5 for each of 5, 6, 7, 9, 10 and 1 for 8
        (3, "示范七居", 94.5),  # 91.5 and 1, 0.5, 0.5, 1 for items 1 to 4
        (4, "示范九居", 93.5),  # 91.5 and 1 for each of 1 and 4
        (5, "示范八居", 91.5),
        (6, "示范六居", 87.5),  # 91.5 less 4 for item 8
        (7, "示范十三居", 83),  # 91.5 less 2.5, 1.5, 1.5, 1.5 for 23, 24, 25, 28 and 1.5 for item 10
        (8, "示范五居", 82.5),  # 91.5 less 2.5, 5, 1.5 for 9, 16, 24
        (9, "示范十居", 74.5),  # 73 and 0.5 for each of 20, 21, 22
        (10, "示范三居", 73),
        (11, "示范四居", 67),  # 73 less 2 for each of 7, 10, 23
        (None, "示范新居", 73),
    ]
    a = town.attainment
    assert (a.attained, a.obliged, a.received, a.attained_clean, a.clean) == (10, 13, 11, 7, 8)
    assert (a.target.rate, a.met) == (Decimal("0.45"), True)
    assert [c.name for c in town.missing] == ["示范十一居", "示范十二居"]


def test_states_add_up_to_the_files_found(town: Town) -> None:
    states = {book.file.removesuffix(".xlsx"): book.state for book in town.books}
    assert len(states) == len(list((SAMPLES / "town").iterdir()))
    assert states == {
        **dict.fromkeys(CLEAN, State.ACCEPTED),
        **dict.fromkeys(("示范五居", "示范六居", "示范七居", "示范新居"), State.WITH_ERRORS),
        "示范十三居": State.ACCEPTED,
        "示范十一居": State.REJECTED,
        "示范九居（初稿）": State.SUPERSEDED,
        "示范十居（副本）": State.DUPLICATE,
        "~$示范三居": State.SKIPPED,
    }


def test_clean_workbooks_give_no_finding(baihe: Scheme) -> None:
    for name in CLEAN:
        assert check_book(SAMPLES / "town" / f"{name}.xlsx", baihe).findings == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_every_fault_gives_its_findings_and_no_other(fault: Fault, baihe: Scheme) -> None:
    """Bare tables stand for whole submissions here: that nothing else came with them is a fault of its own."""
    folder = SAMPLES / "faults" / fault.name
    expected = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert expected == list(fault.expected)
    told = [f for f in found(folder, baihe) if f.code != "GCR516" or f.code in fault.name]
    assert [f"{f.code} {f.file or '-'} {f.cell or '-'}" for f in told] == expected


@pytest.mark.parametrize(
    ("name", "total"),
    [
        # all 合格 is 73; what is left out, invalid or 不涉及 loses its 合格 points
        ("GCT102-row-missing", 73 - 3),  # item 12
        ("GCT103-row-repeated", 73 - 3),  # item 8 is gone
        ("GCT104-row-unknown", 73 - 1),  # item 29 is gone
        ("GCT105-criterion-changed", 73),
        ("GCT106-points-changed", 73),  # the plan's points count
        ("GCT107-two-tables", 73),
        ("GCT108-name-in-file-name", 73),
        ("GCS201-not-selected", 73 - 2),  # item 9
        ("GCS202-not-a-tier", 73 - 3),  # item 3
        ("GCS203-two-ticks", 73 - 2),  # item 5
        ("GCS204-score-off-tiers", 73 - 2),  # item 5
        ("GCS205-score-disagrees", 73),  # the tier counts
        ("GCS206-not-applicable", 73 - 1),  # item 25
        ("GCS207-conflicting-note", 73 - 1),  # item 10 earns 1 instead of 2
        ("GCS208-score-only", 73),
        ("GCS209-tick-disagrees", 73),
        ("GCE301-measured-below-tier", 110),
        ("GCE302-measured-unreadable", 73),
        ("GCE303-measured-above-tier", 73),
        ("GCE305-measured-one", 73),
        ("GCT111-number-written", 73),
        ("GCT112-number-absent", 73),
        ("GCT113-two-sheets", 73),
        ("GCT115-two-columns", 73),  # the tiers count
        ("GCT116-hidden-row", 73),
        ("GCT117-not-calculated", 73),
        ("GCT118-head-renamed", 73),
        ("GCT123-doubtful-day", 73),
        ("GCT124-day-in-numerals", 73),
        ("GCT125-covered", 73),  # the tier counts, not the score below
        ("GCT126-hidden-sheet", 73),
        ("GCS210-other-word", 73),
        ("GCS211-with-unit", 73),
        ("GCS212-a-day", Decimal("73.5")),  # item 5 earns 2.5 instead of 2
        ("GCS213-a-dash", 73),
        ("GCS214-other-tick", 73),
        ("GCS215-tier-as-score", 75),  # item 8 earns 5 instead of 3
        ("GCS216-merged", 73),
        ("GCE304-percent", 73),
        ("GCT141-counted-otherwise", 110),
        ("GCT142-name-of-nobody", 73),
        ("GCX408-file-of-another", 73),
        ("GCX401-total-differs", 73),
        ("GCX402-grade-differs", 73),
        ("GCX404-declared-total", 73),
        ("GCX405-declared-by-another", 73),
        ("GCX403-weak-without-measure", Decimal("108.5")),  # 110 less 0.5 for item 7 and 1 for item 12
    ],
)
def test_totals_of_the_faults_worked_out_by_hand(name: str, total: Decimal | int, baihe: Scheme) -> None:
    (path,) = (SAMPLES / "faults" / name).glob("*.xlsx")
    card = check_book(path, baihe).scorecard
    assert card is not None
    assert card.total == total


def found(folder: Path, scheme: Scheme) -> tuple[Finding, ...]:
    """The findings in a fault's folder: of the town if it has a roster, else of its one workbook."""
    notes, roster = folder / "expected.txt", next(folder.glob("roster.*"), None)
    if roster:
        last = [*(folder / LAST_YEAR).rglob("*")]
        day = ON if (folder / REVIEWS).is_dir() else date(2022 if last else 2021, 11, 1)
        ours = [notes, roster, folder / LAST_LIST, *last]
        town = consolidate_town(folder, scheme, load_roster(roster), as_of=day, ignore=ours)
        return beside_what_was_decided(beside_what_lies_there(town, folder), folder).findings
    books: list[CheckedBook] = check_books(find_files([folder], ignore=[notes], relative=True), scheme)
    assert len(books) == 1
    return books[0].findings


def beside_what_lies_there(town: Town, folder: Path) -> Town:
    """The town of a fault's folder beside the round before and the reviews, where these lie in it."""
    last = folder / LAST_YEAR
    return with_own_reviews(beside_earlier(town, [last]) if last.is_dir() else town, folder)


def beside_what_was_decided(town: Town, folder: Path) -> Town:
    """The same with the decisions of the last list, where that lies in the folder."""
    last = folder / LAST_LIST
    said = typed_in(last).decisions if last.exists() else None
    return with_decisions(town, said, {"GCR517": catalogue()["GCR517"]}) if said else town


def test_every_rule_has_its_fault_and_no_folder_is_left_over() -> None:
    assert {fault.name.partition("-")[0] for fault in FAULTS} == set(catalogue())
    assert {fault.name for fault in FAULTS} == {path.name for path in (SAMPLES / "faults").iterdir()}
    for fault in FAULTS:
        assert any(line.startswith(fault.name.partition("-")[0]) for line in fault.expected), fault.name


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_findings_are_whole_sentences(fault: Fault, baihe: Scheme) -> None:
    for finding in found(SAMPLES / "faults" / fault.name, baihe):
        assert finding.message.endswith("。")
        assert finding.fix.endswith("。")
        assert not set("{}") & set(finding.message + finding.fix)
        assert finding.severity is catalogue()[finding.code].severity
        if finding.severity is Severity.ERROR and finding.cell:
            elsewhere = ("GCT101", "GCT103", "GCT109", "GCF018", "GCS203")
            assert finding.cell.a1 in finding.fix or finding.code in elsewhere, finding.fix
