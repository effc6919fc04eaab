"""The records of an xlsb, written by hand after [MS-XLSB]."""

import struct

import pytest

from pipeline.reading.containers.xlsb_records import TooManyRecordsError, records, whole_cells

ROW, MANY = b"\x00\x00", range(1000)
STYLE = b"\x05\x00\x00\x00"
THREE = struct.pack("<I", 3)
TEXT = struct.pack("<I", 2) + "良好".encode("utf-16-le")


def record(kind: int, content: bytes) -> bytes:
    """A record of fewer than 128 bytes."""
    return bytes([kind, len(content)]) + content


def cell(kind: int, column: int, value: bytes = b"") -> bytes:
    return record(kind, struct.pack("<I", column) + STYLE + value)


def short(kind: int, value: bytes = b"") -> bytes:
    return record(kind, STYLE + value)


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        # what stands there, what it means
        (b"", b""),
        (ROW + cell(2, 4, THREE), ROW + cell(2, 4, THREE)),
        (ROW + cell(1, 4) + short(12) + short(12), ROW + cell(1, 4) + cell(1, 5) + cell(1, 6)),
        (ROW + cell(6, 0, TEXT) + short(13, THREE), ROW + cell(6, 0, TEXT) + cell(2, 1, THREE)),
        (ROW + cell(7, 0, THREE) + short(14, b"\x2a"), ROW + cell(7, 0, THREE) + cell(3, 1, b"\x2a")),
        (ROW + cell(9, 2, bytes(8)) + short(15, b"\1"), ROW + cell(9, 2, bytes(8)) + cell(4, 3, b"\1")),
        (ROW + cell(1, 2) + short(16, bytes(8)), ROW + cell(1, 2) + cell(5, 3, bytes(8))),
        (ROW + cell(1, 2) + short(17, TEXT), ROW + cell(1, 2) + cell(6, 3, TEXT)),
        (ROW + cell(1, 2) + short(18, THREE), ROW + cell(1, 2) + cell(7, 3, THREE)),
        (ROW + short(13, THREE), ROW + cell(2, 0, THREE)),
        (ROW + cell(1, 8) + ROW + short(13, THREE), ROW + cell(1, 8) + ROW + cell(2, 0, THREE)),
        (ROW + cell(62, 1, b"\1" + TEXT + b"runs"), ROW + cell(6, 1, TEXT + b"runs")),
        (ROW + cell(11, 1, b"\x17formula"), ROW + cell(3, 1, b"\x17formula")),
        # what is cut or no cell stays as it is
        (ROW + short(13, THREE)[:-1], ROW + short(13, THREE)[:-1]),
        (ROW + cell(1, 2) + short(12) + b"\x02", ROW + cell(1, 2) + cell(1, 3) + b"\x02"),
        (ROW + cell(1, 2) + b"\x8c\x01\x00" + short(12), ROW + cell(1, 2) + b"\x8c\x01\x00" + cell(1, 3)),
    ],
)
def test_every_cell_gets_its_column(written: bytes, whole: bytes) -> None:
    assert whole_cells(written, iter(MANY)) == whole


def test_long_contents_have_long_lengths() -> None:
    text = struct.pack("<I", 300) + "良".encode("utf-16-le") * 300
    long = bytes([17, 0xE0, 0x04]) + STYLE + text  # 608 = 4 * 128 + 96
    whole = bytes([6, 0xE4, 0x04]) + bytes(4) + STYLE + text
    assert len(STYLE + text) == 608
    assert whole_cells(ROW + long, iter(MANY)) == ROW + whole


def test_a_part_with_nothing_to_mend_is_not_copied() -> None:
    part = ROW + cell(2, 4, THREE)
    assert whole_cells(part, iter(MANY)) is part


def test_records_are_looked_at_within_bounds() -> None:
    left = iter(MANY)
    assert len(list(records(ROW * 600, left))) == 600
    with pytest.raises(TooManyRecordsError):
        whole_cells(ROW * 600, left)
