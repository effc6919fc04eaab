"""A workbook in the XML of Excel 2003 ("XML 表格 2003") made an xlsx, with what a reader of the screen sees of it.

No library on PyPI was found that reads it: neither calamine, openpyxl nor pandas does.
Run in a process of its own (sandbox_child), for which it loads nothing of ours.
Source: "XML Spreadsheet Reference", Office 2003 (learn.microsoft.com/previous-versions/office/developer/office-xp/aa140066).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import Element, XMLParser, fromstring

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_CHINESE = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']gb\w+[\"']", re.IGNORECASE)
_TOO_LONG = 32_767
"""Letters that a cell of an xlsx cannot hold."""
_FORMATS = {
    "General Number": "General", "General Date": "yyyy/m/d h:mm", "Long Date": "yyyy\\年m\\月d\\日", "Medium Date": "d-mmm-yy",
    "Short Date": "yyyy/m/d", "Long Time": "h:mm:ss", "Medium Time": "h:mm AM/PM", "Short Time": "h:mm", "Currency": "#,##0.00",
    "Euro Currency": "#,##0.00", "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%", "Scientific": "0.00E+00",
}  # fmt: skip
"""Formats of numbers that have a name."""


def as_xlsx(data: bytes) -> bytes:
    """The same workbook, in UTF-8 or as a Chinese Windows writes it, as an xlsx; an exception where it is damaged."""
    if _CHINESE.match(data):
        data = data.decode("gb18030").encode()
    root = fromstring(data, XMLParser(encoding="utf-8"))  # noqa: S314 - what declares entities was refused
    out = BytesIO()
    with Workbook(
        out, {"in_memory": True, "date_1904": root.find(f".//{_X}Date1904") is not None}
    ) as workbook:
        looks = _Looks(workbook, root)
        for sheet in root.findall(f"{_SS}Worksheet"):
            _write(sheet, workbook.add_worksheet(sheet.get(f"{_SS}Name")), looks.of)
    return out.getvalue()


class _Looks:
    """The formats of an xlsx by the styles of the XML."""

    def __init__(self, workbook: Workbook, root: Element) -> None:
        self._workbook = workbook
        self._styles = {style.get(f"{_SS}ID"): style for style in root.iterfind(f"{_SS}Styles/{_SS}Style")}
        self._made: dict[str | None, Format] = {}

    def of(self, style: str | None) -> Format:
        if style not in self._made:
            self._made[style] = self._workbook.add_format(self._properties(style, set()))
        return self._made[style]

    def _properties(self, style: str | None, seen: set[str | None]) -> dict[str, object]:
        """What a style says itself and what it takes from the one that it builds upon."""
        element = self._styles.get(style)
        if element is None or style in seen:
            return {}
        properties = self._properties(element.get(f"{_SS}Parent"), seen | {style})
        for part in element:
            told = {name.removeprefix(_SS): value for name, value in part.attrib.items()}
            if part.tag == f"{_SS}Font":
                properties |= _named(told, FontName="font_name", Color="font_color")
                properties |= (
                    {"font_strikeout": told["StrikeThrough"] == "1"} if "StrikeThrough" in told else {}
                )
            elif part.tag == f"{_SS}Interior":
                properties |= _named(told, Color="bg_color")
            elif part.tag == f"{_SS}NumberFormat" and "Format" in told:
                properties["num_format"] = _FORMATS.get(told["Format"], told["Format"])
        return properties


def _named(told: dict[str, str], **names: str) -> dict[str, object]:
    return {name: told[own] for own, name in names.items() if own in told and told[own] != "Automatic"}


class _Cell(NamedTuple):
    """A cell with its place from 0, and how many further rows and columns it is merged with."""

    row: int
    column: int
    element: Element
    down: int
    across: int


def _write(sheet: Element, page: Worksheet, look: Callable[[str | None], Format]) -> None:
    visible = sheet.findtext(f"{_X}WorksheetOptions/{_X}Visible")
    if visible == "SheetHidden":
        page.hide()
    elif visible == "SheetVeryHidden":
        page.very_hidden()
    table = sheet.find(f"{_SS}Table")
    if table is None:
        return
    for place, span, column in _placed(table, "Column"):
        page.set_column(place, place + span, None, None, {"hidden": _hides(column, "Width")})
    for place, span, row in _placed(table, "Row"):
        if _hides(row, "Height"):
            for number in range(place, place + span + 1):
                page.set_row(number, None, None, {"hidden": True})
    for cell in _cells(table):
        style = cell.element.get(f"{_SS}StyleID")
        if cell.down or cell.across:
            with suppress(XlsxWriterException):  # merged with what is merged already
                page.merge_range(cell.row, cell.column, cell.row + cell.down, cell.column + cell.across, "")
        _fill(page, cell, look(style))


def _placed(parent: Element, name: str) -> Iterator[tuple[int, int, Element]]:
    """The elements of a name with the place of each from 0, and how many further ones it stands for."""
    place = 0
    for element in parent.iterfind(f"{_SS}{name}"):
        place = _number(element, "Index", place + 1) - 1
        span = _number(element, "Span", 0)
        yield place, span, element
        place += span + 1


def _cells(table: Element) -> Iterator[_Cell]:
    for row, _, line in _placed(table, "Row"):
        column = 0
        for element in line.iterfind(f"{_SS}Cell"):
            column = _number(element, "Index", column + 1) - 1
            across = _number(element, "MergeAcross", 0)
            yield _Cell(row, column, element, _number(element, "MergeDown", 0), across)
            column += across + 1


def _number(element: Element, name: str, otherwise: int) -> int:
    told = element.get(f"{_SS}{name}", "")
    return int(told) if told.isdecimal() else otherwise


def _hides(element: Element, size: str) -> bool:
    """Whether a row or column is hidden, or has no height or width."""
    return (
        element.get(f"{_SS}Hidden") == "1"
        or re.fullmatch(r"0(\.0*)?", element.get(f"{_SS}{size}", "")) is not None
    )


def _fill(page: Worksheet, cell: _Cell, look: Format) -> None:
    """Write a cell's value by its type, one that is none of that type as a text; and the comment on it."""
    at, data = (cell.row, cell.column), cell.element.find(f"{_SS}Data")
    comment = cell.element.find(f"{_SS}Comment")
    if comment is not None and (said := "".join(comment.itertext()).strip()):
        page.write_comment(*at, said[:_TOO_LONG])
    if data is None:
        if cell.element.get(f"{_SS}Formula"):
            page.write_formula(*at, "=NA()", look, "")
        else:
            page.write_blank(*at, None, look)
        return
    text, kind = "".join(data.itertext()), data.get(f"{_SS}Type")
    with suppress(ValueError):
        if kind == "Number":
            page.write_number(*at, float(text), look)
            return
        if kind == "DateTime":
            page.write_datetime(*at, datetime.fromisoformat(text), look)
            return
    if kind == "Boolean":
        page.write_boolean(*at, text.strip() == "1", look)
    elif kind == "Error":
        page.write_formula(*at, "=NA()", look, text)
    else:
        page.write_string(*at, text[:_TOO_LONG], look)
