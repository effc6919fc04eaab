"""Fonts that show signs for letters: what a ü in Wingdings looks like.

Source: the tables of these fonts in the Unicode proposal N4239 (2011).
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

_TICK, _TICKED_BOX, _NOT_CHOSEN = "√", "☑", "□"

_LETTERS: Mapping[str, Mapping[str, str]] = {
    "wingdings": {_TICK: "ü", _TICKED_BOX: "þ", _NOT_CHOSEN: "ûý¨oqr"},
    "wingdings 2": {_TICK: "P", _TICKED_BOX: "R", _NOT_CHOSEN: "OQSTUV£"},
    "webdings": {_TICK: "a", _NOT_CHOSEN: "rc"},
}
"""The letters of ticks, of ticked boxes, and of crosses and open boxes: both say that this one is not chosen."""

_SIGNS = {
    font: {letter: sign for sign, letters in signs.items() for letter in letters}
    for font, signs in _LETTERS.items()
}
_PRIVATE = range(0xF000, 0xF100)
"""Where some programs put the letters of such fonts."""

Run: TypeAlias = tuple[str, str | None]
"""A piece of text and its font."""


def names_symbols(data: bytes) -> bool:
    """Whether bytes name a font that shows signs for letters: each of them ends so."""
    return b"dings" in data


def is_symbols(font: str | None) -> bool:
    """Whether a font shows signs for letters."""
    return (font or "").lower() in _SIGNS


def in_signs(runs: Iterable[Run]) -> str:
    """What pieces of text look like, each in its font."""
    return "".join(
        _in_signs(text, _SIGNS[font.lower()]) if font and is_symbols(font) else text for text, font in runs
    )


def _in_signs(text: str, signs: Mapping[str, str]) -> str:
    plain = (chr(ord(char) - 0xF000) if ord(char) in _PRIVATE else char for char in text)
    return "".join(signs.get(char, char) for char in plain)
