"""Further tables below a scorecard on its sheet: the same table once more, or one of somebody's own items."""

from collections.abc import Collection, Iterator

from pipeline.reading.cells.item_matching import item_of_criterion, number_in, overlapping
from pipeline.reading.cells.values import text_of
from pipeline.reading.columns.header import Header, continued_head
from pipeline.reading.columns.header_columns import field_in
from pipeline.reading.containers.grid import Rows
from validators.scheme.model import Scheme

_LOOKED_AT = 12
"""Rows below a head that tell whether they are the plan's."""


def second_head(rows: Rows, header: Header, scheme: Scheme) -> Header | None:
    """The head under which the plan's table begins once more with the items that stood above; None where it goes on."""
    column = header.columns.get("number", header.columns["criterion"])
    for number in range(header.body, len(rows)):
        cell = rows[number][column]
        if not isinstance(cell, str) or not cell or field_in(cell, scheme) not in ("number", "criterion"):
            continue
        if again := continued_head(rows, number, header, scheme):
            above, below = {*_items(rows[:number], header, scheme)}, {*_items(rows, again, scheme)}
            if len(below) > 1 and overlapping(above, below):
                return again
    return None


def _items(rows: Rows, header: Header, scheme: Scheme) -> Iterator[int]:
    """The items whose criteria stand below a head."""
    for row in rows[header.body :]:
        cell = row[header.columns["criterion"]]
        if isinstance(cell, str) and cell and (item := item_of_criterion(text_of(cell), scheme, near=False)):
            yield item.no


def begins_another(rows: Rows, number: int, key: int, seen: Collection[int | str], scheme: Scheme) -> bool:
    """Whether a table of somebody's own items begins in a row, with its head or without.

    Its rows have numbers that were all read already, in the column of its own label or in ``key``, and no criterion of
    the plan.
    """
    fields = (n for n, cell in enumerate(rows[number]) if field_in(cell, scheme) == "number")
    column = next(fields, None)
    body, key = (number, key) if column is None else (number + 1, column)
    numbers = 0
    for row in rows[body : body + _LOOKED_AT]:
        item = number_in(text_of(row[key]))
        if item is None:
            break
        texts = (text_of(cell) for cell in row if isinstance(cell, str) and cell)
        if item not in seen or any(item_of_criterion(text, scheme, near=False) for text in texts):
            return False
        numbers += 1
    return numbers > 0
