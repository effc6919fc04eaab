"""How high a row must be for its wrapped text: no program is left to guess it."""

import math
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LINE = 16.0
"""Points per line of 11 pt text."""

_FILLED = 0.9
"""Lines break before punctuation that may not begin one, so they are never quite full."""

TALLEST = 409.0
"""Excel's limit for a row, in points."""


def text_width(text: str) -> int:
    """Columns of half-width characters that one line of text takes; Chinese takes two each."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def row_height(cells: Iterable[tuple[str, float]], line: float = LINE) -> float:
    """Height in points for cells of (text, column width in characters), each line break kept."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(lines * line + 4, TALLEST)


@lru_cache(maxsize=65536)
def _lines(text: str, width: float) -> int:
    room = max(width * _FILLED, 1)
    return sum(max(1, math.ceil(text_width(part) / room)) for part in text.split("\n"))
