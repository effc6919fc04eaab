"""A checked workbook in brief: what is left of it once it was checked, so that a large town fits into memory."""

from functools import lru_cache
from typing import Any

from pipeline.checking.engine import CheckedBook
from validators.submission import Entry, Number


def brief(book: CheckedBook) -> CheckedBook:
    """The book without what only its own check needed: the printed half of its rows.

    What stays is what a committee wrote, and the cell of every value.
    """
    if book.submission is None:
        return book
    entries = tuple(written(*values_of(entry)) for entry in book.submission.entries)
    return book._replace(submission=book.submission.model_copy(update={"entries": entries}))


@lru_cache(maxsize=65536)
def written(
    item: int | str,
    ticks: tuple[str, ...],
    tier: str | None,
    measured: Number,
    score: Number,
    evidence: str | None,
    previous: str | None,
) -> Entry:
    """What a committee wrote in a row; committees write alike, and one row serves all of them."""
    return Entry(
        item, ticks=ticks, tier=tier, measured=measured, score=score, evidence=evidence, previous=previous
    )


def values_of(entry: Entry) -> tuple[Any, ...]:
    """What ``written`` is made from."""
    return entry.item, entry.ticks, entry.tier, entry.measured, entry.score, entry.evidence, entry.previous
