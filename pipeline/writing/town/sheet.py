"""How every sheet of the town-wide workbook looks: title, one header row, one table from the left edge."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipeline.writing.fitting import row_height

TITLE_ROW, HEADER_ROW = 0, 1
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}


class Column(NamedTuple):
    """Width in characters, and whether the cells hold running text or something short to be centred."""

    width: float
    text: bool = False


class Sheet(NamedTuple):
    """A sheet's name, the title above its table, and its columns by heading."""

    name: str
    title: str
    columns: Mapping[str, Column]


class Formats:
    """The cell formats shared by all sheets."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.title = workbook.add_format(_FONT | {"font_name": "黑体", "font_size": 16, "align": "left"})
        head = {"bold": True, "border": 1, "align": "center", "text_wrap": True, "bg_color": "#DDEBDD"}
        self.head = workbook.add_format(_FONT | head)
        self.text = workbook.add_format(_FONT | {"border": 1, "align": "left", "text_wrap": True})
        self.short = workbook.add_format(_FONT | {"border": 1, "align": "center", "text_wrap": True})
        self.points = workbook.add_format(_FONT | {"border": 1, "align": "center", "num_format": "0.0"})


def write_sheet(
    workbook: xlsxwriter.Workbook, formats: Formats, layout: Sheet, frame: pd.DataFrame
) -> Worksheet:
    """One frame as one sheet, ready to print on A4 landscape; text is always written as text."""
    sheet = workbook.add_worksheet(layout.name)
    sheet.set_row(TITLE_ROW, 30)
    sheet.write_string(TITLE_ROW, 0, layout.title, formats.title)
    sheet.set_row(HEADER_ROW, 32)
    for position, heading in enumerate(frame.columns):
        column = layout.columns[heading]
        sheet.set_column(position, position, column.width)
        sheet.write_string(HEADER_ROW, position, heading, formats.head)
    widths = [layout.columns[heading].width for heading in frame.columns]
    for number, row in enumerate(frame.itertuples(index=False), start=HEADER_ROW + 1):
        sheet.set_row(number, row_height(zip(map(str, row), widths, strict=True)))
        for position, (heading, value) in enumerate(zip(frame.columns, row, strict=True)):
            _write(sheet, number, position, value, formats, text=layout.columns[heading].text)
    last = HEADER_ROW + max(len(frame), 1)
    sheet.freeze_panes(HEADER_ROW + 1, 2)
    sheet.autofilter(HEADER_ROW, 0, last, len(frame.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(TITLE_ROW, HEADER_ROW)
    sheet.set_footer("&C第&P页，共&N页")
    return sheet


def _write(sheet: Worksheet, row: int, column: int, value: Any, formats: Formats, *, text: bool) -> None:
    if isinstance(value, Decimal):
        sheet.write_number(row, column, float(value), formats.points)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, formats.short)
    else:
        sheet.write_string(row, column, value, formats.text if text else formats.short)
