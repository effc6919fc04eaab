"""The open workbook as the buttons see it: its named cells, its place, a copy for the engine to read."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TypeAlias

import xlwings as xw

from addin.ranges import rows_of
from pipeline.buttons import ADDIN
from pipeline.checking.engine import CheckedBook
from pipeline.reading.cells.values import text_of
from pipeline.reading.containers.grid import Cell
from pipeline.run import check_book
from pipeline.template import PLAN
from pipeline.writing.naming import file_in
from pipeline.writing.plain import Merged, PlainSheet, write_plain
from validators.cells import CellRef
from validators.scheme.file import DEFAULT_SCHEME, load_scheme, scheme_ids
from validators.scheme.model import Scheme

Shown: TypeAlias = str | int | float

_BESIDE_LABELS = ("GC_Community", "GC_Date", "GC_Filler", "GC_Reviewer")
"""Cells whose label on the left is merged up to them."""

_SHEET_VISIBLE = -1  # Excel's xlSheetVisible; 0 is hidden, 2 very hidden

_MOST_ROWS, _MOST_COLUMNS = 5000, 50
"""No named area of ours is larger, whatever rows and columns people put into it."""


class RefusedError(Exception):
    """What a button cannot do as things stand; the text is one Chinese sentence that says what to do."""


class Formula(str):
    """A formula of ours, to be calculated; every other text is written as text."""

    __slots__ = ()


def is_excel(book: xw.Book) -> bool:
    """Whether Excel on Windows has the workbook open, rather than xlwings Server."""
    return hasattr(book.api, "SaveCopyAs")


def is_addin(book: xw.Book) -> bool:
    """Whether it is the add-in itself, whose window nobody sees."""
    return PurePath(book.name).name.casefold() == ADDIN


def has_own(book: xw.Book, name: str, sheet: str, width: int = 1) -> bool:
    """Whether a name of ours stands over our own sheet, over so many columns at least and no more cells than we ever name.

    In somebody else's workbook it may stand anywhere, in another workbook even, or nowhere.
    """
    try:
        cells = book.names[name].refers_to_range if name in book.names else None
        if cells is None or (cells.sheet.name, cells.sheet.book.name) != (sheet, book.name):
            return False
        rows, columns = cells.shape
        return bool(rows <= _MOST_ROWS and width <= columns <= _MOST_COLUMNS)
    except Exception:  # each platform says in its own way that there are no such cells
        return False


def named(book: xw.Book, name: str) -> xw.Range:
    """The cells of a defined name; RefusedError when the workbook has no such name."""
    if name not in book.names:
        raise RefusedError(
            f"这个工作簿里没有名称“{name}”，可能不是本方案的工作簿；请在新下发的工作簿里点这个按钮。"
        )
    return book.names[name].refers_to_range


def rows_in(cells: xw.Range) -> list[list[Cell]]:
    """The values of the cells, row by row; blanks and errors are ``""``."""
    return rows_of(cells.options(ndim=2).value)


def text_in(book: xw.Book, name: str) -> str:
    """The text of a named cell."""
    return text_of(rows_in(named(book, name))[0][0])


def scheme_of(book: xw.Book) -> Scheme:
    """The scheme that the workbook names, the default one when it names none; RefusedError for one we do not have."""
    own = has_own(book, "GC_SchemeId", PLAN)
    scheme_id = text_in(book, "GC_SchemeId") if own else DEFAULT_SCHEME
    if scheme_id not in scheme_ids():
        raise RefusedError(f"工作簿的方案编号是“{scheme_id}”，加载项里没有这个方案，请更新加载项。")
    return load_scheme(scheme_id)


def path_of(book: xw.Book) -> Path:
    """Where the workbook is saved; RefusedError when that is not a folder of this computer."""
    try:
        path = Path(book.fullname)
    except xw.XlwingsError as error:  # a web address that belongs to no local folder
        raise RefusedError("工作簿在网盘里，没有本机文件夹；请先另存到本机文件夹，再点这个按钮。") from error
    if not path.is_absolute():
        raise RefusedError("工作簿还没有保存在本机文件夹里，请先另存，再点这个按钮。")
    return path


def place_of(book: xw.Book) -> Path | None:
    """The folder in which the workbook is saved; None where links cannot lead there."""
    try:
        return path_of(book).parent
    except RefusedError:
        return None


def position(book: xw.Book) -> CellRef | None:
    """The cell that is selected, the first of several; None on a chart sheet, or where a drawing is selected."""
    selected = book.selection
    return CellRef(selected.sheet.name, selected.row, selected.column) if selected else None


def checked_copy(book: xw.Book, scheme: Scheme) -> CheckedBook:
    """What ``validate`` says of the workbook as it is on the screen, saved or not."""
    with tempfile.TemporaryDirectory(prefix="green-community-") as folder:
        name = PurePath(book.name).name
        ending = (is_excel(book) and PurePath(name).suffix) or ".xlsx"
        copy = file_in(Path(folder), PurePath(name).stem, ending)
        save_copy(book, copy)
        return check_book(copy, scheme, name)


def save_copy(book: xw.Book, copy: Path) -> None:
    """Save what the open workbook holds: by Excel itself, elsewhere as bare values at the same addresses."""
    if is_excel(book):
        book.api.SaveCopyAs(str(copy))
        return
    merged: dict[str, list[Merged]] = {}
    for name in _BESIDE_LABELS:
        if name in book.names:
            cell = book.names[name].refers_to_range
            merged.setdefault(cell.sheet.name, []).extend(_label_beside(cell))
    write_plain((_plain(sheet, merged.get(sheet.name, [])) for sheet in book.sheets), copy)


def _plain(sheet: xw.Sheet, merged: Sequence[Merged]) -> PlainSheet:
    used = sheet.used_range
    return PlainSheet(sheet.name, used.row - 1, used.column - 1, rows_in(used), merged)


def _label_beside(cell: xw.Range) -> Iterator[Merged]:
    """The merged cells of the label left of a cell, if it is wider than one."""
    row, own = cell.row - 1, cell.column - 1
    left = rows_in(cell.sheet.range((cell.row, 1), (cell.row, own)))[0] if own else []
    filled = [column for column, value in enumerate(left) if text_of(value)]
    if filled and filled[-1] < own - 1:
        yield Merged(row, filled[-1], own - 1)


def fill(area: xw.Range, rows: Sequence[Sequence[Shown]], rest: str) -> None:
    """Replace all of an area in one go: these rows, then blanks.

    Where the rows do not fit, the last one says so: ``rest`` with the number of rows left out as ``{}``.
    """
    height, width = area.shape
    shown = list(rows)
    if len(shown) > height:
        left_out = len(shown) - height + 1
        shown = [*shown[: height - 1], ["", "", rest.format(left_out)]]
    block = [[_as_written(value) for value in [*row, *[""] * (width - len(row))]] for row in shown]
    block += [[None] * width for _ in range(height - len(block))]
    with _unprotected(area.sheet):
        area.wrap_text = True
        area.value = block
        area.rows.autofit()


def print_rows(area: xw.Range, rows: int) -> None:
    """Print the sheet down to so many rows of an area, the first at least; elsewhere than in Excel nothing changes."""
    sheet, (height, width) = area.sheet, area.shape
    if is_excel(sheet.book):
        last = area[min(max(rows, 1), height) - 1, width - 1]
        with _unprotected(sheet):
            sheet.page_setup.print_area = sheet.range((1, 1), last).address


def put(cell: xw.Range, text: str) -> None:
    """Write a text into one cell."""
    with _unprotected(cell.sheet):
        cell.value = _as_written(text)


def is_shown(sheet: xw.Sheet) -> bool:
    """Whether a sheet can be gone to; Excel on Windows has a number for it, which of a very hidden one is no nought."""
    return sheet.visible in (True, _SHEET_VISIBLE)


def select(book: xw.Book, sheet_name: str, address: str) -> None:
    """Show a cell; nothing happens when its sheet is hidden or gone."""
    for sheet in book.sheets:
        if sheet.name == sheet_name and is_shown(sheet):
            sheet.activate()
            sheet.range(address).select()


def _as_written(value: Shown) -> Shown | None:
    """The apostrophe keeps Excel from taking a text for a formula, a number or a date."""
    if isinstance(value, Formula):
        return str(value)
    if not isinstance(value, str):
        return value
    return f"'{value}" if value else None


@contextmanager
def unmarked(book: xw.Book) -> Iterator[None]:
    """Leave the workbook counting as saved if it did: what we write into it is nobody's edit."""
    saved = is_excel(book) and bool(book.api.Saved)
    try:
        yield
    finally:
        if saved:
            book.api.Saved = True


@contextmanager
def _unprotected(sheet: xw.Sheet) -> Iterator[None]:
    """Lift the sheet's protection (it has no password) and put it back, as the workbook was built with it."""
    protected = bool(getattr(sheet.api, "ProtectContents", False))
    if protected:
        sheet.api.Unprotect()
    try:
        yield
    finally:
        if protected:
            sheet.api.Protect(AllowFormattingColumns=True, AllowFormattingRows=True, AllowFiltering=True)
