"""An open workbook: its sheets, their raw cells, and what is unseen of them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Literal, TypeAlias

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from pipeline.reading.appearance import Unseen
from pipeline.reading.appearance.xlsx import sheet as xlsx
from pipeline.reading.containers.grid import Area, Cell, Rows
from pipeline.reading.containers.limits import UnreadableError
from pipeline.reading.containers.outline import Outline
from pipeline.reading.containers.package import Package
from pipeline.reading.workbook.parsing import no_panic, unpacked

Container: TypeAlias = Literal["xlsx", "xlsb", "ods", "xls", "xml"]

_DAY = timedelta(days=1)
_MANY = 1000
"""Merged cells of which it matters whether they overlap, as each is looked at."""


class Book:
    """An open workbook: sheet names in workbook order, cells on demand. UnreadableError over what must not be read."""

    def __init__(
        self,
        workbook: CalamineWorkbook,
        data: bytes,
        package: Package | None = None,
        made_of: Container | None = None,
        lost: Iterable[str] = (),
    ) -> None:
        self.package = package
        self.data = data
        self._made_of = made_of
        self._workbook = workbook
        self._whole = False
        listed = workbook.sheets_metadata
        sheets = [sheet for sheet in listed if sheet.typ is SheetTypeEnum.WorkSheet]
        self.sheet_names = [sheet.name for sheet in sheets]
        outline = package.outline if package else Outline({})
        self.unread = [*outline.lost, *lost]
        """Sheets that cannot be parsed, as far as they were asked for: they have no rows."""
        self.empty = outline.empty
        """Sheets that are listed and have no content."""
        self.macro_sheets = outline.macros or tuple(
            s.name for s in listed if s.typ is SheetTypeEnum.MacroSheet
        )
        """Sheets of Excel 4 macros."""
        if not (sheets or self.unread or self.macro_sheets):
            raise UnreadableError("damaged", "no sheets")
        self.hidden = {sheet.name for sheet in sheets if sheet.visible is not SheetVisibleEnum.Visible}
        """Sheets that have no tab on the screen."""
        self.buried = [sheet.name for sheet in sheets if sheet.visible is SheetVisibleEnum.VeryHidden]
        """Sheets that no menu of a spreadsheet program brings to light."""
        self._sheets: dict[str, tuple[CalamineSheet | None, Rows]] = {}
        self._unseen: dict[str, Unseen] = {}

    def rows(self, sheet: str) -> Rows:
        """All rows from A1 on, so that ``rows[r][c]`` is the cell at row r+1, column c+1; blanks are ``""``."""
        return self._parsed(sheet)[1]

    @cached_property
    def format(self) -> Container:
        """What the content is, whatever the file's name says."""
        if self._made_of:
            return self._made_of
        if self.package is None:
            return "xls"
        if any(name.startswith("xl/workbook") and name.endswith(".bin") for name in self.package.names):
            return "xlsb"
        return "ods" if "content.xml" in self.package.names else "xlsx"

    def merged(self, sheet: str) -> Sequence[Area]:
        """The merged cells of a sheet that begin where cells are in use."""
        page, rows = self._parsed(sheet)
        told = page.merged_cell_ranges if page else ()
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
            from pipeline.reading.appearance import xls

            return xls.unseen(self.data, sheet)
        if self.format == "xlsb":
            from pipeline.reading.appearance import xlsb

            return xlsb.unseen(self.package, sheet)
        if self.format == "ods":
            from pipeline.reading.appearance import ods

            return ods.unseen(self.package, sheet)
        return xlsx.unseen(self.package, sheet)

    def last_merged_column(self, sheet: str, row: int, column: int) -> int:
        """The last column of the merged cell that begins here, else the column itself; all from 0."""
        return next((last[1] for first, last in self.merged(sheet) if first == (row, column)), column)

    def _parsed(self, name: str) -> tuple[CalamineSheet | None, Rows]:
        if name not in self._sheets:
            try:
                with no_panic():
                    sheet = self._sheet(name)
                    rows = sheet.to_python(skip_empty_area=False)
            except CalamineError:
                self.unread.append(name)
                self._sheets[name] = None, []
            else:
                as_shown = [list(map(_as_excel, row)) for row in rows] if self.format == "ods" else rows
                self._sheets[name] = sheet, as_shown
                if not rows and name not in self.unread and name in self._misplaced:
                    self.unread.append(name)
        return self._sheets[name]

    @cached_property
    def _misplaced(self) -> Collection[str]:
        """The sheets of an xls that are said to begin where none begins."""
        if self.package is not None:
            return ()
        from pipeline.reading.workbook.xls_sheets import misplaced_sheets

        try:
            places = misplaced_sheets(self.data)
        except Exception:  # calamine has read it; what another reader gives up over does not matter here
            return ()
        return [sheet.name for n, sheet in enumerate(self._workbook.sheets_metadata) if n in places]

    def _sheet(self, name: str) -> CalamineSheet:
        """A sheet; one that was left out at first makes us open the whole workbook."""
        try:
            return self._workbook.get_sheet_by_name(name)
        except CalamineError:
            if self._whole or self.package is None:
                raise
        self._workbook, self._whole = unpacked(self.package, ()), True
        return self._workbook.get_sheet_by_name(name)


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
