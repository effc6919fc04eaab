"""What a single cell says: text, number, tick."""

import re
from decimal import Decimal
from functools import lru_cache
from math import isfinite

from pipeline.reading.containers.grid import Cell
from validators.submission import Number
from validators.wording import BLANKS, INVISIBLE, number_text

TICKS = frozenset("√✓✔☑●")
"""Marks that nobody puts into a box but to choose it."""

SHOWN_AS_PICTURE = "\ufe0f"
"""What follows a sign that is to be shown as a picture."""

MARKS = "".join(sorted(TICKS)) + "✅■" + SHOWN_AS_PICTURE
"""Signs that may stand beside a word to tick it."""

NOTHING = frozenset({"无", "—", "－", "-", "–", "―", "——", "/", "／", "\\"})
"""What people write into a cell to say that nothing stands there."""

APOSTROPHES = "'’‘＇`"

_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))
_MATHEMATICAL = {chr(0x1D7CE + n): str(n % 10) for n in range(50)}
"""Digits of mathematical alphabets: 𝟒, 𝟜, 𝟺."""

_WIDE = str.maketrans(
    dict(zip("０１２３４５６７８９．－＋％", "0123456789.-+%", strict=True)) | _MATHEMATICAL
)
_PLAIN = r"-?[0-9]{1,300}(\.[0-9]{1,300})?"
_NUMBER = r"[+-]?[0-9]{1,300}(\.[0-9]{1,300})?"
"""More digits than a spreadsheet's number can have are a text."""

_DIGITS = 15
"""The digits of a number that a spreadsheet shows; what lies behind them is how computers keep fractions."""

_POINT = r"(?<=[0-9])[。·．｡](?=[0-9])"


def text_of(cell: Cell) -> str:
    """The cell as trimmed text; whole floats without ``.0``, others as a spreadsheet shows them; ``""`` for a blank."""
    if isinstance(cell, str):
        return cell.strip(BLANKS)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else number_text(Decimal(f"{cell:.{_DIGITS}g}"))
    return str(cell).strip(BLANKS)


def number_of(cell: Cell, unit: str | None = None) -> Number:
    """The cell as a number, its text when it is none, None for a blank.

    Full-width digits, a Chinese full stop for the point, an apostrophe before and the ``unit`` behind are understood.
    """
    if type(cell) is float:
        return _of_float(cell)
    if cell == "":
        return None
    if isinstance(cell, int) and not isinstance(cell, bool):
        return Decimal(cell)
    text = text_of(cell)
    if re.fullmatch(_NUMBER, text):
        return Decimal(text)
    mended = _mended(text, unit)
    return Decimal(mended) if re.fullmatch(_NUMBER, mended) else text or None


def narrow(text: str) -> str:
    """The text with its full-width digits and signs of numbers at their usual width."""
    return text.translate(_WIDE)


def is_plain_number(text: str) -> bool:
    """Whether a text is a number as it stands, digit by digit, without a plus before it."""
    return re.fullmatch(_PLAIN, text) is not None


def _mended(text: str, unit: str | None) -> str:
    """The text with each thing replaced that people type around a number; never a general normalisation."""
    text = re.sub(_POINT, ".", narrow(text.lstrip(APOSTROPHES)).translate(_UNSEEN))
    return (text.removesuffix(unit) if unit else text).strip(BLANKS)


@lru_cache(maxsize=4096)
def _of_float(number: float) -> Number:
    text = text_of(number)
    return Decimal(text) if isfinite(number) else text


def is_tick(cell: Cell) -> bool:
    """Whether the cell holds a tick and nothing else."""
    return isinstance(cell, str) and text_of(cell) in TICKS
