"""From bytes to raw cells, or the problem that prevents it. Nothing of the file is ever run."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TypeAlias

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from validators.rule import Problem

Cell: TypeAlias = int | float | str | bool | date | datetime | time | timedelta
Rows: TypeAlias = list[list[Cell]]

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = (
    (b"%PDF", "PDF文档"),
    (b"\xff\xd8\xff", "JPEG照片"),
    (b"\x89PNG", "PNG图片"),
    (b"Rar!", "RAR压缩包"),
    (b"7z\xbc\xaf", "7z压缩包"),
    (b"{\\rtf", "RTF文档"),
)
_ZIPPED = ((b"word/document.xml", "Word文档"), (b"ppt/presentation.xml", "PPT演示文稿"))
_IN_OLE = (("WordDocument", "Word文档"), ("PowerPoint Document", "PPT演示文稿"))


class Book:
    """An open workbook: sheet names in workbook order, cells on demand."""

    def __init__(self, workbook: CalamineWorkbook) -> None:
        self._workbook = workbook
        self.sheet_names = [s.name for s in workbook.sheets_metadata if s.typ is SheetTypeEnum.WorkSheet]
        self._sheets: dict[str, tuple[CalamineSheet, Rows]] = {}

    def rows(self, sheet: str) -> Rows:
        """All rows from A1 on, so that ``rows[r][c]`` is the cell at row r+1, column c+1; blanks are ``""``.

        CalamineError when the sheet cannot be parsed.
        """
        return self._parsed(sheet)[1]

    def last_merged_column(self, sheet: str, row: int, column: int) -> int:
        """The last column of the merged cell that begins here, else the column itself; all from 0."""
        merged = self._parsed(sheet)[0].merged_cell_ranges or ()
        return next((last[1] for first, last in merged if first == (row, column)), column)

    def _parsed(self, name: str) -> tuple[CalamineSheet, Rows]:
        if name not in self._sheets:
            sheet = self._workbook.get_sheet_by_name(name)
            self._sheets[name] = (sheet, sheet.to_python(skip_empty_area=False))
        return self._sheets[name]


def open_book(data: bytes) -> Book | Problem:
    """Open a workbook of any format calamine reads, whatever its file name says."""
    if not data:
        return Problem("empty")
    if not data.startswith((_ZIP, _OLE)):
        return Problem("not_workbook", _kind_of(data))
    try:
        return Book(CalamineWorkbook.from_filelike(BytesIO(data)))
    except PasswordError:
        return Problem("encrypted")
    except CalamineError as error:
        return _why_not(data, error)


def _kind_of(data: bytes) -> str:
    kind = next((kind for signature, kind in _KINDS if data.startswith(signature)), None)
    if kind:
        return kind
    try:
        data[:4096].decode("utf-8", errors="strict" if len(data) <= 4096 else "ignore")
    except UnicodeDecodeError:
        return "无法识别的内容"
    return "文本文件"


def _why_not(data: bytes, error: CalamineError) -> Problem:
    """Say which of the other things that look like a workbook this is."""
    if data.startswith(_OLE):
        if _utf16("EncryptedPackage") in data:
            return Problem("encrypted")
        kind = next((kind for stream, kind in _IN_OLE if _utf16(stream) in data), None)
        return Problem("not_workbook", kind) if kind else Problem("damaged", str(error))
    kind = next((kind for part, kind in _ZIPPED if part in data), None)
    if kind is None and b"xl/" not in data and b"content.xml" not in data:
        kind = "压缩包"
    return Problem("not_workbook", kind) if kind else Problem("damaged", str(error))


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
