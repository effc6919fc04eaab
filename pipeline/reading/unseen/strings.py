"""The shared texts of an xlsx or xlsm of which a part is struck out, or stands in signs for letters.

Source: ECMA-376, part 1, 18.4.8 (si), 18.4.7 (rPr).
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from pipeline.reading.unseen.symbols import Run, names_symbols

_STRIKE = rb"<(?:\w+:)?strike\b(?!\s+val\s*=\s*[\"'](?:0|false)[\"'])"
_STRING = rb"(?s)<(?:\w+:)?si\b[^>]*?(?:/>|>.*?</(?:\w+:)?si>)"
_RUN = rb"(?s)<(?:\w+:)?r>(.*?)</(?:\w+:)?r>"
_FONT = rb"<(?:\w+:)?rFont\b[^>]*?\bval\s*=\s*[\"']([^\"']*)"
_TEXT = rb"<(?:\w+:)?t\b[^>]*>([^<]*)"


def strikes(xml: bytes) -> bool:
    """Whether anything in these bytes is struck out."""
    return b"strike" in xml and re.search(_STRIKE, xml) is not None


def shared_texts(strings: bytes, *, of_all: bool) -> Mapping[bytes, bytes]:
    """The shared texts that are struck out or in signs for letters, by the number that cells name; or all of them."""
    if not (of_all or strikes(strings) or names_symbols(strings)):
        return {}
    return {
        b"%d" % number: text
        for number, text in enumerate(re.findall(_STRING, strings))
        if of_all or strikes(text) or names_symbols(text)
    }


def runs_of(text: bytes, font: str) -> Iterator[Run]:
    """The pieces of a text, each with its font; those that name none have the cell's."""
    for run in re.findall(_RUN, text) or [text]:
        named = re.search(_FONT, run)
        own = named[1].decode("utf-8", "replace") if named else font
        for piece in re.findall(_TEXT, run):
            yield unescape(piece.decode("utf-8", "replace")), own
