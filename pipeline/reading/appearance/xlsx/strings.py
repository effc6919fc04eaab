"""The texts of an xlsx or xlsm of which a part is struck out, in another font, or in signs for letters.

Source: ECMA-376, part 1, 18.4.8 (si), 18.4.7 (rPr).
"""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError, fromstring

from pipeline.reading.appearance.xlsx.styles import Font, font_of


def shared_texts(strings: bytes, *, of_all: bool) -> Mapping[str, Element]:
    """The shared texts in fonts of their own, by the number that cells name; or all of them."""
    if not (of_all or has_fonts(strings)):
        return {}
    try:
        texts = enumerate(fromstring(strings).iterfind("{*}si"))  # noqa: S314 - declares no entities
    except (ParseError, ValueError, LookupError):
        return {}
    return {str(number): text for number, text in texts if of_all or text.find(".//{*}rPr") is not None}


def has_fonts(xml: bytes) -> bool:
    """Whether pieces of text have a font of their own."""
    return b"rPr" in xml


def runs_of(text: Element, font: Font) -> Iterator[tuple[str, Font]]:
    """The pieces of a text, each with its font; those that name none have the cell's."""
    for run in text.findall("{*}r") or [text]:
        own = run.find("{*}rPr")
        letters = "".join(piece.text or "" for piece in run.iterfind("{*}t"))
        yield letters, font if own is None else font_of(own, font.name)
