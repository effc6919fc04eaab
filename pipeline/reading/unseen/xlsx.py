"""What is unseen of a sheet of an xlsx or xlsm: its parts are searched for the bytes that tell of it.

Programs write names with a prefix, either quotes and attributes in any order: all are understood.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from pipeline.reading.outline import STRINGS
from pipeline.reading.package import Package
from pipeline.reading.relations import attribute
from pipeline.reading.unseen import Place, Unseen
from pipeline.reading.unseen.struck import strikes, struck_strings, struck_styles
from validators.cells import CellRef, column_number

_THIN_ROW, _THIN_COLUMN = rb" ht=[\"']0", rb" width=[\"']0"
"""What stands where a row or a column is too thin to be seen."""

_ROWS, _COLUMNS = re.compile(rb"<(?:\w+:)?row\b([^>]*)>"), re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*[\"']([A-Z]{1,3}[0-9]{1,7})")
"""The beginning of a cell up to its address."""

_UNUSUAL = (b":c ", b"<c s", b"<c t", b"<c r='", b"<c\n", b"<c\r")
"""Bytes without one of which every cell begins with its address in double quotes."""

_FORMULA = rb"<(?:\w+:)?f\b"
_CELL_END = re.compile(rb"</(?:\w+:)?c>")
_LAST = 16384
_THIN = 1.0
"""Points of height, or letters of width, below which nothing can be read."""

_VALUE = rb"<(?:\w+:)?v>([^<]+)</(?:\w+:)?v>"


def unseen(package: Package, sheet: str) -> Unseen:
    """What is unseen of one sheet."""
    part = package.read(package.outline.parts.get(sheet, ""))
    head = part[: part.find(b"sheetData")]
    rows = b"hidden" in part or re.search(_THIN_ROW, part) is not None
    columns = b"hidden" in head or re.search(_THIN_COLUMN, head) is not None
    return Unseen(
        hidden_rows=frozenset(_hidden_rows(part) if rows else ()),
        hidden_columns=frozenset(_hidden_columns(head) if columns else ()),
        struck=_struck(part, package),
        without_value=partial(_without_value, part),
    )


def _hidden(tag: bytes, size: bytes) -> bool:
    """Whether a row or column is hidden, or too thin to be seen."""
    if attribute(tag, b"hidden") in {b"1", b"true"}:
        return True
    try:
        return float(attribute(tag, size) or _THIN) < _THIN
    except ValueError:
        return False


def _hidden_rows(part: bytes) -> Iterator[int]:
    number = 0
    for row in _ROWS.finditer(part):
        own = attribute(row[1], b"r")
        number = int(own) if own.isdigit() and len(own) < 8 else number + 1
        if _hidden(row[1], b"ht"):
            yield number - 1


def _hidden_columns(part: bytes) -> Iterator[int]:
    for column in _COLUMNS.finditer(part):
        first, last = attribute(column[1], b"min"), attribute(column[1], b"max")
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
        tag = _tag(part, cell)
        if attribute(tag, b"s") in styles:
            found.add(_place(cell[1]))
        elif (strings and attribute(tag, b"t") == b"s") or inline:
            content = _content(part, cell)
            value = re.search(_VALUE, content)
            if (value and strings and value[1].strip() in strings) or (inline and strikes(content)):
                found.add(_place(cell[1]))
    return frozenset(found)


def _tag(part: bytes, cell: re.Match[bytes]) -> bytes:
    return part[cell.start() : part.find(b">", cell.end())]


def _content(part: bytes, cell: re.Match[bytes]) -> bytes:
    """What stands in a cell, up to its end."""
    begin = part.find(b">", cell.end()) + 1
    if part[begin - 2 : begin] == b"/>":
        return b""
    end = _CELL_END.search(part, begin)
    return part[begin : end.start() if end else len(part)]


def _without_value(part: bytes, cells: Iterable[Place]) -> dict[Place, str]:
    places = {CellRef("", row + 1, column + 1).a1.encode(): (row, column) for row, column in cells}
    if not places or not part:
        return {}
    usual = not any(mark in part for mark in _UNUSUAL)
    sought = re.compile(rb'<c r="(%s)(?=")' % b"|".join(places)) if usual else _CELL
    found: dict[Place, str] = {}
    for cell in sought.finditer(part):
        if cell[1] in places:
            content, wrong = _content(part, cell), attribute(_tag(part, cell), b"t") == b"e"
            if wrong or re.match(_FORMULA, content):
                error = re.search(_VALUE, content) if wrong else None
                found[places[cell[1]]] = error[1].decode("utf-8", "replace") if error else ""
    return found
