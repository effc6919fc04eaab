"""Tables that miss a label, or lie on their side: looked for only where no filled table is found by its labels."""

from collections.abc import Sequence
from decimal import Decimal

from pipeline.reading.cells.item_matching import item_of_criterion
from pipeline.reading.cells.source_map import Block
from pipeline.reading.cells.values import is_tick, number_of, text_of
from pipeline.reading.columns.header import Header, find_header, header_at
from pipeline.reading.containers.grid import Cell, Rows
from pipeline.reading.words.labels import HEAD_ROWS
from validators.cells import CellRef
from validators.scheme.model import Scheme

_LOOKED_AT = 12
"""Rows below a header in which criteria are looked for."""

_SEARCHED = 300
"""Rows of a sheet in which they are, where it may hold a table that nobody reads."""


def find_incomplete_header(rows: Rows, scheme: Scheme) -> Header | None:
    """A header without the label of the number or of the criterion; the criteria themselves tell their column."""
    for index in range(min(HEAD_ROWS, len(rows))):
        header = header_at(rows, index, scheme)
        if header is None or not {"tier", "score"} & header.columns.keys():
            continue
        column = header.columns.get("criterion", _column_of_criteria(rows, header.body, scheme))
        if column is not None and _column_of_criteria(rows, header.body, scheme) == column:
            return header._replace(columns={**header.columns, "criterion": column})
    return None


def _column_of_criteria(rows: Rows, body: int, scheme: Scheme) -> int | None:
    """The column that holds at least two of the plan's criteria in the first rows, the one with the most."""
    hits: dict[int, int] = {}
    for row in rows[body : body + _LOOKED_AT]:
        for column, cell in enumerate(row):
            if isinstance(cell, str) and cell and item_of_criterion(text_of(cell), scheme, near=False):
                hits[column] = hits.get(column, 0) + 1
    best = max(hits, key=lambda column: hits[column], default=None)
    return best if best is not None and hits[best] > 1 else None


def holds_criteria(rows: Rows, scheme: Scheme) -> bool:
    """Whether a sheet on which no table was found holds most of the plan's criteria."""
    texts = {cell for row in rows[:_SEARCHED] for cell in row[:HEAD_ROWS] if isinstance(cell, str) and cell}
    found = {item.no for text in texts if (item := item_of_criterion(text_of(text), scheme, near=False))}
    return 2 * len(found) > len(scheme.items)


def holds_selections(rows: Rows, blocks: Sequence[Block], scheme: Scheme) -> bool:
    """Whether a table in which nothing is selected has a column under an unknown head that looks filled in."""
    return any(_filled(rows, block, column, scheme) for block in blocks for column in _unknown(rows, block))


def _unknown(rows: Rows, block: Block) -> set[int]:
    width = max((len(rows[row - 1]) for row in block.rows.values()), default=0)
    return set(range(min(width, HEAD_ROWS))) - {column - 1 for column in block.columns.values()}


def _filled(rows: Rows, block: Block, column: int, scheme: Scheme) -> bool:
    cells = [rows[row - 1][column] for row in block.rows.values()]
    marks = [cell for cell in cells if cell != "" and _selects(cell, scheme)]
    return 2 * len(marks) > len(cells)


def _selects(cell: Cell, scheme: Scheme) -> bool:
    return (
        is_tick(cell)
        or isinstance(number_of(cell, scheme.unit), Decimal)
        or bool(scheme.choice_name(text_of(cell)))
    )


def transposed_at(rows: Rows, sheet: str, scheme: Scheme) -> CellRef | None:
    """Where a table begins whose items stand side by side instead of below each other; None for any other sheet."""
    corner = [row[:HEAD_ROWS] for row in rows[:HEAD_ROWS]]
    turned = [list(column) for column in zip(*corner, strict=False)]
    header = find_header(turned, scheme)
    return CellRef(sheet, header.columns["number"] + 1, header.top + 1) if header else None
