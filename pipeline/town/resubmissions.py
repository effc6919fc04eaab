"""Which submission says the same as one of an earlier round: every choice, value and evidence, and all measures. Pure."""

import hashlib
from collections.abc import Iterable

from pipeline.checking.engine import CheckedBook
from validators.scorecard import Scorecard
from validators.submission import Entry, Submission
from validators.wording import number_text

COPIED, REPEATED = "GCX409", "GCR515"
"""What asks already whether a submission is new: of the workbook alone, and of an earlier one beside it."""


def repeated(book: CheckedBook, earlier: Iterable[CheckedBook]) -> CheckedBook | None:
    """The first of some earlier submissions whose answers a submission repeats; None where it is blank, or asked already."""
    if any(finding.code == COPIED for finding in book.findings) or not (
        book.submission and book.submission.filled
    ):
        return None
    own = _answers(book)
    return next((other for other in earlier if _answers(other) == own), None)


def _answers(book: CheckedBook) -> str:
    return answers(book.submission, book.scorecard) if book.submission and book.scorecard else ""


def answers(submission: Submission, card: Scorecard) -> str:
    """A checksum of what a committee answered, whatever the layout; its days, names and totals are none."""
    said = []
    for mark in card.marks:
        entry = Entry(mark.item) if mark.row is None else submission.entries[mark.row]
        said.append((mark.name, number_text(entry.measured), entry.evidence))
    measures = sorted((item, *map(str, measure)) for item, measure in submission.measures.items())
    return hashlib.sha256(repr((said, measures)).encode()).hexdigest()
