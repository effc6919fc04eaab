"""The rows and columns of an xlsx sheet that are hidden, or too thin for anything in them to be read."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pipeline.reading.appearance.xlsx.elements import elements

_THIN_ROW, _THIN_COLUMN = rb" ht=[\"'][0-4][.\"']", rb" width=[\"'][01][.\"']"
"""What stands where a row or a column is too thin to be seen."""

_FLAT = rb"zeroHeight|default(?:RowHeight|ColWidth)\s*=\s*[\"'][0-4][.\"']"
"""What stands where all rows or columns are so, but for those that say otherwise."""

_OF_ITS_OWN = ("ht", "dyDescent")
"""What Excel writes of a row that it shows although all others have no height."""

THIN_ROW, THIN_COLUMN = 5.0, 2.0
"""Points of height, and letters of width with the cell's margins, below which nothing can be read."""

_TRUE, _NOTHING = {"1", "true"}, Element("none")
_LAST = 16384


def _thin(element: Element, size: str, least: float) -> bool:
    """Whether a row or column is hidden, or too thin to be seen."""
    if element.get("hidden") in _TRUE:
        return True
    try:
        return float(element.get(size) or least) < least
    except ValueError:
        return False


def _default(head: bytes) -> Element:
    """What a sheet says of the rows and columns that say nothing of themselves, where that may hide them."""
    return next(elements(head if re.search(_FLAT, head) else b"", "sheetFormatPr"), _NOTHING)


def hidden_rows_of(part: bytes, head: bytes) -> Iterator[int]:
    """The rows that are hidden or too thin, all those without a height of their own where the sheet's is none."""
    default = _default(head)
    flat = default.get("zeroHeight") in _TRUE or _thin(default, "defaultRowHeight", THIN_ROW)
    if not (flat or b"hidden" in part or re.search(_THIN_ROW, part)):
        return
    number = 0
    for row in elements(part, "row"):
        own = row.get("r", "")
        number = int(own) if own.isdigit() and len(own) < 8 else number + 1
        if _thin(row, "ht", THIN_ROW) or (
            flat and not any(name.endswith(_OF_ITS_OWN) for name in row.attrib)
        ):
            yield number - 1


def hidden_columns_of(head: bytes) -> Iterator[int]:
    """The columns that are hidden or too narrow, all those not named where the sheet's width is none."""
    flat = _thin(_default(head), "defaultColWidth", THIN_COLUMN)
    if not (flat or b"hidden" in head or re.search(_THIN_COLUMN, head)):
        return
    wide: set[int] = set()
    for column in elements(head, "col"):
        first, last = column.get("min", ""), column.get("max", "")
        if first.isdigit() and last.isdigit() and len(first + last) < 12:
            numbers = range(int(first) - 1, min(int(last), _LAST))
            wide.update(numbers)
            if _thin(column, "width", THIN_COLUMN):
                yield from numbers
    yield from set(range(_LAST)) - wide if flat else ()
