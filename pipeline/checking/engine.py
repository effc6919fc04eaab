"""Running the rules, phase by phase, and what came of each."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, TypeVar

from pipeline.reading.cells.source_map import NOWHERE, CellsByLoc
from pipeline.tracing import traced
from validators.finding import Finding, Severity, in_reading_order
from validators.rule import Case, Rule
from validators.scorecard import Scorecard
from validators.submission import Submission

T = TypeVar("T")


class State(StrEnum):
    """The one state that every file found ends in (law 5)."""

    ACCEPTED = "accepted"
    WITH_ERRORS = "with_errors"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    OTHER_ROUND = "other_round"
    SKIPPED = "skipped"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return _STATE_LABELS[self.value]


_STATE_LABELS = {
    "accepted": "已收",
    "with_errors": "有问题",
    "rejected": "无法读取",
    "duplicate": "重复",
    "superseded": "已更新（旧件）",
    "other_round": "非本年度",
    "skipped": "跳过",
    "failed": "程序异常",
}

PROGRAM = "程序异常"
"""The code of a failure that is no rule's: of reading a file, of putting its result together, of writing its copy."""


class Failure(NamedTuple):
    """What failed by itself (程序异常): the program is wrong, not the workbook; ``code`` is the rule's, else PROGRAM."""

    code: str
    file: str | None
    details: str

    @property
    def title(self) -> str:
        """What a report calls it."""
        return PROGRAM if self.code == PROGRAM else f"{PROGRAM} {self.code}"


class Verdict(NamedTuple):
    """What the rules made of one case; codes of rules that never ran stand in neither list."""

    findings: tuple[Finding, ...] = ()
    ran: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()


class CheckedBook(NamedTuple):
    """One file with everything known of it; ``scorecard`` is None unless a submission was read.

    ``supported`` is the scorecard that its measured values support: the same one where none of them contradicts.
    ``archive`` is the name of the archive that it lies in, if it does. ``withheld`` are the findings of one that does not
    count, which no report shows.
    """

    file: str
    state: State
    sha256: str | None = None
    size: int | None = None
    received: datetime | None = None
    archive: str | None = None
    skipped_as: str | None = None
    submission: Submission | None = None
    scorecard: Scorecard | None = None
    supported: Scorecard | None = None
    sources: CellsByLoc = NOWHERE
    verdict: Verdict = Verdict()
    withheld: tuple[Finding, ...] = ()

    @property
    def community(self) -> str | None:
        """The community's name as the file gives it."""
        return self.submission.community if self.submission else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings in reading order."""
        return self.verdict.findings


def or_failed(book: CheckedBook, work: Callable[[], T]) -> T | CheckedBook:
    """What the work makes of a file; where the program fails over it, the book as known before, as 程序异常."""
    try:
        return work()
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # calamine's panics are none of Exception
        failure = Failure(PROGRAM, book.file, traced(error))
        return book._replace(state=State.FAILED, verdict=Verdict(failures=(failure,)))


def apply_rules(case: Case, rules: Mapping[str, Rule]) -> Verdict:
    """Run the rules in the order of their phases; after a rule that stops, later phases do not run."""
    findings: list[Finding] = []
    ran: list[str] = []
    failures: list[Failure] = []
    stopped_at = None
    for code, rule in rules.items():
        if stopped_at and rule.phase is not stopped_at:
            break
        try:
            hits = [rule.finding(hit, case) for hit in rule.check(case)]
        except Exception as error:  # whatever a rule throws is the program's fault, and is reported
            failures.append(Failure(code, case.file, traced(error)))
            continue
        ran.append(code)
        findings += hits
        if hits and rule.stops:
            stopped_at = rule.phase
    return Verdict(tuple(in_reading_order(findings)), tuple(ran), tuple(failures))


def merged(first: Verdict, second: Iterable[Finding]) -> Verdict:
    """The same verdict with further findings."""
    return Verdict(tuple(in_reading_order([*first.findings, *second])), first.ran, first.failures)


def judged(findings: Iterable[Finding]) -> State:
    """The state of a file whose scorecard was read."""
    blocked = any(finding.severity is Severity.ERROR for finding in findings)
    return State.WITH_ERRORS if blocked else State.ACCEPTED
