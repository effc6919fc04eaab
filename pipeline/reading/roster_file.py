"""The table of a roster's file: a csv, or the one sheet of a workbook that lists communities."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from pipeline.reading.appearance import Unseen
from pipeline.reading.containers.grid import Area, Cell
from pipeline.reading.workbook.book import Book
from pipeline.reading.workbook.opening import open_book
from validators.cells import CellRef

CALLED = "名册"
"""What tells the roster's sheet among several that list communities."""


class RosterTable(NamedTuple):
    """A table as its cells from ``first`` on, with what is merged, hidden and struck out in it; a csv's sheet is its name."""

    rows: Sequence[Sequence[Cell]]
    first: CellRef
    merged: Sequence[Area] = ()
    unseen: Unseen = Unseen()

    def at(self, row: int, column: int) -> CellRef:
        """Where a cell of the table stands; both from 0."""
        return self.first._replace(row=self.first.row + row, column=self.first.column + column)


class SeveralError(Exception):
    """More than one sheet lists communities; the text names them."""


def read_csv(path: Path) -> RosterTable:
    """The lines of a csv (UTF-8, UTF-16 or GB18030), parted by what parts its first line most often."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    between = max(",;\t，", key=text.partition("\n")[0].count)
    lines = [list(line) for line in csv.reader(StringIO(text, newline=""), delimiter=between)]
    return RosterTable(lines, CellRef(path.stem, 1, 1))


def read_workbook(path: Path, lists: Callable[[Sequence[Sequence[Cell]]], bool]) -> RosterTable:
    """The sheet of which ``lists`` says that it lists communities, a hidden one only for want of others; else the first.

    Of several the one that is called a roster; SeveralError where that does not tell.
    """
    book = open_book(path.read_bytes())
    listing = [sheet for sheet in book.sheet_names if lists(book.rows(sheet))]
    listing = [sheet for sheet in listing if sheet not in book.hidden] or listing
    if len(listing) > 1:
        called = [sheet for sheet in listing if CALLED in sheet]
        if len(called) != 1:
            raise SeveralError("”“".join(listing))
        listing = called
    return _listed(book, (listing or book.sheet_names)[0])


def _listed(book: Book, sheet: str) -> RosterTable:
    return RosterTable(book.rows(sheet), CellRef(sheet, 1, 1), book.merged(sheet), book.unseen(sheet))
