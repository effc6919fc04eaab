"""A sheet written: within what Excel allows, and ready to print."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, count, islice

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.harmless import legal
from pipeline.policy.masking import masked
from pipeline.writing.fitting import LINE, row_height
from pipeline.writing.town.sheet import (
    FIRST_ROW,
    FONT_SIZE,
    HEADER_ROW,
    INDENT,
    PROSE,
    TITLE_ROW,
    Column,
    Formats,
    Link,
    LiveFormula,
    Row,
    Share,
    Sheet,
    Verbatim,
)
from validators.wording import clipped

LAST_ROW = 1_048_576
"""Rows that Excel has; longer lists go on further sheets."""
LAST_LINK = 65_530
"""Links that Excel allows on a sheet; what comes after them is text."""
LONGEST_TEXT = 32_767
"""Characters that Excel allows in a cell."""

_ONE_LINE = row_height([("", 1.0)])
NO_ROWS = "（无）"
"""What stands in a table without lines."""

_BUTTON = 3.0
"""Characters of a heading's room that the button of a filter takes."""


def write_sheet(workbook: xlsxwriter.Workbook, formats: Formats, sheet: Sheet) -> None:
    """Write one sheet, ready to print on A4 landscape; beyond Excel's rows it goes on on further sheets."""
    rows = iter(sheet.rows)
    for part in count(1):
        name = sheet.name if part == 1 else f"{sheet.name}（{part}）"
        _Page(workbook.add_worksheet(name), formats, sheet).write(islice(rows, LAST_ROW - FIRST_ROW))
        following = next(rows, None)
        if following is None:
            return
        rows = chain([following], rows)


class _Page:
    """Writes a worksheet from top to bottom, a row at a time: what is written need not be kept in memory."""

    def __init__(self, page: Worksheet, formats: Formats, sheet: Sheet) -> None:
        self.page, self.formats, self.sheet = page, formats, sheet
        self.looks = [_look(column, formats) for column in sheet.columns.values()]
        self.widths = [column.width - INDENT * column.text for column in sheet.columns.values()]
        self.links = 0

    def write(self, rows: Iterable[Row]) -> None:
        page, sheet = self.page, self.sheet
        self._head()
        head = last = sheet.header_row
        for last, row in enumerate(rows, start=head + 1):
            self._row(last, [row[heading] for heading in sheet.columns])
        if not sheet.above:
            page.freeze_panes(FIRST_ROW, sheet.frozen)
        if last == head:
            page.write_string(head + 1, 0, NO_ROWS, self.formats.short)
        elif sheet.filtered:
            page.autofilter(head, 0, last, len(sheet.columns) - 1)
        if sheet.finish:
            sheet.finish(page, self.formats)
        _set_up_page(page, sheet)

    def _head(self) -> None:
        page, columns = self.page, self.sheet.columns
        page.set_default_row(_ONE_LINE)
        page.set_row(TITLE_ROW, 30)
        # what is printed on every page holds no title
        beside = self.sheet.frozen if self.sheet.further else 0
        look = self.formats.middle if self.sheet.portrait else self.formats.title
        page.write_string(TITLE_ROW, beside, self.sheet.title, look)
        for position in range(1, len(columns) if self.sheet.portrait else 0):
            page.write_blank(TITLE_ROW, position, None, look)
        for row, (heading, text) in enumerate(self.sheet.above, start=TITLE_ROW + 1):
            self._paragraph(row, heading, text)
        button = _BUTTON if self.sheet.filtered else 0
        headings = [(heading, column.width - button) for heading, column in columns.items()]
        page.set_row(self.sheet.header_row, row_height(headings))
        for position, (heading, column) in enumerate(columns.items()):
            page.set_column(position, position, column.width)
            page.write_string(self.sheet.header_row, position, heading, self.formats.head)
            if heading in self.sheet.further:
                page.write_string(TITLE_ROW, position, self.sheet.further[heading], self.formats.title)

    def _paragraph(self, row: int, heading: str, text: str) -> None:
        """A paragraph over the whole width of the table, its heading in other letters."""
        page, formats, told = self.page, self.formats, self._told(text)
        width = sum(column.width for column in self.sheet.columns.values()) * FONT_SIZE / PROSE
        page.set_row(row, row_height([(f"　　{heading}　{told}", width)], LINE * PROSE / FONT_SIZE))
        page.merge_range(row, 0, row, len(self.sheet.columns) - 1, "", formats.prose)
        pieces = [formats.prose_head, f"　　{heading}", formats.prose, f"　{told}"]
        page.write_rich_string(row, 0, *pieces, formats.prose)

    def _row(self, number: int, values: Sequence[object]) -> None:
        height = row_height(zip(map(_shown, values), self.widths, strict=True))
        if height != _ONE_LINE:
            self.page.set_row(number, height)
        for column, (value, look) in enumerate(zip(values, self.looks, strict=True)):
            if value == "":
                self.page.write_blank(number, column, None, look)
            elif isinstance(value, str):
                self.page.write_string(number, column, self._told(value), look)
            else:
                self._other(number, column, value, look)

    def _other(self, row: int, column: int, value: object, look: Format) -> None:
        page, formats = self.page, self.formats
        if isinstance(value, LiveFormula):
            look = formats.share if value.share else formats.points
            page.write_formula(row, column, value.text, look, value.value)
        elif isinstance(value, Share):
            page.write_number(row, column, float(value.value), formats.share)
        elif isinstance(value, Decimal):
            page.write_number(row, column, float(value), formats.points)
        elif isinstance(value, int):
            page.write_number(row, column, value, formats.short)
        elif isinstance(value, date):
            page.write_datetime(row, column, value, look)
        elif isinstance(value, Link) and self.links < LAST_LINK:
            self.links += 1
            page.write_url(row, column, formats.way_to(value.target), formats.link, self._told(value.text))
        elif isinstance(value, Verbatim):
            page.write_string(row, column, clipped(legal(value.text), LONGEST_TEXT), look)
        else:
            page.write_string(row, column, self._told(_shown(value)), look)

    def _told(self, text: str) -> str:
        return clipped(legal(masked(text) if self.sheet.masks else text), LONGEST_TEXT)


def _set_up_page(page: Worksheet, sheet: Sheet) -> None:
    if not sheet.portrait:
        page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(sheet.pages_wide, 1 if sheet.one_page else 0)
    if not sheet.above:
        page.repeat_rows(TITLE_ROW, HEADER_ROW)
    if sheet.pages_wide > 1:
        page.repeat_columns(0, sheet.frozen - 1)
    page.set_footer(
        f"&L&9{_signature(sheet.signed)}&R&9第&P页，共&N页" if sheet.signed else "&C第&P页，共&N页"
    )


def _signature(office: str) -> str:
    """Who made the table and who looked at it, with room to sign; a footer is what every page has."""
    room = "　" * 6
    return f"制表单位：{clipped(office, 40).replace('&', '&&')}{room}制表人：{room}审核人：{room}日期："


def _look(column: Column, formats: Formats) -> Format:
    if column.typed:
        return formats.typed_day if column.day else formats.typed
    return formats.text if column.text else formats.short


def _shown(value: object) -> str:
    """About what a cell shows, for the height of its row."""
    if isinstance(value, str):
        return value
    return value.text if isinstance(value, Link | Verbatim) else ""
