"""What is unseen of a sheet of an xls (and WPS's et): xlrd knows its rows, columns, fonts and errors."""

from functools import partial
from io import StringIO
from typing import Any

import xlrd

from pipeline.reading.unseen import Unseen, picked

_LOOKED_AT = 8 << 20
"""Bytes of a file up to which it is looked at again."""


def unseen(data: bytes, sheet: str) -> Unseen:
    """What is unseen of one sheet."""
    if len(data) > _LOOKED_AT:
        return Unseen()
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=StringIO()
        )
        return _unseen(book, book.sheet_by_name(sheet))
    except Exception:  # calamine has read it; what xlrd gives up over does not matter here
        return Unseen()


def _unseen(book: Any, page: Any) -> Unseen:
    places = [(row, column) for row in range(page.nrows) for column in range(page.row_len(row))]
    filled = [
        place for place in places if page.cell_type(*place) not in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}
    ]
    fonts = {place: book.xf_list[page.cell_xf_index(*place)].font_index for place in filled}
    errors = {
        place: xlrd.error_text_from_code.get(page.cell_value(*place), "")
        for place in filled
        if page.cell_type(*place) == xlrd.XL_CELL_ERROR
    }
    texts = {place: {font for _, font in runs} for place, runs in page.rich_text_runlist_map.items()}
    struck = {number for number, font in enumerate(book.font_list) if font.struck_out}
    return Unseen(
        hidden_rows=frozenset(row for row, info in page.rowinfo_map.items() if info.hidden or _flat(info)),
        hidden_columns=frozenset(
            column for column, info in page.colinfo_map.items() if info.hidden or not info.width
        ),
        struck=frozenset(place for place, font in fonts.items() if {font, *texts.get(place, ())} & struck),
        without_value=partial(picked, errors),
    )


def _flat(row: Any) -> bool:
    return not row.height and not row.has_default_height
