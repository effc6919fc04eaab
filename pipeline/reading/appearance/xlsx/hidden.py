"""The rows and columns of an xlsx sheet that are hidden, or too thin for anything in them to be read."""

import re
from collections.abc import Iterator

from pipeline.reading.containers.relations import attribute

_THIN_ROW, _THIN_COLUMN = rb" ht=[\"'][0-4][.\"']", rb" width=[\"'][01][.\"']"
"""What stands where a row or a column is too thin to be seen."""

_OF_ITS_OWN = rb"\bht\s*=|dyDescent"
"""What Excel writes of a row that it shows although all others have no height."""

_DEFAULTS = re.compile(rb"<(?:\w+:)?sheetFormatPr\b([^>]*)>")

_ROWS, _COLUMNS = re.compile(rb"<(?:\w+:)?row\b([^>]*)>"), re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
THIN_ROW, THIN_COLUMN = 5.0, 2.0
"""Points of height, and letters of width with the cell's margins, below which nothing can be read."""

_TRUE = {b"1", b"true"}
_LAST = 16384


def _thin(tag: bytes, size: bytes, least: float) -> bool:
    """Whether a row or column is hidden, or too thin to be seen."""
    if attribute(tag, b"hidden") in _TRUE:
        return True
    try:
        return float(attribute(tag, size) or least) < least
    except ValueError:
        return False


def hidden_rows_of(part: bytes, head: bytes) -> Iterator[int]:
    """The rows that are hidden or too thin, all those without a height of their own where the sheet's is none."""
    defaults = _DEFAULTS.search(head)
    flat = defaults is not None and (
        attribute(defaults[1], b"zeroHeight") in _TRUE or _thin(defaults[1], b"defaultRowHeight", THIN_ROW)
    )
    if not (flat or b"hidden" in part or re.search(_THIN_ROW, part)):
        return
    number = 0
    for row in _ROWS.finditer(part):
        own = attribute(row[1], b"r")
        number = int(own) if own.isdigit() and len(own) < 8 else number + 1
        if _thin(row[1], b"ht", THIN_ROW) or (flat and not re.search(_OF_ITS_OWN, row[1])):
            yield number - 1


def hidden_columns_of(head: bytes) -> Iterator[int]:
    """The columns that are hidden or too narrow, all those not named where the sheet's width is none."""
    defaults = _DEFAULTS.search(head)
    flat = defaults is not None and _thin(defaults[1], b"defaultColWidth", THIN_COLUMN)
    if not (flat or b"hidden" in head or re.search(_THIN_COLUMN, head)):
        return
    wide: set[int] = set()
    for column in _COLUMNS.finditer(head):
        first, last = attribute(column[1], b"min"), attribute(column[1], b"max")
        if first.isdigit() and last.isdigit() and len(first + last) < 12:
            numbers = range(int(first) - 1, min(int(last), _LAST))
            wide.update(numbers)
            if _thin(column[1], b"width", THIN_COLUMN):
                yield from numbers
    yield from set(range(_LAST)) - wide if flat else ()
