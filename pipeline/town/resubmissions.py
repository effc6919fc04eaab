"""Which submission says the same as one of an earlier round: every choice, value and evidence, and all measures. Pure."""

from collections.abc import Iterable

from pipeline.checking.engine import CheckedBook
from pipeline.town.changes import answers_of

_TOLD = "GCX409"
"""What the workbook alone told already."""


def repeated(book: CheckedBook, earlier: Iterable[CheckedBook]) -> CheckedBook | None:
    """The first of some earlier submissions whose answers a submission repeats; None where it is blank, or asked already."""
    if any(finding.code == _TOLD for finding in book.findings) or not (
        book.submission and book.submission.filled
    ):
        return None
    answers = answers_of(book)
    return next((other for other in earlier if answers_of(other) == answers), None)
