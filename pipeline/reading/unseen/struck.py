"""Which formats and shared texts of an xlsx or xlsm strike something out.

Source: ECMA-376, part 1, 18.8.10 (cellXfs), 18.8.22 (font), 18.4.8 (si).
"""

import re

_STRIKE = rb"<(?:\w+:)?strike\b(?!\s+val\s*=\s*[\"'](?:0|false)[\"'])"
_FONT = rb"(?s)<(?:\w+:)?font\b[^>]*?(?:/>|>.*?</(?:\w+:)?font>)"
_FORMAT = rb"<(?:\w+:)?xf\b[^>]*?\bfontId\s*=\s*[\"'](\d+)|<(?:\w+:)?xf\b"
_STRING = rb"(?s)<(?:\w+:)?si\b[^>]*?(?:/>|>.*?</(?:\w+:)?si>)"


def strikes(xml: bytes) -> bool:
    """Whether anything in these bytes is struck out."""
    return b"strike" in xml and re.search(_STRIKE, xml) is not None


def struck_styles(styles: bytes) -> frozenset[bytes]:
    """The numbers of the cell formats whose font is struck out, as cells name them."""
    if not strikes(styles):
        return frozenset()
    fonts = re.findall(_FONT, _inside(styles, b"fonts"))
    struck = {b"%d" % number for number, font in enumerate(fonts) if strikes(font)}
    formats = re.findall(_FORMAT, _inside(styles, b"cellXfs"))
    return frozenset(b"%d" % number for number, font in enumerate(formats) if font in struck)


def struck_strings(strings: bytes) -> frozenset[bytes]:
    """The numbers of the shared texts of which a part is struck out, as cells name them."""
    if not strikes(strings):
        return frozenset()
    return frozenset(
        b"%d" % number for number, text in enumerate(re.findall(_STRING, strings)) if strikes(text)
    )


def _inside(xml: bytes, name: bytes) -> bytes:
    found = re.search(rb"<(?:\w+:)?" + name + rb"\b[^>]*>(.*?)</(?:\w+:)?" + name + rb">", xml, re.DOTALL)
    return found[1] if found else b""
