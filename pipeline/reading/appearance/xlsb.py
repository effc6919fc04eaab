"""What is unseen of a sheet of an xlsb: its records tell of hidden rows and columns, and of merged cells.

pyxlsb was tried: of rows it gives the cells, of columns the width, of merged cells and of what is hidden nothing.
Source: [MS-XLSB] 2.4.313 to 2.4.741, by the records' names.
"""

import struct
from collections.abc import Iterator
from functools import partial

from xlrd import error_text_from_code

from pipeline.reading.appearance import Unseen, picked
from pipeline.reading.appearance.xlsx.drawings import drawn_over
from pipeline.reading.containers import limits
from pipeline.reading.containers.grid import Area, Place
from pipeline.reading.containers.package import Package
from pipeline.reading.containers.xlsb_records import TooManyRecordsError, records, whole_cells

_ROW, _COLUMNS, _MERGED, _ERROR = 0, 60, 176, 3
"""BrtRowHdr, BrtColInfo, BrtMergeCell, BrtCellError."""
_ROW_FLAGS, _ROW_HIDDEN, _COLUMN_HIDDEN = 11, 0x10, 0x01
_TWIPS, _PARTS = 100, 512
"""Twentieths of a point, and parts of 256 of a letter, below which nothing can be read in a row or column."""


def unseen(package: Package, sheet: str) -> Unseen:
    """What is unseen of one sheet; of its fonts and number formats nothing."""
    row = 0
    rows: set[int] = set()
    columns: set[int] = set()
    merged: list[Area] = []
    errors: dict[Place, str] = {}
    part = package.outline.parts.get(sheet, "")
    for kind, content in _cells(package.read(part)):
        if kind == _ROW and len(content) > _ROW_FLAGS:
            row = int.from_bytes(content[:4], "little")
            height = int.from_bytes(content[8:10], "little")
            if content[_ROW_FLAGS] & _ROW_HIDDEN or 0 < height < _TWIPS:
                rows.add(row)
        elif kind == _COLUMNS and len(content) >= 18:
            first, last, width, _, flags = struct.unpack_from("<4IH", content)
            if flags & _COLUMN_HIDDEN or width < _PARTS:
                columns.update(range(first, min(last + 1, limits.COLUMNS)))
        elif kind == _MERGED and len(content) >= 16:
            top, bottom, left, right = struct.unpack_from("<4I", content)
            merged.append(((top, left), (bottom, right)))
        elif kind == _ERROR and len(content) >= 9:
            errors[row, int.from_bytes(content[:4], "little")] = error_text_from_code.get(content[8], "")
    return Unseen(
        frozenset(rows),
        frozenset(columns),
        drawn=drawn_over(package, part),
        merged=tuple(merged),
        without_value=partial(picked, errors),
    )


def _cells(part: bytes) -> Iterator[tuple[int, bytes]]:
    return _contents(whole_cells(part, iter(range(limits.CELLS))))


def _contents(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Type and content of the records, as many as are looked at."""
    try:
        for kind, _, body, end in records(part, iter(range(limits.CELLS))):
            yield kind, part[body:end]
    except TooManyRecordsError:
        return
