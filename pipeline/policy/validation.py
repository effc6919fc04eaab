"""The one list of findings that every report of ``validate`` shows, and which of them count.

Nothing is hidden: a finding that somebody waived or that was known before is shown as such, and what was left out by
its code is counted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import repeat
from typing import NamedTuple

from pipeline.checking.engine import CheckedBook, Failure
from pipeline.clock import today
from pipeline.policy.baseline import Baseline, KnownFinding
from pipeline.policy.masking import masked, without_private
from validators.finding import FailOn, Finding
from validators.rules import catalogue
from validators.scheme.model import Scheme
from validators.waiver import Waiver
from validators.wording import folded


class Reported(NamedTuple):
    """A finding as reports show it: why it does not count, if it does not."""

    finding: Finding
    waiver: Waiver | None = None
    known: bool = False

    @property
    def counts(self) -> bool:
        """Whether it may make the check fail."""
        return not self.waiver and not self.known

    @property
    def mark(self) -> str:
        """Why it does not count, in Chinese; empty when it does."""
        return masked(self.waiver.label) if self.waiver else "基线已有" if self.known else ""


class ReportedFile(NamedTuple):
    """One file with its findings in reading order; ``ran`` are the codes that the run looked for in it."""

    book: CheckedBook
    findings: tuple[Reported, ...]
    ran: frozenset[str]

    @property
    def community(self) -> str | None:
        """The community's name as the file gives it."""
        return masked(self.book.community) if self.book.community else None


class Policy(NamedTuple):
    """What a run lays down: which codes it looks at, what may stand, and what makes it fail; ``day`` None is today."""

    codes: frozenset[str] = frozenset(catalogue())
    waivers: tuple[Waiver, ...] = ()
    baseline: Baseline | None = None
    fail_on: FailOn = FailOn.ERROR
    day: date | None = None


class Validation(NamedTuple):
    """What every report is made from.

    ``left_out`` counts findings by the codes that the run does not look at; ``gone`` are findings of the baseline
    that are no longer found; ``notes`` are sentences about waivers that have expired or were not needed.
    """

    scheme: Scheme
    files: tuple[ReportedFile, ...]
    fail_on: FailOn = FailOn.ERROR
    left_out: Mapping[str, int] = {}
    gone: tuple[KnownFinding, ...] = ()
    notes: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def reported(self) -> Iterator[Reported]:
        """Every finding, file by file."""
        return (reported for file in self.files for reported in file.findings)

    def fails(self, reported: Reported) -> bool:
        """Whether this finding makes the check fail."""
        return reported.counts and self.fail_on.reached(reported.finding.severity)

    @property
    def passed(self) -> bool:
        """Whether nothing makes the check fail; what failed by itself leaves it open, which is not passed."""
        return not self.failures and not any(map(self.fails, self.reported))


def validation(books: Sequence[CheckedBook], scheme: Scheme, policy: Policy) -> Validation:
    """Weigh the findings of checked books: what is looked at, what was waived, what was known before."""
    seen = [f for book in books for f in book.findings if f.code in policy.codes]
    day = policy.day or today(scheme)
    valid = [waiver for waiver in policy.waivers if not waiver.expired(day)]
    waivers = [next((waiver for waiver in valid if waiver.covers(f)), None) for f in seen]
    ran = {book.file: frozenset(book.verdict.ran) & policy.codes for book in books}
    known, gone = policy.baseline.split(seen, ran) if policy.baseline else (repeat(False), [])
    rows = map(Reported, map(without_private, seen), waivers, known)
    files = tuple(
        ReportedFile(book, tuple(next(rows) for f in book.findings if f.code in policy.codes), ran[book.file])
        for book in books
    )
    left_out = Counter(f.code for book in books for f in book.findings if f.code not in policy.codes)
    failures = (failure for book in books for failure in book.verdict.failures)
    return Validation(
        scheme,
        files,
        policy.fail_on,
        left_out=dict(sorted(left_out.items())),
        gone=tuple(finding.model_copy(update={"message": masked(finding.message)}) for finding in gone),
        notes=tuple(masked(note) for note in _waiver_notes(policy, day, seen, books)),
        failures=tuple(failure._replace(details=masked(failure.details)) for failure in failures),
    )


def _waiver_notes(
    policy: Policy, day: date, seen: Sequence[Finding], books: Sequence[CheckedBook]
) -> Iterator[str]:
    """What to do about waivers that let nothing stand."""
    for waiver in policy.waivers:
        used = any(waiver.covers(finding) for finding in seen)
        if waiver.expired(day):
            again = "所涉问题重新计入" if used else "本次没有所涉问题"
            yield f"豁免已过期：{waiver.subject}，{waiver.expires}止（批准：{waiver.approver}），{again}。"
        elif not used:
            yield f"豁免没有用上：{waiver.subject}（批准：{waiver.approver}），{_why_unused(waiver, policy, books)}。"


def _why_unused(waiver: Waiver, policy: Policy, books: Sequence[CheckedBook]) -> str:
    communities = {folded(book.community): book for book in books if book.community}
    book = communities.get(folded(waiver.community))
    if book is None:
        near = get_close_matches(folded(waiver.community), communities, n=1)
        hint = f"，名称最接近的是“{communities[near[0]].community}”" if near else ""
        return f"本次没有检查这个社区的工作簿{hint}"
    if waiver.code not in policy.codes or waiver.code not in book.verdict.ran:
        return "本次没有检查这一类问题"
    return "没有这样的问题，可以删去"
