"""How every sheet of the town-wide workbook looks: title, one header row, one table from the left edge."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipeline.writing.fitting import row_height
from validators.cells import CellRef, quote_sheet

TITLE_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2
LAST_ROW = 1_048_576
"""Rows that Excel has; longer lists go on further sheets."""

_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}


class Column(NamedTuple):
    """Width in characters, and whether the cells hold running text or something short to be centred."""

    width: float
    text: bool = False


class Formula(NamedTuple):
    """A live formula with the value it will calculate."""

    text: str
    value: float | str


class Link(NamedTuple):
    """A text that leads somewhere: ``internal:...`` in the report, ``submission:...`` to a file received."""

    target: str
    text: str


class Share(NamedTuple):
    """A share of 1, shown as a percentage."""

    value: Decimal


class Sheet(NamedTuple):
    """One sheet: name, title, columns by heading, the table; ``finish`` adds what is not a table."""

    name: str
    title: str
    columns: Mapping[str, Column]
    frame: pd.DataFrame
    frozen: int = 2
    finish: Callable[[Worksheet, "Formats"], None] | None = None
    filtered: bool = True
    pages_wide: int = 1
    one_page: bool = False


class Formats:
    """The cell formats shared by all sheets, and where the submissions lie as seen from the report."""

    def __init__(self, workbook: xlsxwriter.Workbook, submissions: str) -> None:
        self.workbook, self.submissions = workbook, submissions
        self.title = workbook.add_format({**_FONT, "font_name": "黑体", "font_size": 16, "align": "left"})
        head = {"bold": True, "border": 1, "align": "center", "text_wrap": True, "bg_color": "#DDEBDD"}
        self.head = workbook.add_format({**_FONT, **head})
        cell = {**_FONT, "border": 1, "text_wrap": True}
        self.text = workbook.add_format({**cell, "align": "left"})
        self.short = workbook.add_format({**cell, "align": "center"})
        self.points = workbook.add_format({**cell, "align": "center", "num_format": "0.0;-0.0;0"})
        self.share = workbook.add_format({**cell, "align": "center", "num_format": "0.0%"})
        self.whole_share = workbook.add_format({**cell, "align": "center", "num_format": "0%"})
        self.link = workbook.add_format({**cell, "align": "left", "font_color": "#0563C1", "underline": 1})
        self.band = workbook.add_format({"bg_color": "#F2F2F2"})


def linked(file: str, cell: CellRef) -> Link:
    """A link from the report to a cell of a submission beside it."""
    return Link(f"submission:{file}#{quote_sheet(cell.sheet)}!{cell.a1}", str(cell))


def frame_of(rows: Sequence[Mapping[str, object]], columns: Mapping[str, Column]) -> pd.DataFrame:
    """Rows as a frame of these columns; cells keep their own types."""
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)


def write_sheet(workbook: xlsxwriter.Workbook, formats: Formats, sheet: Sheet) -> None:
    """Write one sheet, ready to print on A4 landscape; beyond Excel's rows it goes on on further sheets."""
    room = LAST_ROW - FIRST_ROW
    for part, start in enumerate(range(0, max(len(sheet.frame), 1), room)):
        name = sheet.name if part == 0 else f"{sheet.name}（{part + 1}）"
        _write_part(
            workbook, formats, sheet._replace(name=name, frame=sheet.frame.iloc[start : start + room])
        )


def _write_part(workbook: xlsxwriter.Workbook, formats: Formats, sheet: Sheet) -> None:
    page = workbook.add_worksheet(sheet.name)
    page.set_row(TITLE_ROW, 30)
    page.write_string(TITLE_ROW, 0, sheet.title, formats.title)
    columns = [sheet.columns[heading] for heading in sheet.frame.columns]
    page.set_row(
        HEADER_ROW, row_height((heading, sheet.columns[heading].width) for heading in sheet.frame.columns)
    )
    for position, (heading, column) in enumerate(zip(sheet.frame.columns, columns, strict=True)):
        page.set_column(position, position, column.width)
        page.write_string(HEADER_ROW, position, heading, formats.head)
    for number, row in enumerate(sheet.frame.itertuples(index=False, name=None), start=FIRST_ROW):
        page.set_row(number, row_height((_shown(v), c.width) for v, c in zip(row, columns, strict=True)))
        for position, (value, column) in enumerate(zip(row, columns, strict=True)):
            _write(page, number, position, value, formats, text=column.text)
    page.freeze_panes(FIRST_ROW, sheet.frozen)
    if len(sheet.frame) and sheet.filtered:
        page.autofilter(HEADER_ROW, 0, HEADER_ROW + len(sheet.frame), len(columns) - 1)
    elif not len(sheet.frame):
        page.write_string(FIRST_ROW, 0, "（无）", formats.short)
    if sheet.finish:
        sheet.finish(page, formats)
    _set_up_page(page, sheet)


def _set_up_page(page: Worksheet, sheet: Sheet) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(sheet.pages_wide, 1 if sheet.one_page else 0)
    page.repeat_rows(TITLE_ROW, HEADER_ROW)
    page.set_footer("&C第&P页，共&N页")


def _shown(value: Any) -> str:
    """About what a cell shows, for the height of its row."""
    if isinstance(value, Link):
        return value.text
    return "" if isinstance(value, Formula | Share) else str(value)


def _write(page: Worksheet, row: int, column: int, value: Any, formats: Formats, *, text: bool) -> None:
    if isinstance(value, Formula):
        page.write_formula(row, column, value.text, formats.points, value.value)
    elif isinstance(value, Link):
        target = value.target.replace("submission:", f"external:{formats.submissions}", 1)
        page.write_url(row, column, target, formats.link, value.text)
    elif isinstance(value, Share):
        page.write_number(row, column, float(value.value), formats.share)
    elif isinstance(value, Decimal):
        page.write_number(row, column, float(value), formats.points)
    elif isinstance(value, int):
        page.write_number(row, column, value, formats.short)
    else:
        page.write_string(row, column, value, formats.text if text else formats.short)
