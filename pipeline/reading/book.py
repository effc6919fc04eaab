"""From bytes to raw cells, or the problem that prevents it. Nothing of the file is ever run."""

from codecs import getincrementaldecoder
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import cached_property
from io import BytesIO
from typing import Literal, TypeAlias

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from pipeline.reading.package import PLAIN_SHEETS, Package, RefusedError
from pipeline.reading.unseen import Area, Unseen, xlsx

Cell: TypeAlias = int | float | str | bool | date | datetime | time | timedelta
Rows: TypeAlias = list[list[Cell]]
Format: TypeAlias = Literal["xlsx", "xlsb", "ods", "xls"]

_DAY = timedelta(days=1)
_MANY = 1000
"""Merged cells of which it matters whether they overlap, as each is looked at."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = (
    (b"%PDF", "PDF文档"),
    (b"\xff\xd8\xff", "JPEG照片"),
    (b"\x89PNG", "PNG图片"),
    (b"Rar!", "RAR压缩包"),
    (b"7z\xbc\xaf", "7z压缩包"),
    (b"{\\rtf", "RTF文档"),
    (b"L\0\0\0\x01\x14\x02\0", "快捷方式"),
)
_TEXTS = (
    ("urn:schemas-microsoft-com:office:spreadsheet", "XML格式的表格"),
    ("opendocument.spreadsheet", "XML格式的表格"),
    ("<html", "网页"),
    ("<table", "网页"),
    ("mime-version:", "网页"),
)
"""What systems export and call .xls."""

_ZIPPED = ((b"word/document.xml", "Word文档"), (b"ppt/presentation.xml", "PPT演示文稿"))
_IN_OLE = (("WordDocument", "Word文档"), ("PowerPoint Document", "PPT演示文稿"))


class Book:
    """An open workbook: sheet names in workbook order, cells on demand. RefusedError over what must not be read."""

    def __init__(self, workbook: CalamineWorkbook, data: bytes, package: Package | None = None) -> None:
        self.package = package
        self._data = data
        self._workbook = workbook
        self._whole = False
        sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
        self.sheet_names = [sheet.name for sheet in sheets]
        if not sheets:
            raise RefusedError("damaged", "no sheets")
        self.hidden = {sheet.name for sheet in sheets if sheet.visible is not SheetVisibleEnum.Visible}
        """Sheets that have no tab on the screen."""
        self.buried = [sheet.name for sheet in sheets if sheet.visible is SheetVisibleEnum.VeryHidden]
        """Sheets that no menu of a spreadsheet program brings to light."""
        self._sheets: dict[str, tuple[CalamineSheet, Rows]] = {}
        self._unseen: dict[str, Unseen] = {}

    def rows(self, sheet: str) -> Rows:
        """All rows from A1 on, so that ``rows[r][c]`` is the cell at row r+1, column c+1; blanks are ``""``.

        CalamineError when the sheet cannot be parsed.
        """
        return self._parsed(sheet)[1]

    @cached_property
    def format(self) -> Format:
        """What the content is, whatever the file's name says."""
        if self.package is None:
            return "xls"
        if any(name.startswith("xl/workbook") and name.endswith(".bin") for name in self.package.names):
            return "xlsb"
        return "ods" if "content.xml" in self.package.names else "xlsx"

    def merged(self, sheet: str) -> Sequence[Area]:
        """The merged cells of a sheet that begin where cells are in use."""
        page, rows = self._parsed(sheet)
        told = page.merged_cell_ranges
        areas = self.unseen(sheet).merged if told is None else told
        within = [area for area in areas if area[0][0] < len(rows) and area[0][1] < len(rows[0])]
        return within if len(within) < _MANY else list(_apart(within, len(rows), len(rows[0])))

    def unseen(self, sheet: str) -> Unseen:
        """What calamine does not give of a sheet."""
        if sheet not in self._unseen:
            self._unseen[sheet] = self._looked_for(sheet)
        return self._unseen[sheet]

    def _looked_for(self, sheet: str) -> Unseen:
        if self.package is None:
            from pipeline.reading.unseen import xls

            return xls.unseen(self._data, sheet)
        if self.format == "xlsb":
            from pipeline.reading.unseen import xlsb

            return xlsb.unseen(self.package, sheet)
        if self.format == "ods":
            from pipeline.reading.unseen import ods

            return ods.unseen(self.package, sheet)
        return xlsx.unseen(self.package, sheet)

    def last_merged_column(self, sheet: str, row: int, column: int) -> int:
        """The last column of the merged cell that begins here, else the column itself; all from 0."""
        return next((last[1] for first, last in self.merged(sheet) if first == (row, column)), column)

    def _parsed(self, name: str) -> tuple[CalamineSheet, Rows]:
        if name not in self._sheets:
            with _no_panic():
                sheet = self._sheet(name)
                rows = sheet.to_python(skip_empty_area=False)
            if self.format == "ods":
                rows = [list(map(_as_excel, row)) for row in rows]
            self._sheets[name] = (sheet, rows)
        return self._sheets[name]

    def _sheet(self, name: str) -> CalamineSheet:
        """A sheet; one that was left out at first makes us open the whole workbook."""
        try:
            return self._workbook.get_sheet_by_name(name)
        except CalamineError:
            if self._whole or self.package is None:
                raise
        self._workbook, self._whole = _unpacked(self.package, ()), True
        return self._workbook.get_sheet_by_name(name)


def open_book(data: bytes, aside: Collection[str] = ()) -> Book:
    """Open a workbook of any format calamine reads, whatever its file name says; RefusedError when it cannot be read.

    ``aside`` names sheets that are not expected to be asked for: they are unpacked only when they are.
    """
    if not data:
        raise RefusedError("empty")
    if not data.startswith((_ZIP, _OLE)):
        raise RefusedError("not_workbook", _kind_of(data))
    try:
        with _no_panic():
            if data.startswith(_ZIP):
                package = Package(data)
                unasked = [part for name, part in package.part_of.items() if name in aside]
                return Book(_unpacked(package, unasked), data, package)
            return Book(_tried(data), data)
    except PasswordError:
        raise RefusedError("encrypted") from None
    except CalamineError as error:
        raise RefusedError(*_why_not(data, str(error))) from None
    except RefusedError as refused:
        if refused.problem.kind != "damaged":
            raise
        raise RefusedError(*_why_not(data, refused.problem.detail)) from None


def _unpacked(package: Package, without: Collection[str]) -> CalamineWorkbook:
    """Open the workbook without some of its parts; a doubtful one is tried first, and that whole."""
    data, doubtful = package.rebuilt(without)
    if not doubtful:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        if len(workbook.sheet_names) <= PLAIN_SHEETS:
            return workbook
    return _tried(package.rebuilt()[0] if without else data)


def _tried(data: bytes) -> CalamineWorkbook:
    """Open what a process of its own has read to its end; CalamineError or RefusedError when it has not."""
    from pipeline.reading.trial import tried

    if problem := tried(data):
        if problem.kind == "unparsed":
            raise CalamineError(problem.detail)
        raise RefusedError(problem.kind, problem.detail)
    return CalamineWorkbook.from_filelike(BytesIO(data))


def _apart(areas: Iterable[Area], rows: int, columns: int) -> Iterator[Area]:
    """The areas until they cover more cells than so many rows and columns have: such ones overlap."""
    left = rows * columns
    for (top, start), (bottom, end) in areas:
        left -= (min(bottom, rows - 1) - top + 1) * (min(end, columns - 1) - start + 1)
        if left < 0:
            return
        yield (top, start), (bottom, end)


def _as_excel(cell: Cell) -> Cell:
    """A cell of an ods as Excel would show it, which counts a day of early 1900 more: it takes that for a leap year."""
    if isinstance(cell, datetime):
        return cell + _DAY if cell < datetime(1900, 3, 1) else cell
    return cell + _DAY if isinstance(cell, date) and cell < date(1900, 3, 1) else cell


@contextmanager
def _no_panic() -> Iterator[None]:
    """A reader that gives itself up over what a file holds has found a damaged file."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise CalamineError(str(error)) from None


def _kind_of(data: bytes) -> str:
    kind = next((kind for signature, kind in _KINDS if data.startswith(signature)), None)
    if kind:
        return kind
    text = _beginning_of(data)
    return next((kind for mark, kind in _TEXTS if mark in text), "文本文件") if text else "无法识别的内容"


def _beginning_of(data: bytes) -> str | None:
    """How a text begins, in small letters; None where the bytes are none."""
    head = data[:4096]
    for encoding in ("utf-16",) if head.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8", "gb18030"):
        try:
            text = getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text.lower()
    return None


def _why_not(data: bytes, error: str) -> tuple[str, str]:
    """Say which of the other things that look like a workbook this is: a problem's kind and detail."""
    if data.startswith(_OLE):
        if _utf16("EncryptedPackage") in data:
            return "encrypted", ""
        kind = next((kind for stream, kind in _IN_OLE if _utf16(stream) in data), None)
    else:
        kind = next((kind for part, kind in _ZIPPED if part in data), None)
        if kind is None and b"xl/" not in data and b"content.xml" not in data:
            kind = "压缩包"
    return ("not_workbook", kind) if kind else ("damaged", error)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
