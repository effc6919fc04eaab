"""申报表: the declaration form as printed, on one A4 page."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline import template
from pipeline.writing.fitting import row_height
from pipeline.writing.workbook.writer import WorkbookWriter
from validators.scheme.parts import DeclarationField, DeclarationForm

NAME = template.DECLARATION

_WIDTHS = [17.0, 26.0, 17.0, 26.0]
_TALL = {"long_text": 190, "opinion": 92}
_MARGIN = "　" * 20
"""What puts a seal to the right of a box in which a text begins at the left."""


class Box(NamedTuple):
    """One box: the row and the column of its label, and the last column of what is filled in beside it; from 0."""

    field: DeclarationField
    row: int
    column: int
    last: int


def write(book: WorkbookWriter) -> None:
    """Add the form with a name per box (``GC_Decl_<field>``)."""
    sheet, form = book.sheet(NAME, _WIDTHS, landscape=False), book.scheme.declaration
    book.heading(sheet, 0, 3, form.title, 46, "title")
    placed = list(boxes(form))
    for box in placed:
        _write(book, sheet, box)
    sheet.print_area(0, 0, placed[-1].row if placed else 0, 3)
    sheet.fit_to_pages(1, 1)
    sheet.set_zoom(90)
    sheet.set_selection(1, 3, 1, 3)
    count = len(book.content.declaration.blank(form))
    white = book.workbook.add_format({"font_color": "#FFFFFF"})
    sheet.write_formula(0, 5, "=SUM(GC_NoBox)" if form.inputs else "=0", white, count)
    book.define("GC_DeclarationEmpty", sheet, 0, 5)


def boxes(form: DeclarationForm) -> Iterator[Box]:
    """The form's boxes, two in a row but for the wide ones."""
    row, column = 1, 0
    for position, field in enumerate(form.fields):
        wide = field.kind in ("long_text", "opinion", "total")
        alone = column == 0 and (wide or position == len(form.fields) - 1)
        if wide and column:
            row, column = row + 1, 0
        yield Box(field, row, column, 3 if wide or alone else column + 1)
        row, column = (row + 1, 0) if wide or alone or column else (row, 2)


def input_name(field: DeclarationField) -> str:
    """The workbook's name for a box."""
    return f"GC_Decl_{field.id}"


def _write(book: WorkbookWriter, sheet: Worksheet, box: Box) -> None:
    field, row, label_column, last = box
    label = field.label + (f"\n（{field.hint}）" if field.hint and field.kind == "long_text" else "")
    sheet.write_string(row, label_column, label, book.looks["label"])
    first = label_column + 1
    look, value, formula = _content(book, field)
    told = (
        row_height([(value, sum(_WIDTHS[first:]))])
        if isinstance(value, str) and field.kind == "opinion"
        else 0
    )
    sheet.set_row(row, max(told, _TALL.get(field.kind, 34)))
    if last > first:
        sheet.merge_range(row, first, row, last, "", look)
    if formula:
        sheet.write_formula(row, first, formula, look, value)
    else:
        sheet.write(row, first, value, look)
    if limits := _limits(book, field):
        sheet.data_validation(row, first, row, first, limits)
    book.define(input_name(field), sheet, row, first)


def _content(
    book: WorkbookWriter, field: DeclarationField
) -> tuple[Format, str | float | date | Decimal, str | None]:
    """Format, value and formula of a box."""
    content = book.content
    if field.kind == "total":
        return book.looks["total"], float(content.scorecard.total), "=GC_TotalPoints"
    if field.id == "community":
        return book.looks["text"], content.community, '=IF(GC_Community="","",GC_Community)'
    if field.kind == "opinion":
        seal = f"{field.hint or ''}　　　　　　　　\n年　　月　　日　　"
        if content.opinion and field.id == content.scheme.opinion_box:
            return (
                book.looks["opinion"],
                f"　　{content.opinion}\n\n{_MARGIN}{seal.replace(chr(10), chr(10) + _MARGIN)}",
                None,
            )
        return book.looks["seal"], seal, None
    value = content.declaration.values.get(field.id, "")
    look = {"date": "day", "long_text": "long", "phone": "phone"}.get(field.kind, "input")
    if field.kind == "count" and isinstance(value, Decimal):
        return book.looks[look], float(value), None
    return book.looks[look], value, None


def _limits(book: WorkbookWriter, field: DeclarationField) -> dict[str, object] | None:
    """What a box accepts, with an example."""
    if field.kind == "phone":
        return {
            "validate": "length", "criteria": "between", "minimum": 7, "maximum": 20,
            "input_message": "座机请带区号，例如 021-12345678", "error_title": "电话不对",
            "error_message": "请填写7至20位的电话号码，例如 021-12345678。",
        }  # fmt: skip
    if field.kind == "count":
        return {
            "validate": "integer", "criteria": ">=", "value": 0,
            "input_message": "填人数，不写单位，例如 3500", "error_title": "人数不对",
            "error_message": "请填写不小于0的整数，例如 3500。",
        }  # fmt: skip
    if field.kind == "date":
        return book.day_limits("11-25")
    return None
