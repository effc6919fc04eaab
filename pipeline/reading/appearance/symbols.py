"""Fonts that show signs for letters: what a ü in Wingdings looks like.

No library on PyPI was found that has them.
Source: the tables of these fonts in the Unicode proposal N4239 (2011).
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

_TICK, _TICKED_BOX, _NOT_CHOSEN = "√", "☑", "□"

_LETTERS: Mapping[str, Mapping[str, str]] = {
    "wingdings": {_TICK: "ü", _TICKED_BOX: "þ", _NOT_CHOSEN: "ûý¨oqr"},
    "wingdings 2": {_TICK: "P", _TICKED_BOX: "R", _NOT_CHOSEN: "OQSTUV£"},
    "webdings": {_TICK: "a", _NOT_CHOSEN: "rc"},
    "wingdings 3": {},
    "zapfdingbats": {},
    "zapf dingbats": {},
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


def is_symbols(font: str | None) -> bool:
    """Whether a font shows signs for letters."""
    return (font or "").lower() in _SIGNS


def is_picture(text: str, font: str) -> bool:
    """Whether a font shows something else for letters and digits than they are, and no sign that is known."""
    known = _SIGNS.get(font.lower(), {})
    strange = (c for c in text if (c.isascii() and c.isalnum()) or ord(c) in _PRIVATE)
    return is_symbols(font) and any(_plain(c) not in known for c in strange)


def in_signs(runs: Iterable[Run]) -> str:
    """What pieces of text look like, each in its font."""
    return "".join(
        _in_signs(text, _SIGNS[font.lower()]) if font and is_symbols(font) else text for text, font in runs
    )


def _in_signs(text: str, signs: Mapping[str, str]) -> str:
    plain = map(_plain, text)
    return "".join(signs.get(char, char) for char in plain)


def _plain(char: str) -> str:
    """The letter that is meant, wherever a program puts those of such fonts."""
    return chr(ord(char) - _PRIVATE[0]) if ord(char) in _PRIVATE else char
