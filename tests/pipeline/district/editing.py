"""A town's report as somebody leaves it who opened, changed and saved it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def saved_again(report: Path, change: Callable[[Workbook], None] = lambda _: None) -> Path:
    """The workbook with a change, saved by a program that keeps what cells show."""
    book = load_workbook(report, data_only=True)
    change(book)
    book.save(report)
    return report


def cell_of(book: Workbook, sheet: str, whose: str, heading: str) -> Any:
    """The cell below a heading on the first line that holds a name."""
    page = book[sheet]
    row = next(row for row in page.iter_rows() if whose in [cell.value for cell in row])
    return row[_headings(page).index(heading)]


def _headings(page: Worksheet) -> list[str]:
    head = max(page.iter_rows(max_row=3), key=lambda row: sum(cell.value is not None for cell in row))
    return [str(cell.value) for cell in head]


def put(sheet: str, whose: str, heading: str, value: object) -> Callable[[Workbook], None]:
    """Write something else into a cell."""

    def change(book: Workbook) -> None:
        cell_of(book, sheet, whose, heading).value = value

    return change


def without_line(sheet: str, whose: str) -> Callable[[Workbook], None]:
    """Delete the first line that holds a name."""

    def change(book: Workbook) -> None:
        book[sheet].delete_rows(cell_of(book, sheet, whose, _headings(book[sheet])[0]).row)

    return change


def sorted_by_name(sheet: str, lines: int) -> Callable[[Workbook], None]:
    """Put the lines of a table into the order of their communities' names."""

    def change(book: Workbook) -> None:
        page = book[sheet]
        place = _headings(page).index("社区")
        cells = [[cell.value for cell in row] for row in page.iter_rows(min_row=3, max_row=2 + lines)]
        for number, row in enumerate(sorted(cells, key=lambda row: str(row[place])), start=3):
            for column, value in enumerate(row, start=1):
                page.cell(number, column).value = value

    return change


def without_sheet(sheet: str) -> Callable[[Workbook], None]:
    return lambda book: book.remove(book[sheet])


def rewritten(report: Path, change: Callable[[Any], object]) -> Path:
    """The JSON report with a change."""
    said = json.loads(report.read_text(encoding="utf-8"))
    change(said)
    report.write_text(json.dumps(said, ensure_ascii=False, indent=2), encoding="utf-8")
    return report
