"""Colours as cell formats name them, and whether anything of one colour can be told from another."""

from collections.abc import Mapping
from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int] | str
"""Red, green and blue; a theme's own colours by their name, as only equal ones are the same for certain."""

BLACK, WHITE = (0, 0, 0), (255, 255, 255)
_CLOSE = 16
"""Steps of 255 that nobody sees."""

_WINDOW = {"0": WHITE, "1": BLACK}
"""The theme's colours of paper and ink."""

_SYSTEM = {64: BLACK, 65: WHITE}


def colour_of(named: Mapping[str, str] | None) -> Colour:
    """The colour that an element's attributes name; ink where they name none."""
    if not named:
        return BLACK
    if "rgb" in named:
        return of_hex(named["rgb"][-6:])
    if "theme" in named:
        return _of_theme(named["theme"], float(named.get("tint", 0)))
    return of_palette(int(named["indexed"])) if "indexed" in named else BLACK


def of_hex(digits: str) -> Colour:
    """``FFC000`` as red, green and blue."""
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def of_palette(index: int) -> Colour:
    """A colour of the palette that every workbook has had since Excel 97."""
    if index in _SYSTEM:
        return _SYSTEM[index]
    from xlrd.formatting import excel_default_palette_b8 as palette

    red, green, blue = palette[(index - 8 if index >= 8 else index) % len(palette)]
    return red, green, blue


def _of_theme(number: str, tint: float) -> Colour:
    """A colour of the theme, made darker by a tint below 0 and lighter by one above."""
    if number not in _WINDOW:
        return f"theme {number} {tint:g}"
    red, green, blue = (
        round(part * (1 + tint) if tint < 0 else part + (255 - part) * tint) for part in _WINDOW[number]
    )
    return red, green, blue


def alike(ink: Colour, ground: Colour | None) -> bool:
    """Whether what is written in one colour cannot be told from a ground of the other."""
    if isinstance(ink, tuple) and isinstance(ground, tuple):
        return all(abs(one - other) <= _CLOSE for one, other in zip(ink, ground, strict=True))
    return ink == ground
