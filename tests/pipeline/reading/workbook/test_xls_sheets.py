"""One damaged sheet of an old xls costs only itself: it is named, and the others are read."""

import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import xlwt

from pipeline.checking.engine import CheckedBook, State
from pipeline.run import check_book
from tests.books import Sheet
from tests.corpus.case import official
from validators.scheme.model import Scheme

_BEGIN, _SHEET, _CELL, _END = 0x809, 0x85, 0xFD, 0x0A


def _saved(*sheets: Sheet) -> bytearray:
    book = xlwt.Workbook()
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        for row, height in sheet.heights.items():
            page.row(row - 1).height_mismatch, page.row(row - 1).height = True, int(height * 20)
        for (row, column), value in sheet.cells.items():
            if value is not None:
                page.write(row - 1, column - 1, value)
    content = BytesIO()
    book.save(content)
    return bytearray(content.getvalue())


def _records(data: bytearray, kind: int) -> list[int]:
    """Where the records of a kind begin in an xls of xlwt, which writes them in one piece from byte 512 on."""
    places, at, last = [], 512, -1
    while at + 4 <= len(data):
        found, size = struct.unpack_from("<HH", data, at)
        if found == 0 and last == _END:
            break
        places += [at] if found == kind else []
        at, last = at + 4 + size, found
    return places


def _cell_without_end(data: bytearray) -> None:
    """A cell of the last sheet says that it is longer than the file."""
    struct.pack_into("<H", data, _records(data, _CELL)[-3] + 2, 0x7FFF)


def _cell_too_short(data: bytearray) -> None:
    struct.pack_into("<H", data, _records(data, _CELL)[-3] + 2, 1)


def _begins_beyond(data: bytearray) -> None:
    """The last sheet begins behind the end of the file."""
    struct.pack_into("<I", data, _records(data, _SHEET)[-1] + 4, len(data) + 5000)


def _begins_midway(data: bytearray) -> None:
    struct.pack_into("<I", data, _records(data, _SHEET)[-1] + 4, _records(data, _BEGIN)[-1] - 512 + 37)


def _begins_where_the_workbook_does(data: bytearray) -> None:
    struct.pack_into("<I", data, _records(data, _SHEET)[-1] + 4, 0)


def _begins_among_the_workbooks_records(data: bytearray) -> None:
    struct.pack_into("<I", data, _records(data, _SHEET)[-1] + 4, 20)


DAMAGES = [
    _cell_without_end,
    _cell_too_short,
    _begins_beyond,
    _begins_midway,
    _begins_where_the_workbook_does,
    _begins_among_the_workbooks_records,
]


def _checked(data: bytearray, folder: Path, scheme: Scheme) -> CheckedBook:
    path = folder / "示范一居.xls"
    path.write_bytes(data)
    return check_book(path, scheme)


def _aside(scheme: Scheme) -> Sheet:
    sheet = Sheet(scheme, None, name="附表")
    sheet.cells = {(row, 1): f"说明{row}" for row in range(1, 30)}
    return sheet


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_sheet_beside_the_table(
    damage: Callable[[bytearray], None], tmp_path: Path, baihe: Scheme
) -> None:
    data = _saved(official(baihe), _aside(baihe))
    damage(data)
    book = _checked(data, tmp_path, baihe)
    assert book.scorecard is not None
    assert (book.state, book.scorecard.total) == (State.ACCEPTED, 89)
    assert [(f.code, str(f.cell), f.found) for f in book.findings] == [("GCF021", "附表!A1", "“附表”")]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_table_is_damage(
    damage: Callable[[bytearray], None], tmp_path: Path, baihe: Scheme
) -> None:
    data = _saved(_aside(baihe), official(baihe))
    damage(data)
    book = _checked(data, tmp_path, baihe)
    assert (book.state, [f"{f.code} {f.cell}" for f in book.findings]) == (
        State.REJECTED,
        ["GCF005 任务分解表!A1"],
    )


def test_an_empty_sheet_is_no_damage(tmp_path: Path, baihe: Scheme) -> None:
    empty = Sheet(baihe, None, name="Sheet2")
    empty.cells = {}
    book = _checked(_saved(official(baihe), empty), tmp_path, baihe)
    assert (book.state, list(book.findings)) == (State.ACCEPTED, [])


@pytest.mark.parametrize(("height", "codes"), [(15, []), (0, ["GCT116 任务分解表!A8"])])
def test_a_row_of_no_height_is_not_seen(
    height: float, codes: list[str], tmp_path: Path, baihe: Scheme
) -> None:
    """Item 3 stands in row 8 at 良好; what is chosen there counts, and is asked back."""
    sheet = official(baihe)
    sheet.heights = {8: height}
    book = _checked(_saved(sheet), tmp_path, baihe)
    assert book.scorecard
    assert book.scorecard.mark(3).points == 4
    assert [f"{f.code} {f.cell}" for f in book.findings if f.code == "GCT116"] == codes
