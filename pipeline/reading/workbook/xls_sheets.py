"""The sheets of an xls apart: calamine reads all or none, so that a damaged one is made an empty one.

xlrd reads the others one by one, and was not taken: two readers of one format would have to agree about every cell.
Run by file name too, so that it needs nothing of ours. Source: [MS-XLS] 2.4.28 (BoundSheet8), 2.1.4 (records), 2.4.21 (BOF).
"""

import struct
from collections.abc import Collection, Iterator
from io import BytesIO

from pyopenvba.cfb import CFB
from python_calamine import CalamineError, CalamineWorkbook

_SHEET, _END = 0x85, 0x0A
_BEGINNINGS, _OF_WORKBOOK = frozenset({0x809, 0x409, 0x209, 0x009}), 5
"""The records with which a sheet begins, in all versions, and what they say where the workbook itself begins."""


def unreadable_sheets(data: bytes) -> dict[int, str]:
    """The sheets that calamine gives up over, each tried alone, by their places; none where that is not the reason."""
    places = [number for number, _ in enumerate(_offsets(_stream(data)))]
    names = CalamineWorkbook.from_filelike(BytesIO(without_sheets(data, places))).sheet_names
    return {
        place: names[place]
        for place in places
        if not _opens(without_sheets(data, [other for other in places if other != place]))
    }


def misplaced_sheets(data: bytes) -> list[int]:
    """The sheets that are said to begin where none begins, by their places: calamine takes those for empty."""
    stream = _stream(data)
    starts = (struct.unpack_from("<I", stream, at + 4)[0] for at, _ in _offsets(stream))
    return [place for place, start in enumerate(starts) if not _begins_sheet(stream, start)]


def _begins_sheet(stream: bytes, start: int) -> bool:
    if start + 8 > len(stream):
        return False
    kind, _, _, of = struct.unpack_from("<4H", stream, start)
    return kind in _BEGINNINGS and of != _OF_WORKBOOK


def without_sheets(data: bytes, places: Collection[int]) -> bytes:
    """The workbook with some sheets empty: they begin where the records of the workbook end."""
    stream = _stream(data)
    end = next(at for at, kind, _ in _records(stream) if kind == _END)
    for place, (at, size) in enumerate(_offsets(stream)):
        if place in places:
            record = stream[at : at + size]
            if data.count(record) != 1:
                raise ValueError("a record that cannot be found again")
            data = data.replace(record, record[:4] + struct.pack("<I", end) + record[8:])
    return data


def _opens(data: bytes) -> bool:
    try:
        CalamineWorkbook.from_filelike(BytesIO(data))
    except BaseException as error:
        if isinstance(error, CalamineError) or type(error).__name__ == "PanicException":
            return False
        raise
    return True


def _stream(data: bytes) -> bytes:
    file = CFB.from_bytes(data)
    names = [name for name in file.list_streams_at(()) if name.lower() in {"workbook", "book"}]
    stream: bytes = file.get_stream_at((), names[0])
    return stream


def _offsets(stream: bytes) -> Iterator[tuple[int, int]]:
    """The records that name a sheet: where each begins, and its size."""
    return ((at, size) for at, kind, size in _records(stream) if kind == _SHEET)


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """The records that concern the whole workbook: where each begins, its type, its size with its head."""
    at, kind = 0, -1
    while at + 4 <= len(stream) and kind != _END:
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, size + 4
        at += size + 4
