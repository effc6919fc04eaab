"""The shared texts of an xlsx or xlsm of which a part is struck out, in another font, or in signs for letters.

Source: ECMA-376, part 1, 18.4.8 (si), 18.4.7 (rPr).
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from pipeline.reading.appearance.colours import colour_of
from pipeline.reading.appearance.xlsx.styles import Font
from pipeline.reading.containers.relations import attribute

_STRIKE = rb"<(?:\w+:)?strike\b(?!\s+val\s*=\s*[\"'](?:0|false)[\"'])"
_STRING = rb"(?s)<(?:\w+:)?si\b[^>]*?(?:/>|>.*?</(?:\w+:)?si>)"
_RUN = rb"(?s)<(?:\w+:)?r>(.*?)</(?:\w+:)?r>"
_FONT = rb"<(?:\w+:)?rFont\b[^>]*?\bval\s*=\s*[\"']([^\"']*)"
_SIZE = rb"<(?:\w+:)?sz\b[^>]*?\bval\s*=\s*[\"']([0-9]+(?:\.[0-9]+)?)"
_COLOUR = rb"<(?:\w+:)?color\b([^>]*)"
_COLOURED = ("rgb", "theme", "tint", "indexed")
_TEXT = rb"<(?:\w+:)?t\b[^>]*>([^<]*)"


def strikes(xml: bytes) -> bool:
    """Whether anything in these bytes is struck out."""
    return b"strike" in xml and re.search(_STRIKE, xml) is not None


def shared_texts(strings: bytes, *, of_all: bool) -> Mapping[bytes, bytes]:
    """The shared texts in fonts of their own, by the number that cells name; or all of them."""
    if not (of_all or has_fonts(strings)):
        return {}
    return {
        b"%d" % number: text
        for number, text in enumerate(re.findall(_STRING, strings))
        if of_all or has_fonts(text)
    }


def has_fonts(xml: bytes) -> bool:
    """Whether pieces of text have a font of their own."""
    return b"rPr" in xml


def runs_of(text: bytes, font: Font) -> Iterator[tuple[str, Font]]:
    """The pieces of a text, each with its font; those that name none have the cell's."""
    for run in re.findall(_RUN, text) or [text]:
        own = _font(run, font) if has_fonts(run) else font
        for piece in re.findall(_TEXT, run):
            yield unescape(piece.decode("utf-8", "replace")), own


def _font(run: bytes, cells: Font) -> Font:
    """The font of a piece: its name, where it says none that of its cell, its colour and its size."""
    name, size, colour = re.search(_FONT, run), re.search(_SIZE, run), re.search(_COLOUR, run)
    said = {key: attribute(colour[1], key.encode()).decode() for key in _COLOURED} if colour else {}
    return Font(
        name[1].decode("utf-8", "replace") if name else cells.name,
        colour_of({key: value for key, value in said.items() if value}),
        float(size[1]) if size else cells.size,
    )
