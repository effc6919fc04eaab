"""What calamine does not give of a sheet: hidden rows and columns, struck-out text, errors, formulas without results.

Two parts of the file are searched for the bytes that tell of these; only a sheet that has them is looked at again,
by openpyxl. Files of other formats than xlsx and xlsm tell nothing.
"""

import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import BadZipFile, ZipFile

from validators.cells import CellRef

Place = tuple[int, int]
"""Row and column of a cell, from 0."""

_HIDDEN = re.compile(rb'hidden="(?:1|true)"')
_STRUCK = re.compile(rb'<strike(?! val="(?:0|false)")')
_ERROR = re.compile(rb'\bt="e"[^>]*>(?:<f\b.*?(?:/>|</f>))?<v>([^<]+)</v>', re.DOTALL)
_RELATION_ID, _TARGET = re.compile(r':id="([^"]*)"'), re.compile(r'\bTarget="([^"]*)"')


@dataclass(frozen=True)
class Unseen:
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
        error = _ERROR.search(self.part, cell.start(), self.part.find(b"</c>", cell.end()))
        return error[1].decode("utf-8", "replace") if error else ""


def unseen(data: bytes, sheet: str) -> Unseen:
    """What is unseen of one sheet; nothing where the file has no such sheet or cannot be looked into."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            part = archive.read(_part_of(archive, sheet))
            styles = archive.read("xl/styles.xml") if "xl/styles.xml" in archive.NameToInfo else b""
        if _HIDDEN.search(part) or _STRUCK.search(styles):
            return _looked_at(data, sheet, part)
        return Unseen(part)
    except (BadZipFile, KeyError, ValueError, OSError, NotImplementedError, EOFError):
        return Unseen()


def _part_of(archive: ZipFile, sheet: str) -> str:
    """The name of the part that holds a sheet; ValueError where there is none."""
    name = escape(sheet, {'"': "&quot;"})
    workbook = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    relation = _RELATION_ID.search(_tag_around(workbook, f' name="{name}"'))
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    target = _TARGET.search(_tag_around(relations, f' Id="{relation[1] if relation else ""}"'))
    if target is None:
        raise ValueError(sheet)
    return target[1].lstrip("/") if target[1].startswith("/") else f"xl/{target[1]}"


def _tag_around(xml: str, attribute: str) -> str:
    at = xml.index(attribute)
    return xml[xml.rindex("<", 0, at) : xml.index(">", at)]


def _looked_at(data: bytes, sheet: str, part: bytes) -> Unseen:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        page = openpyxl.load_workbook(BytesIO(data), data_only=True)[sheet]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    columns = [
        range((dimension.min or 1) - 1, dimension.max or 0)
        for dimension in page.column_dimensions.values()
        if dimension.hidden
    ]
    return Unseen(
        part,
        frozenset(number - 1 for number, dimension in page.row_dimensions.items() if dimension.hidden),
        frozenset(column for hidden in columns for column in hidden),
        frozenset((cell.row - 1, cell.column - 1) for cell in cells if cell.font and cell.font.strike),
    )
