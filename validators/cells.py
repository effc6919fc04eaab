"""Cell references: CellRef <-> "任务分解表!H12"."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_REF = r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([1-9][0-9]*)"
_NAMED = 8
"""How many runs of cells a sentence names."""

_PLAIN_SHEET = r"[^\W\d]\w*"


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
        match = re.fullmatch(_REF, text)
        if not match:
            raise ValueError(f"not a cell reference: {text!r}")
        quoted, plain, letters, row = match.groups()
        sheet = quoted.replace("''", "'") if quoted else plain
        return cls(sheet, int(row), column_number(letters))


def addresses(cells: Iterable[CellRef]) -> str:
    """The cells of one finding in a row, runs down a column as ``H6至H9``; other sheets' than the first's by name.

    Of many only the first are named, and all are counted.
    """
    runs: list[list[CellRef]] = []
    for cell in sorted(set(cells), key=lambda cell: (cell.sheet, cell.column, cell.row)):
        if runs and runs[-1][-1] == cell._replace(row=cell.row - 1):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    home = min(runs)[0].sheet if runs else ""
    named = [_run(run, home) for run in sorted(runs)]
    rest = f"等{sum(map(len, runs))}格" if len(named) > _NAMED else ""
    return "、".join(named[:_NAMED]) + rest


def _run(run: Sequence[CellRef], home: str) -> str:
    first = run[0].a1 if run[0].sheet == home else str(run[0])
    return f"{first}至{run[-1].a1}" if len(run) > 2 else "、".join([first, *(cell.a1 for cell in run[1:])])


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
    return sheet if re.fullmatch(_PLAIN_SHEET, sheet) else "'" + sheet.replace("'", "''") + "'"
