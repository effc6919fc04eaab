"""Text from outside made harmless: one way for terminals and formats of lines, one for XML, one for JSON."""

import json
import re
from decimal import Decimal
from urllib.parse import quote

_STEERING = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters: they move a terminal's cursor, rename its window
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"  # turn the direction of writing, break a line
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # halves of characters, and what is none: XML has none of these
)


def one_line(text: str) -> str:
    """The text on one line: no line breaks, and nothing that could steer a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def legal(text: str) -> str:
    """The text as XML can carry it and a reader's screen may show it; its own line breaks stay."""
    return re.sub(_STEERING, "\ufffd", text)


def legal_link(text: str) -> str:
    """A part of a link in a workbook, where what XML cannot carry is written as its code and leads to the same place."""
    return re.sub(_STEERING, lambda found: quote(found[0], errors="surrogatepass"), text)


def json_number(value: Decimal | int | None) -> int | float | None:
    """A number as JSON has it, whole ones without a point."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def json_text(data: object) -> str:
    """The data as JSON that holds the same text, with what could steer a terminal as its code."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return re.sub(_STEERING, lambda found: f"\\u{ord(found[0]):04x}", text)
