"""What is unseen of a sheet of an xlsx or xlsm: its parts are searched for the bytes that tell of it.

Programs write names with a prefix, either quotes and attributes in any order: all are understood.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from html import unescape

from pipeline.reading.package import RELATIONS, STRINGS, WORKBOOK, Package
from pipeline.reading.unseen import Place, Unseen
from pipeline.reading.unseen.struck import strikes, struck_strings, struck_styles
from validators.cells import CellRef, column_number

_SEEMS_HIDDEN = tuple(
    re.compile(pattern) for pattern in (rb"hidden", rb"\sht\s*=\s*[\"']0", rb"width\s*=\s*[\"']0")
)
_ROWS, _COLUMNS = re.compile(rb"<(?:\w+:)?row\b([^>]*)>"), re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_CELL = re.compile(
    rb"<(?:\w+:)?c\b((?:[^>]*?\s)r\s*=\s*[\"']([A-Z]{1,3}[0-9]{1,7})[\"'][^>]*)>(<(?:\w+:)?f\b)?"
)
"""A cell: its attributes, its address, and whether it begins with a formula."""
_CELL_END = re.compile(rb"</(?:\w+:)?c>")
_LAST = 16384
_THIN = 1.0
"""Points of height, or letters of width, below which nothing can be read."""

_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]+)</(?:\w+:)?v>")
_SHEETS, _RELATIONS = (
    re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>"),
    re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>"),
)


def unseen(package: Package, sheet: str) -> Unseen:
    """What is unseen of one sheet."""
    part = package.read(_part_of(package, sheet))
    hides = any(pattern.search(part) for pattern in _SEEMS_HIDDEN)
    return Unseen(
        hidden_rows=frozenset(_hidden_rows(part) if hides else ()),
        hidden_columns=frozenset(_hidden_columns(part) if hides else ()),
        struck=_struck(part, package),
        without_value=partial(_without_value, part),
    )


def _attribute(tag: bytes, name: bytes) -> bytes:
    """An attribute's value; empty where there is none."""
    found = re.search(rb"(?:^|\s)" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return (found[1] or found[2] or b"") if found else b""


def _hidden(tag: bytes, size: bytes) -> bool:
    """Whether a row or column is hidden, or too thin to be seen."""
    if _attribute(tag, b"hidden") in {b"1", b"true"}:
        return True
    try:
        return float(_attribute(tag, size) or _THIN) < _THIN
    except ValueError:
        return False


def _hidden_rows(part: bytes) -> Iterator[int]:
    number = 0
    for row in _ROWS.finditer(part):
        own = _attribute(row[1], b"r")
        number = int(own) if own.isdigit() and len(own) < 8 else number + 1
        if _hidden(row[1], b"ht"):
            yield number - 1


def _hidden_columns(part: bytes) -> Iterator[int]:
    for column in _COLUMNS.finditer(part):
        first, last = _attribute(column[1], b"min"), _attribute(column[1], b"max")
        if first.isdigit() and last.isdigit() and len(first + last) < 12 and _hidden(column[1], b"width"):
            yield from range(int(first) - 1, min(int(last), _LAST))


def _place(address: bytes) -> Place:
    letters = address.rstrip(b"0123456789")
    return int(address[len(letters) :]) - 1, column_number(letters.decode()) - 1


def _struck(part: bytes, package: Package) -> frozenset[Place]:
    """The cells of which something is struck out: by the cell's format, or by that of a part of its text."""
    styles = struck_styles(package.read("xl/styles.xml"))
    strings = struck_strings(package.read(STRINGS))
    inline = strikes(part)
    if not (styles or strings or inline):
        return frozenset()
    found = set()
    for cell in _CELL.finditer(part):
        if _attribute(cell[1], b"s") in styles:
            found.add(_place(cell[2]))
        elif (strings and _attribute(cell[1], b"t") == b"s") or inline:
            content = _content(part, cell)
            value = _VALUE.search(content)
            if (value and strings and value[1].strip() in strings) or (inline and strikes(content)):
                found.add(_place(cell[2]))
    return frozenset(found)


def _content(part: bytes, cell: re.Match[bytes]) -> bytes:
    """What stands in a cell, up to its end."""
    if cell[1].endswith(b"/"):
        return b""
    end = _CELL_END.search(part, cell.end(1))
    return part[cell.end(1) + 1 : end.start() if end else len(part)]


def _without_value(part: bytes, cells: Iterable[Place]) -> dict[Place, str]:
    places = {CellRef("", row + 1, column + 1).a1.encode(): (row, column) for row, column in cells}
    if not places or not part:
        return {}
    found = (cell for cell in _CELL.finditer(part) if cell[2] in places)
    return {
        places[cell[2]]: _error_at(part, cell)
        for cell in found
        if cell[3] or _attribute(cell[1], b"t") == b"e"
    }


def _error_at(part: bytes, cell: re.Match[bytes]) -> str:
    error = _VALUE.search(_content(part, cell)) if _attribute(cell[1], b"t") == b"e" else None
    return error[1].decode("utf-8", "replace") if error else ""


def _part_of(package: Package, sheet: str) -> str:
    """The name of the part that holds a sheet; empty where the file does not tell."""
    sheets = _SHEETS.findall(package.read(WORKBOOK))
    relation = next((_attribute(tag, rb"\w+:id") for tag in sheets if _text(tag, b"name") == sheet), b"")
    relations = _RELATIONS.findall(package.read(RELATIONS)) if relation else []
    place = next((_text(tag, b"Target") for tag in relations if _attribute(tag, b"Id") == relation), "")
    return place.lstrip("/") if not place or place.startswith("/") else f"xl/{place}"


def _text(tag: bytes, name: bytes) -> str:
    return unescape(_attribute(tag, name).decode("utf-8", "replace"))
