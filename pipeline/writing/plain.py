"""A workbook of bare values, each at its own address: what an open workbook holds, for the reader to read."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipeline.reading.containers.grid import Cell


class Merged(NamedTuple):
    """Cells of one row that are merged; row and columns from 0."""

    row: int
    first: int
    last: int


class PlainSheet(NamedTuple):
    """A sheet's cells from ``row`` and ``column`` (from 0) on, a blank as ``""``."""

    name: str
    row: int
    column: int
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[Merged] = ()


def write_plain(sheets: Iterable[PlainSheet], output: Path) -> None:
    """Write the sheets in order; OSError when the place cannot be written to."""
    options = {"default_date_format": "yyyy-mm-dd hh:mm:ss", "in_memory": True}
    with xlsxwriter.Workbook(output, options) as workbook:
        for plain in sheets:
            sheet = workbook.add_worksheet(plain.name)
            for merged in plain.merged:
                sheet.merge_range(merged.row, merged.first, merged.row, merged.last, "")
            for row, cells in enumerate(plain.rows, start=plain.row):
                for column, cell in enumerate(cells, start=plain.column):
                    _write(sheet, row, column, cell)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        if cell:
            sheet.write_string(row, column, cell)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell)
    else:
        sheet.write(row, column, cell)
