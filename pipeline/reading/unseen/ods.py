"""What is unseen of a sheet of an ods: one pass over the XML, in which rows, columns and cells alike stand once.

Source: OpenDocument 1.2, part 1, 9.1 (tables) and 20.394 (what is struck out).
"""

from functools import partial
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, iterparse

from pipeline.reading import limits
from pipeline.reading.package import Package
from pipeline.reading.unseen import Area, Place, Unseen, picked

_LOOKED_AT = 8 << 20
"""Bytes of the content up to which it is looked at again."""

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_KIND = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"


def unseen(package: Package, sheet: str) -> Unseen:
    """What is unseen of one sheet."""
    content = package.read("content.xml")
    if len(content) > _LOOKED_AT:
        return Unseen()
    reader = _Reader(sheet)
    try:
        for event, element in iterparse(BytesIO(content), ("start", "end")):  # noqa: S314 - declares no entities
            reader.take(event, element)
    except (ParseError, ValueError):
        return Unseen()  # calamine has read it; what only this parser takes for damage matters no more
    return reader.unseen()


class _Reader:
    """Takes in one sheet element by element."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.inside = False
        self.row = self.column = 0
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self.struck_styles: set[str | None] = set()
        self.struck: set[Place] = set()
        self.merged: list[Area] = []
        self.errors: dict[Place, str] = {}

    def take(self, event: str, element: Element) -> None:
        """Take in the beginning or the end of an element."""
        name = element.tag.removeprefix(_TABLE)
        if name == "table":
            self.inside = event == "start" and element.get(f"{_TABLE}name") == self.sheet
            self.row = self.column = 0
        elif event == "end" and element.tag == f"{_STYLE}style":
            self._style(element)
        elif self.inside and event == "end":
            self._end(name, element)

    def _style(self, style: Element) -> None:
        for properties in style.iter(f"{_STYLE}text-properties"):
            if properties.get(f"{_STYLE}text-line-through-style", "none") != "none":
                self.struck_styles.add(style.get(f"{_STYLE}name"))

    def _end(self, name: str, element: Element) -> None:
        if name == "table-column":
            alike = self._alike("columns", element)
            if _hidden(element):
                self.columns.update(range(self.column, min(self.column + alike, limits.COLUMNS)))
            self.column += alike
        elif name == "table-row":
            alike = self._alike("rows", element)
            if _hidden(element):
                self.rows.update(range(self.row, min(self.row + alike, limits.ROWS)))
            self._cells(element)
            self.row += alike
            element.clear()

    def _alike(self, what: str, element: Element) -> int:
        """How many rows, columns or cells the element stands for."""
        return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))

    def _cells(self, row: Element) -> None:
        column = 0
        for cell in row:
            if cell.tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
                self._cell(cell, (self.row, column))
                column += self._alike("columns", cell)

    def _cell(self, cell: Element, place: Place) -> None:
        height, width = (int(cell.get(f"{_TABLE}number-{what}-spanned", "1")) for what in ("rows", "columns"))
        if height > 1 or width > 1:
            self.merged.append((place, (place[0] + height - 1, place[1] + width - 1)))
        text = "".join("".join(paragraph.itertext()) for paragraph in cell.iter(f"{_TEXT}p"))
        styles = {
            cell.get(f"{_TABLE}style-name"),
            *(s.get(f"{_TEXT}style-name") for s in cell.iter(f"{_TEXT}span")),
        }
        if text and styles & self.struck_styles:
            self.struck.add(place)
        if cell.get(_KIND) == "error":
            self.errors[place] = text

    def unseen(self) -> Unseen:
        """What was taken in."""
        return Unseen(
            frozenset(self.rows),
            frozenset(self.columns),
            frozenset(self.struck),
            tuple(self.merged),
            partial(picked, self.errors),
        )


def _hidden(element: Element) -> bool:
    return element.get(f"{_TABLE}visibility", "visible") != "visible"
