"""What lies over the cells of an xlsx, xlsm or xlsb: pictures, shapes and controls, by the cells that they cover.

Buttons, notes and frames say nothing about a selection; a check box says it where it is linked to the cell below it.
openpyxl was tried: of drawings it keeps pictures and charts, and drops shapes, text boxes and controls.
Source: ECMA-376, part 1, 20.5 (spreadsheet drawings); part 4, 19.4.2 (controls in VML).
"""

import re
from collections.abc import Iterator

from pipeline.reading.appearance import Drawn
from pipeline.reading.containers.grid import Area, Place
from pipeline.reading.containers.limits import UnreadableError
from pipeline.reading.containers.package import Package
from pipeline.reading.containers.relations import attribute
from validators.cells import column_number

_FOLDER = "xl/drawings/"
_ANCHOR = rb"<(?:\w+:)?(?:twoCell|oneCell|absolute)Anchor\b"
_CONTROL = rb"<x:ClientData\b"
_HEAD = 8192
"""Bytes of a drawing or a control in which stands what it is and where: nothing parses it for us first."""

_CORNER = rb"<(?:\w+:)?%s>\s*<(?:\w+:)?col>\s*(\d{1,5})\s*<.*?<(?:\w+:)?row>\s*(\d{1,7})\s*<"
_SILENT = rb"\bhidden\s*=\s*[\"'](?:1|true)|\bmacro\s*=\s*[\"'][^\"']"
"""What stands for a control, which VML tells of, and what a click on runs something."""

_KINDS = ((b"pic>", "图片"), (b"graphicFrame>", "图表"), (b"txBody>", "文本框"))
_COLUMN, _ROW = 609_600, 190_500
"""English metric units of a usual column and row, for what only says how large it is."""

_CONTROLS = {
    b"Checkbox": "复选框",
    b"Radio": "单选按钮",
    b"Drop": "下拉框",
    b"List": "列表框",
    b"Edit": "文本框",
    b"Pict": "控件",
}
_CORNERS = rb"<x:Anchor>\s*(\d{1,7})" + rb"\s*,[^,]*,\s*(\d{1,7})" * 3
_LINK = rb"<x:FmlaLink>[^<]*?\$?([A-Z]{1,3})\$?(\d{1,7})<"


def drawn_over(package: Package, sheet: str) -> tuple[Drawn, ...]:
    """What lies over the cells of the sheet in a part; nothing that stands in a damaged part."""
    if not any(name.startswith(_FOLDER) for name in package.names):
        return ()
    found: list[Drawn] = []
    try:
        for part in package.related(sheet):
            if part.startswith(_FOLDER):
                found += (_controls if part.endswith(".vml") else _shapes)(package.read(part))
    except UnreadableError:
        pass  # the cells can be read
    return tuple(found)


def _pieces(part: bytes, start: bytes) -> Iterator[bytes]:
    return (piece[:_HEAD] for piece in re.split(start, part)[1:])


def _shapes(part: bytes) -> Iterator[Drawn]:
    for anchor in _pieces(part, _ANCHOR):
        if not re.search(_SILENT, anchor):
            yield Drawn(next((kind for mark, kind in _KINDS if mark in anchor), "图形"), _area(anchor))


def _area(anchor: bytes) -> Area:
    first = _corner(anchor, b"from") or _cells(anchor, b"pos", b"x", b"y")
    if last := _corner(anchor, b"to"):
        return first, last
    down, right = _cells(anchor, b"ext", b"cx", b"cy")
    return first, (first[0] + down, first[1] + right)


def _corner(anchor: bytes, name: bytes) -> Place | None:
    found = re.search(_CORNER % name, anchor, re.DOTALL)
    return (int(found[2]), int(found[1])) if found else None


def _cells(anchor: bytes, name: bytes, across: bytes, down: bytes) -> Place:
    """How many rows and columns a distance or a size takes, were they all as usual."""
    tag = re.search(rb"<(?:\w+:)?%s\b([^>]*)>" % name, anchor)
    sizes = [attribute(tag[1], size) if tag else b"" for size in (down, across)]
    rows, columns = (int(size) if size.isdigit() and len(size) < 12 else 0 for size in sizes)
    return rows // _ROW, columns // _COLUMN


def _controls(part: bytes) -> Iterator[Drawn]:
    for piece in _pieces(part, _CONTROL):
        control = piece.partition(b"</x:ClientData>")[0]
        kind, corners = (
            _CONTROLS.get(attribute(control.partition(b">")[0], b"ObjectType")),
            re.search(_CORNERS, control),
        )
        if kind is None or corners is None:
            continue
        left, top, right, bottom = map(int, corners.groups())
        link = re.search(_LINK, control)
        row, column = (int(link[2]) - 1, column_number(link[1].decode()) - 1) if link else (-1, -1)
        if not (top <= row <= bottom and left <= column <= right):
            yield Drawn(kind, ((top, left), (bottom, right)))
