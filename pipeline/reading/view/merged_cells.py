"""Merged cells below a header: what stands in one box over several rows or columns is said of each of them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pipeline.reading.cells.signs import may_choose
from pipeline.reading.cells.values import is_tick, number_of, text_of
from pipeline.reading.columns.header import Header
from pipeline.reading.containers.grid import Area, Cell, Place, Rows
from pipeline.reading.words.labels import HEAD_ROWS
from validators.scheme.model import Scheme

Merged = Mapping[Place, Place]
"""A cell that a merged one covers -> the cell that holds what is said of it; rows and columns from 0."""


def spread(rows: Rows, areas: Sequence[Area], header: Header, scheme: Scheme) -> tuple[Rows, Merged]:
    """The rows with merged choices and criteria written into every row they cover, and which cells these are.

    A choice in words, or a tick, holds for every row. Points over several rows may be the sum or each one's, and a
    tick over several tiers may mean any of them: such a box is left to the rules, with what is strange about it.
    """
    copied = list(rows)
    covered: dict[Place, Place] = {}
    for first, last in areas:
        if header.body <= first[0] < len(rows) and text_of(rows[first[0]][first[1]]):
            covered |= _spread_one(copied, first, last, header, scheme)
    return copied, covered


def _spread_one(rows: Rows, first: Place, last: Place, header: Header, scheme: Scheme) -> dict[Place, Place]:
    """Write what one merged cell says into the cells it covers; those that got a choice."""
    (top, left), bottom = first, min(last[0], len(rows) - 1, first[0] + HEAD_ROWS)
    criterion, covered = header.columns["criterion"], range(left, last[1] + 1)
    chosen = [header.columns[field] for field in ("tier", "score") if header.columns.get(field) in covered]
    tiers = [column for column in header.tiers.values() if column in covered]
    value = rows[top][left]
    if header.columns.get("number") in covered:
        return {}
    if not chosen and not tiers:
        if top == bottom and left < criterion and criterion in covered:
            _write(rows, top, criterion, value)
        return {}
    if len(chosen) + len(tiers) > 1 and may_choose(value):
        for column in tiers:
            _write(rows, top, column, value)
        return {}
    below = range(top + 1, bottom + 1)
    if (tiers and may_choose(value)) or is_tick(value) or scheme.choice_name(text_of(value)):
        for row in below:
            _write(rows, row, left, value)
        return {(row, left): first for row in below}
    if below and chosen and isinstance(number_of(value), Decimal):
        for row in (top, *below):
            _write(rows, row, left, f"{text_of(value)}（合并了{len(below) + 1}行）")
    return {}


def _write(rows: Rows, row: int, column: int, value: Cell) -> None:
    rows[row] = [value if n == column else cell for n, cell in enumerate(rows[row])]
