"""Which submission says the same as one of an earlier round: every choice, value and evidence, and all measures. Pure."""

import hashlib
from collections.abc import Iterable

from pipeline.checking.engine import CheckedBook
from pipeline.town.changes import answers_of

COPIED, REPEATED = "GCX409", "GCR515"
"""What asks already whether a submission is new: of the workbook alone, and of an earlier one beside it."""


def repeated(book: CheckedBook, earlier: Iterable[CheckedBook]) -> CheckedBook | None:
    """The first of some earlier submissions whose answers a submission repeats; None where it is blank, or asked already."""
    if any(finding.code == COPIED for finding in book.findings) or not (
        book.submission and book.submission.filled
    ):
        return None
    own = answers(book)
    return next((other for other in earlier if answers(other) == own), None)


def answers(book: CheckedBook) -> str:
    """A checksum of what a committee answered, whatever the layout and the plan's points; days, names, totals are none."""
    said = [(item, *answer._replace(points=None)) for item, answer in sorted(answers_of(book).items())]
    return hashlib.sha256(repr(said).encode(errors="surrogatepass")).hexdigest()
