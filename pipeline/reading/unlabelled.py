"""Tables that miss a label, or lie on their side: looked for only where no table is found by its labels."""

from pipeline.reading.book import Rows
from pipeline.reading.heads import Header, find_header, header_at
from pipeline.reading.labels import HEAD_ROWS
from pipeline.reading.numbering import item_of_criterion
from pipeline.reading.values import text_of
from validators.cells import CellRef
from validators.scheme import Scheme

_LOOKED_AT = 12
"""Rows below a header in which criteria are looked for."""


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


def transposed_at(rows: Rows, sheet: str, scheme: Scheme) -> CellRef | None:
    """Where a table begins whose items stand side by side instead of below each other; None for any other sheet."""
    corner = [row[:HEAD_ROWS] for row in rows[:HEAD_ROWS]]
    turned = [list(column) for column in zip(*corner, strict=False)]
    header = find_header(turned, scheme)
    return CellRef(sheet, header.columns["number"] + 1, header.top + 1) if header else None
