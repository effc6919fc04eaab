"""Cell references: CellRef <-> "任务分解表!H12"."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_REF = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([1-9][0-9]*)")
_PLAIN_SHEET = re.compile(r"[^\W\d]\w*")


class CellRef(NamedTuple):
    """One cell of a workbook; sorts by sheet name, then row, then column.

    ``row`` and ``column`` count from 1, as Excel does.
    """

    sheet: str
    row: int
    column: int

    @property
    def a1(self) -> str:
        """The address within its sheet, e.g. ``H12``."""
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{quote_sheet(self.sheet)}!{self.a1}"

    @classmethod
    def parse(cls, text: str) -> "CellRef":
        """Read ``任务分解表!H12`` or ``'表 1'!$H$12``; ValueError when it is neither."""
        match = _REF.fullmatch(text)
        if not match:
            raise ValueError(f"not a cell reference: {text!r}")
        quoted, plain, letters, row = match.groups()
        sheet = quoted.replace("''", "'") if quoted else plain
        return cls(sheet, int(row), column_number(letters))


def addresses(cells: Iterable[CellRef]) -> str:
    """The cells of one finding in a row, runs down a column as ``H6至H9``; other sheets' than the first's by name."""
    runs: list[list[CellRef]] = []
    for cell in sorted(set(cells)):
        if runs and runs[-1][-1] == cell._replace(row=cell.row - 1):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    home = runs[0][0].sheet if runs else ""
    starts = [(str(run[0]) if run[0].sheet != home else run[0].a1, run) for run in runs]
    return "、".join(
        f"{first}至{run[-1].a1}" if len(run) > 2 else "、".join([first, *(cell.a1 for cell in run[1:])])
        for first, run in starts
    )


def column_letters(number: int) -> str:
    """1 -> A, 27 -> AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A -> 1, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def quote_sheet(sheet: str) -> str:
    """The sheet name as a formula needs it: quoted unless it is a plain word."""
    return sheet if _PLAIN_SHEET.fullmatch(sheet) else "'" + sheet.replace("'", "''") + "'"
