"""What a single cell says: text, number, day, tick."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from pipeline.reading.book import Cell
from validators.submission import Number

TICKS = frozenset("√✓✔☑●")

_WIDE = str.maketrans("０１２３４５６７８９．－＋", "0123456789.-+")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_DAY = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_BLANKS = " \t\r\n\u00a0\u3000\u200b\ufeff"


def text_of(cell: Cell) -> str:
    """The cell as trimmed text; whole floats without ``.0``; ``""`` for a blank."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip(_BLANKS)


def number_of(cell: Cell) -> Number:
    """The cell as a number (full-width digits included), its text when it is none, None for a blank."""
    if cell == "":
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _decimal(cell)
    text = text_of(cell).translate(_WIDE)
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    return text_of(cell) or None


@lru_cache(maxsize=4096)
def _decimal(number: float) -> Decimal:
    return Decimal(text_of(number))


def day_of(cell: Cell) -> date | None:
    """The cell as a day; None when it holds none."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    match = _DAY.search(text_of(cell).translate(_WIDE))
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def is_tick(cell: Cell) -> bool:
    """Whether the cell holds a tick and nothing else."""
    return isinstance(cell, str) and text_of(cell) in TICKS
