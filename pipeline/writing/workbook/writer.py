"""The workbook being built: formats by purpose, defined names, protection, page set-up."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.buttons import Button
from pipeline.harmless import legal
from pipeline.writing.workbook.content import Content
from validators.cells import quote_sheet

INPUT_FILL, HEAD_FILL, MARK_FILL, QUIET = "#FFF8DC", "#E2EFDA", "#FCE4D6", "#808080"

A4_LANDSCAPE_WIDTH, A4_LANDSCAPE_HEIGHT = 740.0, 500.0
"""Points that a landscape A4 page offers within our margins, with a little to spare."""

_LOOKS: Mapping[str, Mapping[str, object]] = {
    "title": {"font_name": "黑体", "font_size": 18, "align": "center"},
    "heading": {"font_name": "黑体", "font_size": 13, "align": "left"},
    "plain": {"align": "left", "text_wrap": True},
    "label": {"bold": True, "align": "center", "border": 1, "text_wrap": True, "bg_color": HEAD_FILL},
    "head": {"bold": True, "align": "center", "border": 1, "text_wrap": True, "bg_color": HEAD_FILL},
    "text": {"align": "left", "border": 1, "text_wrap": True},
    "short": {"align": "center", "border": 1, "text_wrap": True},
    "quiet": {"align": "center", "border": 1, "text_wrap": True, "font_color": "#595959"},
    "shrunk": {"align": "center", "border": 1, "shrink": True},
    "section": {"align": "center", "valign": "top", "border": 1, "text_wrap": True},
    "points": {"align": "center", "border": 1, "num_format": "0.0;-0.0;0"},
    "total": {"bold": True, "align": "center", "border": 1, "num_format": "0.0;-0.0;0"},
    "count": {"bold": True, "align": "center", "border": 1, "num_format": "0"},
    "bare": {"align": "left", "text_wrap": True},
    "mark": {"align": "left", "border": 1, "text_wrap": True, "font_color": "#C00000"},
    "link": {"align": "left", "border": 1, "font_color": "#0563C1", "underline": 1, "text_wrap": True},
    "jump": {"align": "left", "font_color": "#0563C1", "underline": 1},
    "input": {"align": "left", "border": 1, "text_wrap": True, "bg_color": INPUT_FILL, "locked": False},
    "choice": {"align": "center", "border": 1, "bg_color": INPUT_FILL, "locked": False, "text_wrap": True},
    "day": {
        "align": "center",
        "border": 1,
        "bg_color": INPUT_FILL,
        "locked": False,
        "num_format": "yyyy-mm-dd",
    },
    "phone": {"align": "left", "border": 1, "bg_color": INPUT_FILL, "locked": False, "num_format": "@"},
    "long": {"valign": "top", "border": 1, "text_wrap": True, "bg_color": INPUT_FILL, "locked": False},
    "opinion": {"align": "left", "valign": "top", "border": 1, "text_wrap": True},
    "seal": {"align": "right", "valign": "bottom", "border": 1, "text_wrap": True},
    "area": {"align": "left", "text_wrap": True, "locked": False},
}

_UNMARKED = (
    "number_stored_as_text",
    "formula_differs",
    "formula_range",
    "formula_unlocked",
    "empty_cell_reference",
    "two_digit_text_year",
)
"""What Excel marks with a green triangle though nothing is wrong."""

_PROTECTION = {"format_columns": True, "format_rows": True, "autofilter": True}


class _Text(str):
    """A formula's text that is saved as one even where it is empty: XlsxWriter leaves ``""`` without a type.

    Excel shows a blank without a type as 0 until it calculates, which it does not do in Protected View.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return len(self) > 0 and str.__eq__(self, other)

    __hash__ = str.__hash__


class _Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet whose formulas may have any text as their value: XlsxWriter mends it in cells of text only."""

    def write_formula(self, row: int, column: int, formula: str, look: Any = None, value: Any = 0) -> Any:
        """Write a formula with the value that it is known to give."""
        known = _Text(legal(value)) if isinstance(value, str) else value
        return super().write_formula(row, column, formula, look, known)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Our formulas have no function younger than Excel 2010, which XlsxWriter looks for thirty times in each."""
        if expand_future_functions:
            return str(super()._prepare_formula(formula, expand_future_functions))
        return formula.removeprefix("=")


class WorkbookWriter:
    """A workbook under construction with what every sheet needs of it."""

    def __init__(self, workbook: xlsxwriter.Workbook, content: Content) -> None:
        self.workbook, self.content, self.scheme = workbook, content, content.scheme
        base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        self.looks = {name: workbook.add_format({**base, **look}) for name, look in _LOOKS.items()}

    def sheet(self, name: str, widths: Iterable[float], *, landscape: bool = True) -> Worksheet:
        """A new sheet with its column widths, protected without a password, set up for A4."""
        sheet = self.workbook.add_worksheet(name, _Sheet)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.protect("", _PROTECTION)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第&P页，共&N页")
        sheet.hide_gridlines(2)
        sheet.ignore_errors(dict.fromkeys(_UNMARKED, "A1:XFD1048576"))
        return sheet

    @property
    def undated(self) -> str:
        """What is said where the plan gives no day for the workbook's round."""
        return f"方案没有写明{self.content.round}年的时间，以{self.scheme.office}通知为准"

    def day_limits(self, month_and_day: str) -> dict[str, Any]:
        """What a cell for a day accepts: any from the round's year or opening on, such as the one of that year given here."""
        year = self.content.round
        first = min(date(year, 1, 1), self.scheme.openings[year])
        example = f"例如 {year}-{month_and_day}"
        return {
            "validate": "date",
            "criteria": ">=",
            "value": first,
            "input_message": example,
            "error_title": "日期不对",
            "error_message": f"请填写日期，{example}。",
        }

    def heading(
        self, sheet: Worksheet, row: int, last: int, text: str, height: float, look: str = "heading"
    ) -> None:
        """Write a text over the columns of a row up to ``last``."""
        sheet.merge_range(row, 0, row, last, text, self.looks[look])
        sheet.set_row(row, height)

    def define(
        self, name: str, sheet: Worksheet, row: int, column: int, last: int | None = None, width: int = 1
    ) -> None:
        """Name a cell, or a block of rows down to ``last`` and ``width`` columns; rows and columns from 0."""
        first = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        area = first
        if last is not None or width > 1:
            end = xl_rowcol_to_cell(
                row if last is None else last, column + width - 1, row_abs=True, col_abs=True
            )
            area = f"{first}:{end}"
        self.workbook.define_name(name, f"={quote_sheet(sheet.get_name())}!{area}")

    def write_grades(self, sheet: Worksheet, column: int) -> None:
        """Write the grades' thresholds and names from the top of two columns, as ``GC_Thresholds`` and ``GC_GradeNames``."""
        for row, grade in enumerate(self.scheme.grades):
            sheet.write_number(row, column, float(grade.at_least or 0))
            sheet.write_string(row, column + 1, grade.name)
        last = len(self.scheme.grades) - 1
        self.define("GC_Thresholds", sheet, 0, column, last)
        self.define("GC_GradeNames", sheet, 0, column + 1, last)


class TableWriter:
    """Writes a sheet with one row an item from ``first`` on; knows which column holds which field."""

    def __init__(self, book: WorkbookWriter, name: str, widths: Mapping[str, float], first: int) -> None:
        self.book, self.scheme, self.content = book, book.scheme, book.content
        self.columns = {field: column for column, field in enumerate(widths)}
        self.widths = widths
        self.last = first + len(self.scheme.items) - 1
        self.sheet = book.sheet(name, widths.values())
        self.heights: dict[int, float] = {}

    def set_height(self, row: int, height: float) -> None:
        """Set a row's height and remember it for the page breaks."""
        self.heights[row] = height
        self.sheet.set_row(row, height)

    def cell(self, row: int, field: str) -> str:
        """The A1 address of a field in a row."""
        return str(xl_rowcol_to_cell(row, self.columns[field]))

    def put(self, row: int, field: str, value: str | float | Decimal | None, look: str) -> None:
        """Write a text, number or blank."""
        self.sheet.write(row, self.columns[field], value, self.book.looks[look])

    def formula(self, row: int, field: str, formula: str, value: str | float, look: str) -> None:
        """Write a formula with the value it will calculate."""
        self.sheet.write_formula(row, self.columns[field], formula, self.book.looks[look], value)


def put_buttons(
    sheet: Worksheet,
    row: int,
    buttons: Iterable[Button],
    width: int,
    height: int,
    gap: tuple[int, int],
) -> None:
    """Put buttons side by side into a row, with a gap beside and above each."""
    beside, above = gap
    for position, button in enumerate(buttons):
        macro, size = f"GreenCommunity.{button.macro}", {"width": width, "height": height}
        offsets = {"x_offset": beside + (width + 8) * position, "y_offset": above}
        sheet.insert_button(row, 0, {"macro": macro, "caption": button.caption, **size, **offsets})


def span(sheet: Worksheet, area: tuple[int, int, int, int], text: str, look: Format) -> None:
    """Write a text over an area, which may be a single cell: Excel takes one that is merged for damage."""
    if area[:2] == area[2:]:
        sheet.write(*area[:2], text, look)
    else:
        sheet.merge_range(*area, text, look)


def width_in_points(widths: Iterable[float]) -> float:
    """How wide columns of so many characters are on paper: 7 pixels a character and 5 a column, 96 to the inch."""
    return sum((width * 7 + 5) * 0.75 for width in widths)


def literal(text: str) -> str:
    """A text as a formula's string literal."""
    return '"' + text.replace('"', '""') + '"'
