"""Towns' reports added up to the town that consolidating all their submissions at once gives. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from pipeline.checking.engine import CheckedBook, State, Verdict, judged
from pipeline.checking.scoring import tally
from pipeline.town.consolidation import consolidate
from pipeline.town.model import Standing, Town
from pipeline.town.reports.model import Came, TownReport
from validators.finding import Finding, in_reading_order
from validators.roster import Roster
from validators.rules import catalogue
from validators.scheme.model import Scheme
from validators.scorecard import Mark, Scorecard

_OFF_ROSTER = frozenset({"GCR501", "GCR507"})
"""What a report says of a community that its own roster does not list."""

_OF_ROSTER = ("GCR504", "GCR509", "GCR510", "GCR514")
"""What is said of a roster and of nobody's file: asked anew where the district has a roster of its own."""


def added_up(
    reports: Sequence[TownReport],
    scheme: Scheme,
    roster: Roster | None,
    as_of: date,
    round_: int,
    *,
    asked_anew: bool = False,
) -> Town:
    """The town of all that the reports tell of, over a roster; what each of them found stays found.

    ``asked_anew`` says that the roster is none of theirs.
    """
    came = {file: one for report in reports for file, one in report.came.items()}
    books = sorted(
        (_known(book, came, roster) for report in reports for book in report.books),
        key=lambda book: PurePosixPath(book.file),
    )
    nothing = tally([Mark(item.no) for item in scheme.items], scheme)
    told_by = {file: how for report in reports for file, how in report.told_by.items()}
    rules = {code: rule for code, rule in catalogue().items() if asked_anew and code in _OF_ROSTER}
    town = consolidate([_fed(book, came, nothing) for book in books], scheme, roster, as_of, round_, rules)
    kept = {book.file: book for book in books}
    final = {book.file: _final(book, kept[book.file]) for book in town.books}
    ran = sum((Counter(report.ran) for report in reports), Counter[str]())
    return replace(
        town,
        books=tuple(final.values()),
        standings=tuple(_standing(s, final[s.book.file], came[s.book.file]) for s in town.standings),
        other_rounds=tuple(a._replace(told_by=told_by.get(a.file, a.told_by)) for a in town.other_rounds),
        progress=tuple(line for report in reports for line in report.progress),
        verdict=town.verdict._replace(
            findings=tuple(in_reading_order([*town.verdict.findings, *_findings(reports, asked_anew)])),
            ran=tuple(dict.fromkeys((*town.verdict.ran, *_everywhere(ran, len(reports))))),
            failures=tuple(failure for report in reports for failure in report.failures),
        ),
        reported_runs=ran,
    )


def _known(book: CheckedBook, came: Mapping[str, Came], roster: Roster | None) -> CheckedBook:
    """The book without what its town's roster said of it, where this one lists its community."""
    if roster is None or book.file not in came or not roster.named(came[book.file].name):
        return book
    findings = tuple(finding for finding in book.findings if finding.code not in _OFF_ROSTER)
    return book._replace(verdict=book.verdict._replace(findings=findings), state=judged(findings))


def _fed(book: CheckedBook, came: Mapping[str, Came], nothing: Scorecard) -> CheckedBook:
    """What there is to match and to rank of a book: its submission as long as it may count, or of another round."""
    if book.state is State.OTHER_ROUND:
        return book._replace(scorecard=book.scorecard or nothing)
    if book.submission is None or book.file not in came:
        return book._replace(submission=None)
    named = book.submission.model_copy(update={"community": came[book.file].name})
    return book._replace(submission=named)


def _final(book: CheckedBook, reported: CheckedBook) -> CheckedBook:
    """The book as its report shows it, unless another town's submission now takes its place."""
    if book.state is reported.state:
        return reported
    return reported._replace(state=book.state, verdict=Verdict(), withheld=reported.findings)


def _standing(standing: Standing, book: CheckedBook, came: Came) -> Standing:
    return replace(
        standing,
        book=book,
        submitted_on=came.submitted_on,
        first_on=came.first_on,
        measures=came.measures,
        declaration=came.declaration,
        changed=came.changed,
        told=came.told,
        unheeded=came.unheeded,
        answers=came.answers,
    )


def _findings(reports: Iterable[TownReport], asked_anew: bool) -> Iterable[Finding]:
    """What the reports say of no file."""
    told = (finding for report in reports for finding in report.findings)
    return (finding for finding in told if not (asked_anew and finding.code in _OF_ROSTER))


def _everywhere(ran: Mapping[str, int], reports: int) -> Iterable[str]:
    """The rules about whole towns that ran on all of them."""
    return (code for code, rule in catalogue().items() if rule.phase.of_town and ran.get(code) == reports)
