"""What is unseen of a sheet of an ods: one pass over the XML, in which rows, columns and cells alike stand once.

odfpy was tried: it gives the same elements five times as slowly (0.1 s a workbook), and neither addresses nor what a style
inherits.
Source: OpenDocument 1.2, part 1, 9.1 (tables), 9.3 (shapes), 6.1.7 (span).
"""

from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, iterparse

from pipeline.reading.appearance import Drawn, Unseen, picked
from pipeline.reading.appearance.formats import NONE
from pipeline.reading.appearance.ods_styles import OdsStyles
from pipeline.reading.appearance.symbols import in_signs
from pipeline.reading.appearance.xlsx.styles import Font, seen_of, style_of
from pipeline.reading.containers import limits
from pipeline.reading.containers.grid import Area, Place
from pipeline.reading.containers.markup import mended
from pipeline.reading.containers.package import Package
from validators.cells import CellRef

_LOOKED_AT = 8 << 20
"""Bytes of the content up to which it is looked at again."""

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_KIND = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_THIN_ROW, _THIN_COLUMN = 5.0, 14.0
"""Points below which nothing can be read in a row or column."""

_FORM = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
_DRAWN = {"text-box": "文本框", "image": "图片", "object": "图表"}


def unseen(package: Package, sheet: str) -> Unseen:
    """What is unseen of one sheet, mended where it must be."""
    parts = [package.read("styles.xml"), package.read("content.xml")]
    if len(parts[1]) > _LOOKED_AT:
        return Unseen()
    for read in (bytes, mended):
        try:
            return _read(sheet, [read(part) for part in parts if part])
        except (ParseError, ValueError):
            continue
    return Unseen()  # calamine has read it; what only this parser takes for damage matters no more


def _read(sheet: str, parts: Sequence[bytes]) -> Unseen:
    reader = _Reader(sheet)
    for part in parts:
        for event, element in iterparse(BytesIO(part), ("start", "end")):  # noqa: S314 - declares no entities
            reader.take(event, element)
    return reader.unseen()


class _Reader:
    """Takes in one sheet element by element."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.inside = False
        self.row = self.column = 0
        self.styles = OdsStyles()
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self.looks: list[str | None] = []
        """The style of the cells of each column that have none of their own."""
        self.struck: set[Place] = set()
        self.faint: dict[Place, str] = {}
        self.written: dict[Place, tuple[str, str]] = {}
        self.shown: dict[Place, str] = {}
        self.drawn: list[Drawn] = []
        self.silent: set[str] = set()
        """Controls that say nothing about a selection, or say it in a cell."""
        self.merged: list[Area] = []
        self.errors: dict[Place, str] = {}
        self.comments: dict[Place, str] = {}

    def take(self, event: str, element: Element) -> None:
        """Take in the beginning or the end of an element."""
        name = element.tag.removeprefix(_TABLE)
        if name == "table":
            self.inside = event == "start" and element.get(f"{_TABLE}name") == self.sheet
            self.row = self.column = 0
        elif event == "end" and element.tag in {f"{_STYLE}style", f"{_STYLE}font-face"}:
            self.styles.take(element)
        elif event == "end" and (element.tag == f"{_FORM}button" or element.get(f"{_FORM}linked-cell")):
            self.silent |= {value for name, value in element.attrib.items() if name.endswith("}id")}
        elif self.inside and event == "end":
            self._end(name, element)

    def _end(self, name: str, element: Element) -> None:
        if name == "table-column":
            alike = _alike("columns", element)
            if self._hidden(name, element, _THIN_COLUMN):
                self.columns.update(range(self.column, min(self.column + alike, limits.COLUMNS)))
            look = element.get(f"{_TABLE}default-cell-style-name")
            self.looks += [look] * min(alike, limits.COLUMNS - len(self.looks))
            self.column += alike
        elif name == "table-row":
            alike = _alike("rows", element)
            if self._hidden(name, element, _THIN_ROW):
                self.rows.update(range(self.row, min(self.row + alike, limits.ROWS)))
            self._cells(element)
            self.row += alike
            element.clear()
        elif name == "shapes":
            self._drawn(element, None)

    def _hidden(self, family: str, element: Element, least: float) -> bool:
        """Whether a row or column is hidden, or too thin to be seen."""
        if element.get(f"{_TABLE}visibility", "visible") != "visible":
            return True
        size = self.styles.size(family, element.get(f"{_TABLE}style-name"))
        return size is not None and size < least

    def _cells(self, row: Element) -> None:
        column = 0
        for cell in row:
            if cell.tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
                alike = _alike("columns", cell)
                self._spanned(cell, (self.row, column))
                if cell.get(f"{_OFFICE}value-type") or cell.get(_KIND):
                    for at in range(column, min(column + alike, limits.COLUMNS)):
                        self._filled(cell, (self.row, at))
                column += alike

    def _spanned(self, cell: Element, place: Place) -> None:
        """Take in how far a cell reaches, what is written on it, and what is drawn from it on."""
        if (comment := cell.find(f"{_OFFICE}annotation")) is not None:
            said = "".join("".join(paragraph.itertext()) for paragraph in comment.iter(f"{_TEXT}p"))
            self.comments[place] = " ".join(said.split())
        height, width = (int(cell.get(f"{_TABLE}number-{what}-spanned", "1")) for what in ("rows", "columns"))
        if height > 1 or width > 1:
            self.merged.append((place, (place[0] + height - 1, place[1] + width - 1)))
        self._drawn(cell, place)

    def _drawn(self, parent: Element, place: Place | None) -> None:
        """Take in the shapes in a cell or over the sheet: each from its cell to the one that it ends in."""
        for shape in parent:
            if not shape.tag.startswith(_DRAW) or shape.get(f"{_DRAW}control") in self.silent:
                continue
            first = place or (0, 0)
            try:
                end = shape.get(f"{_TABLE}end-cell-address", "").replace("$", "").replace(".", "!")
                last = CellRef.parse(end).row - 1, CellRef.parse(end).column - 1
            except ValueError:
                last = first
            inner = {child.tag.removeprefix(_DRAW) for child in shape}
            what = next((what for name, what in _DRAWN.items() if name in inner), "图形")
            self.drawn.append(Drawn("复选框" if shape.get(f"{_DRAW}control") else what, (first, last)))

    def _filled(self, cell: Element, place: Place) -> None:
        """Take in how the content of a cell looks."""
        default = self.looks[place[1]] if place[1] < len(self.looks) else None
        name = cell.get(f"{_TABLE}style-name", default)
        base, ground = self.styles.font("table-cell", name), self.styles.ground(name)
        paragraphs = cell.findall(f"{_TEXT}p")
        runs = [run for paragraph in paragraphs for run in self._runs(paragraph, base) if run[0]]
        text = "".join(run for run, _ in runs)
        styles = [style_of(font, ground) for _, font in runs]
        seen = seen_of(runs, ground)
        self.shown[place] = text if seen is None else seen
        if any(style.struck for style in styles):
            self.struck.add(place)
        if styles and all(style.faint for style in styles):
            self.faint[place] = styles[0].faint
        signs = in_signs((run, font.name) for run, font in runs)
        if signs != text:
            self.written[place] = text, signs
        if cell.get(_KIND) == "error":
            self.errors[place] = text

    def _runs(self, element: Element, font: Font) -> Iterator[tuple[str, Font]]:
        """The pieces of a paragraph, each with its font."""
        yield element.text or "", font
        for child in element:
            named = child.get(f"{_TEXT}style-name") if child.tag == f"{_TEXT}span" else None
            yield from self._runs(child, self.styles.font("text", named, font))
            yield child.tail or "", font

    def unseen(self) -> Unseen:
        """What was taken in."""
        return Unseen(
            frozenset(self.rows),
            frozenset(self.columns),
            frozenset(self.struck),
            self.faint,
            self.written,
            tuple(self.drawn),
            tuple(self.merged),
            partial(picked, self.errors),
            partial(picked, self.shown if any(self.shown.values()) else {}),
            NONE,
            comments=self.comments,
        )


def _alike(what: str, element: Element) -> int:
    """How many rows, columns or cells the element stands for."""
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))
