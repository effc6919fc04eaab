"""From what xlwings delivers for a range to the cells that the engine reads. Knows shapes, not the plan.

Every argument arrives as rows of cells (``ndim=2``); a blank is None, an Excel error too unless asked for as
text; xlwings Server gives None for a single blank cell.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

from pipeline.reading.cells.values import text_of
from pipeline.reading.containers.grid import Cell
from pipeline.whatif.selections import NoAnswer
from validators.scheme.model import Scheme

Cells: TypeAlias = Any
"""Rows of cells, or None. xlwings reads annotations as converters, and knows none for a union."""


def rows_of(cells: Cells) -> list[list[Cell]]:
    """The range as rows, a blank as ``""``."""
    rows: Sequence[Sequence[Cell | None]] = [[None]] if cells is None else cells
    return [["" if cell is None else cell for cell in row] for row in rows]


def every_cell(cells: Cells) -> list[Cell]:
    """The cells of a range of any shape, row by row."""
    return [cell for row in rows_of(cells) for cell in row]


def filled_cells(cells: Cells) -> list[Cell]:
    """The cells that are not blank."""
    return _filled(every_cell(cells))


def only_cell(cells: Cells) -> Cell:
    """The one filled cell of a range, ``""`` when all are blank (a merged cell has blanks beside it)."""
    filled = filled_cells(cells)
    if len(filled) > 1:
        raise NoAnswer(f"这里只能选一个单元格，所选区域有{len(filled)}格有内容。")
    return filled[0] if filled else ""


def one_per_item(cells: Cells, scheme: Scheme, *, optional: bool = False) -> list[Cell]:
    """One cell per item in order, from a column, a row, or a block with a row (or column) per item.

    In a block each item's line holds one filled cell at most, as merged cells have it. A blank ``optional``
    range is none: an empty list. NoAnswer when it does not fit the items.
    """
    rows, count = rows_of(cells), len(scheme.items)
    if optional and not filled_cells(cells):
        return []
    if len(rows) != count and len(rows[0]) == count:
        rows = [list(column) for column in zip(*rows, strict=True)]
    if len(rows) != count:
        raise NoAnswer(
            f"所选区域是{len(rows)}行{len(rows[0])}列，应为{count}行1列：第1至{count}项一项一格，按序号排列。"
        )
    return [_only_of(item.no, row) for item, row in zip(scheme.items, rows, strict=True)]


def _only_of(number: int, line: Sequence[Cell]) -> Cell:
    filled = _filled(line)
    if len(filled) > 1:
        raise NoAnswer(f"第{number}项有{len(filled)}格有内容，请只选一列。")
    return filled[0] if filled else ""


def _filled(cells: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in cells if text_of(cell)]
