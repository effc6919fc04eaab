"""What is unseen of a sheet of an xlsx or xlsm: two of its parts are searched for the bytes that tell of it.

Only for struck-out text is a sheet looked at again, by openpyxl.
"""

import re
import warnings
from collections.abc import Iterable
from functools import partial
from io import BytesIO

from pipeline.reading.package import Package
from pipeline.reading.unseen import Place, Unseen
from validators.cells import CellRef

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


def unseen(package: Package, sheet: str) -> Unseen:
    """What is unseen of one sheet."""
    part = package.read(_part_of(package, sheet))
    tags = re.findall(_TAGS, part) if re.search(_HIDDEN, part) else []
    hidden = [tag for tag in tags if re.search(_HIDDEN, tag)]
    spans = [span for tag in hidden if (span := re.search(_COLUMNS, tag))]
    struck = len(part) <= _LOOKED_AT and re.search(_STRUCK, package.read("xl/styles.xml"))
    return Unseen(
        hidden_rows=frozenset(int(number) - 1 for tag in hidden for number in re.findall(_ROW, tag)),
        hidden_columns=frozenset(
            n for span in spans for n in range(int(span[1]) - 1, min(int(span[2]), _LAST))
        ),
        struck=_struck(package, sheet) if struck else frozenset(),
        without_value=partial(_without_value, part),
    )


def _without_value(part: bytes, cells: Iterable[Place]) -> dict[Place, str]:
    places = {CellRef("", row + 1, column + 1).a1.encode(): (row, column) for row, column in cells}
    if not places or not part:
        return {}
    found = re.finditer(rb'<c r="(' + b"|".join(places) + rb')"([^>]*)>(<f\b)?', part)
    return {places[cell[1]]: _error_at(part, cell) for cell in found if cell[3] or b't="e"' in cell[2]}


def _error_at(part: bytes, cell: re.Match[bytes]) -> str:
    error = re.search(_ERROR, part[cell.start() : part.find(b"</c>", cell.end())])
    return error[1].decode("utf-8", "replace") if error else ""


def _part_of(package: Package, sheet: str) -> str:
    """The name of the part that holds a sheet; empty where the file does not tell."""
    name = sheet.translate(_ESCAPES).encode()
    relation = re.search(_RELATION_ID, _tag_around(package.read("xl/workbook.xml"), b' name="%s"' % name))
    if relation is None:
        return ""
    relations = package.read("xl/_rels/workbook.xml.rels")
    target = re.search(_TARGET, _tag_around(relations, b' Id="%s"' % relation[1]))
    place = target[1].decode("utf-8", "replace") if target else ""
    return place.lstrip("/") if place.startswith("/") else f"xl/{place}"


def _tag_around(xml: bytes, attribute: bytes) -> bytes:
    at = xml.find(attribute)
    return xml[xml.rfind(b"<", 0, at) : xml.find(b">", at)] if at >= 0 else b""


def _struck(package: Package, sheet: str) -> frozenset[Place]:
    """The cells whose text is struck out; of the parts that were looked at, none that could do harm."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            page = openpyxl.load_workbook(BytesIO(package.rebuilt()[0]), data_only=True)[sheet]
        cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
        return frozenset((cell.row - 1, cell.column - 1) for cell in cells if cell.font and cell.font.strike)
    except Exception:  # openpyxl gives up over many things that do not matter here
        return frozenset()
