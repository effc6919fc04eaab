"""A checked workbook in brief: what is left of it once it was checked, so that a large town fits into memory."""

from functools import lru_cache
from typing import Any, TypeAlias

from pipeline.checking.engine import CheckedBook
from pipeline.reading.cells.source_map import Block, CellsByLoc
from validators.cells import CellRef
from validators.submission import Entry, Loc, Number

_Cells: TypeAlias = tuple[tuple[Loc, tuple[str, int, int]], ...]
_Block: TypeAlias = tuple[str, tuple[tuple[int, int], ...], tuple[tuple[Loc, int], ...]]
_Blocks: TypeAlias = tuple[tuple[str, tuple[_Block, ...]], ...]


def brief(book: CheckedBook) -> CheckedBook:
    """The book without what only its own check needed: the printed half of its rows.

    What stays is what a committee wrote, and the cell of every value.
    """
    book = book._replace(sources=located(*places_of(book.sources)))
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


@lru_cache(maxsize=1024)
def located(cells: _Cells, blocks: _Blocks) -> CellsByLoc:
    """Where values stand; most workbooks are of one layout, and one source map serves all of those."""
    return CellsByLoc(
        {loc: CellRef(*cell) for loc, cell in cells},
        {name: [Block(s, dict(rows), dict(columns)) for s, rows, columns in some] for name, some in blocks},
    )


def places_of(sources: CellsByLoc) -> tuple[_Cells, _Blocks]:
    """What ``located`` is made from, in plain tuples."""
    blocks = (
        (name, tuple((b.sheet, tuple(b.rows.items()), tuple(b.columns.items())) for b in some))
        for name, some in sources.blocks.items()
    )
    return tuple((loc, (*cell,)) for loc, cell in sources.cells.items()), tuple(blocks)


def values_of(entry: Entry) -> tuple[Any, ...]:
    """What ``written`` is made from."""
    return entry.item, entry.ticks, entry.tier, entry.measured, entry.score, entry.evidence, entry.previous
