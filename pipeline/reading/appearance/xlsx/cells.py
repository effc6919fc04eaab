"""The cells of an xlsx sheet in its bytes."""

import re

from pipeline.reading.containers.grid import Place
from validators.cells import column_number

CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*[\"']([A-Z]{1,3}[0-9]{1,7})")
"""The beginning of a cell up to its address."""

_CELL_END = re.compile(rb"</(?:\w+:)?c>")


def place_of(address: bytes) -> Place:
    """Where a cell with such an address stands."""
    letters = address.rstrip(b"0123456789")
    return int(address[len(letters) :]) - 1, column_number(letters.decode()) - 1


def tag_of(part: bytes, cell: re.Match[bytes]) -> bytes:
    """The tag with which a cell begins, but for its end."""
    return part[cell.start() : part.find(b">", cell.end())]


def content_of(part: bytes, cell: re.Match[bytes]) -> bytes:
    """What stands in a cell, up to its end."""
    begin = part.find(b">", cell.end()) + 1
    if part[begin - 2 : begin] == b"/>":
        return b""
    end = _CELL_END.search(part, begin)
    return part[begin : end.start() if end else len(part)]
