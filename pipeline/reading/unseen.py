"""What calamine does not give of a sheet: hidden rows and columns, struck-out text, errors, formulas without results.

Two parts of the file are searched for the bytes that tell of these; only for struck-out text is a sheet looked at again,
by openpyxl. Files of other formats than xlsx and xlsm tell nothing.
"""

import re
import warnings
from collections.abc import Iterable
from io import BytesIO
from typing import NamedTuple

from pipeline.reading.book import Book
from validators.cells import CellRef

Place = tuple[int, int]
"""Row and column of a cell, from 0."""

_HIDDEN = rb'hidden="(?:1|true)"'
_TAGS = rb"<(?:row|col) [^>]*>"
_ROW = rb'^<row (?:[^>]*? )?r="(\d{1,7})"'
_COLUMNS = rb'^<col (?=[^>]*?min="(\d{1,5})")(?=[^>]*?max="(\d{1,5})")'
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_LAST = 16384
_LOOKED_AT = 1 << 20
"""Bytes of a sheet up to which it is searched for struck-out cells."""

_STRUCK = rb'<strike(?! val="(?:0|false)")'
_ERROR = rb'(?s)\bt="e"[^>]*>(?:<f\b.*?(?:/>|</f>))?<v>([^<]+)</v>'
_RELATION_ID, _TARGET = rb':id="([^"]*)"', rb'\bTarget="([^"]*)"'


class Unseen(NamedTuple):
    """What a reader of the screen sees otherwise than the values say; ``part`` is the sheet's XML."""

    part: bytes = b""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[Place] = frozenset()

    def __bool__(self) -> bool:
        """Whether there is anything of the kind."""
        return any((self.hidden_rows, self.hidden_columns, self.struck))

    def without_value(self, cells: Iterable[Place]) -> dict[Place, str]:
        """Those of some blank cells that are not empty: with the error in them, or ``""`` for a formula without result."""
        places = {CellRef("", row + 1, column + 1).a1.encode(): (row, column) for row, column in cells}
        if not places or not self.part:
            return {}
        found = re.finditer(rb'<c r="(' + b"|".join(places) + rb')"([^>]*)>(<f\b)?', self.part)
        return {places[cell[1]]: self._error_at(cell) for cell in found if cell[3] or b't="e"' in cell[2]}

    def _error_at(self, cell: re.Match[bytes]) -> str:
        error = re.search(_ERROR, self.part[cell.start() : self.part.find(b"</c>", cell.end())])
        return error[1].decode("utf-8", "replace") if error else ""


def unseen(book: Book, sheet: str) -> Unseen:
    """What is unseen of one sheet; nothing where the file is of another format or does not tell."""
    part = book.part(_part_of(book, sheet))
    hidden = (
        [tag for tag in re.findall(_TAGS, part) if re.search(_HIDDEN, tag)]
        if re.search(_HIDDEN, part)
        else []
    )
    rows = frozenset(int(number) - 1 for tag in hidden for number in re.findall(_ROW, tag))
    spans = [span for tag in hidden if (span := re.search(_COLUMNS, tag))]
    columns = frozenset(n for span in spans for n in range(int(span[1]) - 1, min(int(span[2]), _LAST)))
    struck = len(part) <= _LOOKED_AT and re.search(_STRUCK, book.part("xl/styles.xml"))
    return Unseen(part, rows, columns, _struck(book, sheet) if struck else frozenset())


def _part_of(book: Book, sheet: str) -> str:
    """The name of the part that holds a sheet; empty where the file does not tell."""
    name = sheet.translate(_ESCAPES).encode()
    relation = re.search(_RELATION_ID, _tag_around(book.part("xl/workbook.xml"), b' name="%s"' % name))
    if relation is None:
        return ""
    target = re.search(
        _TARGET, _tag_around(book.part("xl/_rels/workbook.xml.rels"), b' Id="%s"' % relation[1])
    )
    place = target[1].decode("utf-8", "replace") if target else ""
    return place.lstrip("/") if place.startswith("/") else f"xl/{place}"


def _tag_around(xml: bytes, attribute: bytes) -> bytes:
    at = xml.find(attribute)
    return xml[xml.rfind(b"<", 0, at) : xml.find(b">", at)] if at >= 0 else b""


def _struck(book: Book, sheet: str) -> frozenset[Place]:
    """The cells whose text is struck out; of the parts that were looked at, none that could do harm."""
    import openpyxl

    data = book.package.rebuilt()[0] if book.package else b""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            page = openpyxl.load_workbook(BytesIO(data), data_only=True)[sheet]
        cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
        return frozenset((cell.row - 1, cell.column - 1) for cell in cells if cell.font and cell.font.strike)
    except Exception:  # openpyxl gives up over many things that do not matter here
        return frozenset()
