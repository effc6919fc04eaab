"""How every sheet of the town-wide workbook looks: title, one header row, one table from the left edge."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain, count, islice
from typing import NamedTuple
from urllib.parse import unquote

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.harmless import legal, legal_link
from pipeline.policy.masking import masked
from pipeline.writing.fitting import row_height
from validators.cells import CellRef, quote_sheet
from validators.wording import clipped

TITLE_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2
LAST_ROW = 1_048_576
"""Rows that Excel has; longer lists go on further sheets."""
LAST_LINK = 65_530
"""Links that Excel allows on a sheet; what comes after them is text."""
LONGEST_TEXT = 32_767
"""Characters that Excel allows in a cell."""

_ONE_LINE = row_height([("", 1.0)])
INDENT = 2.0
"""Characters that a running text keeps from its borders."""
_BUTTON = 3.0
"""Characters of a heading's room that the button of a filter takes."""
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}


class Column(NamedTuple):
    """Width in characters, and whether the cells hold running text or something short to be centred."""

    width: float
    text: bool = False


class LiveFormula(NamedTuple):
    """A live formula with the value it will calculate."""

    text: str
    value: float | str


class Verbatim(NamedTuple):
    """A text of the office's own, such as a code, in which no telephone number is looked for."""

    text: str


class Link(NamedTuple):
    """A text that leads somewhere: ``internal:...`` in the report, ``submission:...`` to a file received."""

    target: str
    text: str


class Share(NamedTuple):
    """A share of 1, shown as a percentage."""

    value: Decimal


Row = Mapping[str, object]
"""A line of a table: a value for each of its columns, by heading."""


class Sheet(NamedTuple):
    """One sheet: name, title, columns by heading, the table's rows; ``finish`` adds what is not a table.

    ``signed`` is the office under whose name it is printed and signed. A ``portrait`` one is a page to be read, its title
    in the middle. ``masks`` says that telephone numbers are left out. ``further`` are the titles of further pages side by
    side, by the heading of the column that begins them.
    """

    name: str
    title: str
    columns: Mapping[str, Column]
    rows: Iterable[Row]
    frozen: int = 2
    finish: Callable[[Worksheet, "Formats"], None] | None = None
    filtered: bool = True
    pages_wide: int = 1
    one_page: bool = False
    masks: bool = True
    further: Mapping[str, str] = {}
    signed: str = ""
    portrait: bool = False


class Formats:
    """The cell formats shared by all sheets, and where the submissions lie as seen from the report.

    ``archives`` names the archive of every submission that lies in one: a link can lead no further.
    """

    def __init__(self, workbook: xlsxwriter.Workbook, submissions: str, archives: Mapping[str, str]) -> None:
        self.workbook, self.submissions, self.archives = workbook, submissions, archives
        title = {**_FONT, "font_name": "黑体", "font_size": 16}
        self.title = workbook.add_format({**title, "align": "left"})
        self.middle = workbook.add_format({**title, "align": "center_across"})
        head = {"bold": True, "border": 1, "align": "center", "text_wrap": True, "bg_color": "#DDEBDD"}
        self.head = workbook.add_format({**_FONT, **head})
        cell = {**_FONT, "border": 1, "text_wrap": True}
        self.text = workbook.add_format({**cell, "align": "left", "indent": 1})
        self.short = workbook.add_format({**cell, "align": "center"})
        self.points = workbook.add_format({**cell, "align": "center", "num_format": "0.0;-0.0;0"})
        self.share = workbook.add_format({**cell, "align": "center", "num_format": "0.0%"})
        self.whole_share = workbook.add_format({**cell, "align": "center", "num_format": "0%"})
        self.link = workbook.add_format(
            {**cell, "align": "left", "indent": 1, "font_color": "#0563C1", "underline": 1}
        )
        self.band = workbook.add_format({"bg_color": "#F2F2F2"})

    def way_to(self, target: str) -> str:
        """A link's target as the report's program follows it."""
        file, sharp, place = target.removeprefix("submission:").partition("#")
        if file == target.partition("#")[0]:
            return target
        way, archive = _escaped(self.submissions), self.archives.get(unquote(file))
        return (
            f"external:{way}{file}{sharp}{place}" if archive is None else f"external:{way}{_escaped(archive)}"
        )


def linked_file(file: str) -> Link:
    """A link from the report to a submission beside it."""
    return Link(f"submission:{_escaped(file)}", file)


def _escaped(file: str) -> str:
    """A file's name in a link, where a # would begin a place in the file and a % a letter that is written as its code."""
    return legal_link(file.replace("%", "%25").replace("#", "%23"))


def linked(file: str, cell: CellRef) -> Link:
    """A link from the report to a cell of a submission beside it."""
    return Link(f"{linked_file(file).target}#{quote_sheet(cell.sheet)}!{cell.a1}", str(cell))


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
        self.looks = [formats.text if column.text else formats.short for column in sheet.columns.values()]
        self.widths = [column.width - INDENT * column.text for column in sheet.columns.values()]
        self.links = 0

    def write(self, rows: Iterable[Row]) -> None:
        page, sheet = self.page, self.sheet
        self._head()
        last = HEADER_ROW
        for last, row in enumerate(rows, start=FIRST_ROW):
            self._row(last, [row[heading] for heading in sheet.columns])
        page.freeze_panes(FIRST_ROW, sheet.frozen)
        if last == HEADER_ROW:
            page.write_string(FIRST_ROW, 0, "（无）", self.formats.short)
        elif sheet.filtered:
            page.autofilter(HEADER_ROW, 0, last, len(sheet.columns) - 1)
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
        button = _BUTTON if self.sheet.filtered else 0
        headings = [(heading, column.width - button) for heading, column in columns.items()]
        page.set_row(HEADER_ROW, row_height(headings))
        for position, (heading, column) in enumerate(columns.items()):
            page.set_column(position, position, column.width)
            page.write_string(HEADER_ROW, position, heading, self.formats.head)
            if heading in self.sheet.further:
                page.write_string(TITLE_ROW, position, self.sheet.further[heading], self.formats.title)

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
            page.write_formula(row, column, value.text, formats.points, value.value)
        elif isinstance(value, Share):
            page.write_number(row, column, float(value.value), formats.share)
        elif isinstance(value, Decimal):
            page.write_number(row, column, float(value), formats.points)
        elif isinstance(value, int):
            page.write_number(row, column, value, formats.short)
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


def _shown(value: object) -> str:
    """About what a cell shows, for the height of its row."""
    if isinstance(value, str):
        return value
    return value.text if isinstance(value, Link | Verbatim) else ""
