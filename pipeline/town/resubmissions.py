"""Which submission says the same as one of an earlier round: every choice, value and evidence, and all measures. Pure."""

from collections.abc import Hashable, Iterable, Mapping

from pipeline.checking.engine import CheckedBook
from validators.submission import Measure

_TOLD = "GCX409"
"""What the workbook alone told already."""


def repeated(book: CheckedBook, earlier: Iterable[CheckedBook]) -> CheckedBook | None:
    """The first of some earlier submissions whose answers a submission repeats; None where it is blank, or asked already."""
    if any(finding.code == _TOLD for finding in book.findings) or not (
        book.submission and book.submission.filled
    ):
        return None
    answers = _answers(book)
    return next((other for other in earlier if _answers(other) == answers), None)


def _answers(book: CheckedBook) -> tuple[Hashable, Mapping[int, Measure]]:
    """What a committee answered, whatever the layout; its days, names and totals are none."""
    submission, card = book.submission, book.scorecard
    if submission is None or card is None:
        return (), {}
    rows = [(mark.name, mark.row is not None and submission.entries[mark.row]) for mark in card.marks]
    said = [(name, entry.measured, entry.evidence) if entry else (name, None, None) for name, entry in rows]
    return tuple(said), submission.measures
