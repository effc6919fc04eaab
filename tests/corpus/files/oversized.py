"""Workbooks that would take more memory or time than a table needs, by chance or on purpose."""

import io
import os
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from tests.corpus.files.bending import (
    BAD,
    ENTITY,
    MAIN,
    SHEET,
    STRINGS,
    Build,
    Case,
    bent,
    edited,
    with_cells,
    with_parts,
    xls,
)
from validators.scheme.model import Scheme

_EXTERNAL = b'SYSTEM "file:///etc/passwd"'
_BIG_ROWS = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(40, 100_140))


def overlapping(data: bytes) -> bytes:
    """Every entry of the directory points at the largest part, as in the quine bombs."""
    infos = zipfile.ZipFile(io.BytesIO(data)).infolist()
    largest = max(infos, key=lambda info: info.compress_size)
    changed = bytearray(data)
    place = data.index(b"PK\x01\x02")
    for _ in infos:
        struct.pack_into("<I", changed, place + 20, largest.compress_size)
        struct.pack_into("<I", changed, place + 42, largest.header_offset)
        name, extra, note = struct.unpack_from("<HHH", changed, place + 28)
        place += 46 + name + extra + note
    return bytes(changed)


def declared_small(data: bytes) -> bytes:
    """The directory says that nothing inflates to more than a byte."""
    changed, place = bytearray(data), 0
    while (place := changed.find(b"PK\x01\x02", place)) >= 0:
        struct.pack_into("<I", changed, place + 24, 1)
        place += 46
    return bytes(changed)


def _bomb(parts: dict[str, bytes]) -> None:
    parts[STRINGS] = b"<sst>" + b" " * (200 << 20) + b"</sst>"


def _lying_bomb(folder: Path, scheme: Scheme) -> None:
    with_parts(_bomb)(folder, scheme)
    path = folder / "a.xlsx"
    path.write_bytes(declared_small(path.read_bytes()))


def _long_text_often(parts: dict[str, bytes]) -> None:
    """A text of a million characters in fifty thousand cells: 50 GB."""
    parts[STRINGS] = f'<sst xmlns="{MAIN}"><si><t>{"a" * 1_000_000}</t></si></sst>'.encode()
    cells = "".join(
        f'<c r="{c}{r}" t="s"><v>0</v></c>' for r in range(1, 900) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    )
    rows = f'<row r="1">{cells}</row><row r="2">{cells}</row>'
    parts[SHEET] = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def _many_sheets(count: int, far: bool) -> Build:
    def build(folder: Path, _: Scheme) -> None:
        with xlsxwriter.Workbook(folder / "a.xlsx") as workbook:
            for number in range(count):
                sheet = workbook.add_worksheet(f"第{number}张")
                sheet.write(998 if far else 0, 701 if far else 0, number)

    return build


def _touched(path: Path) -> Path:
    path.touch()
    return path


def cases() -> Iterator[Case]:
    """Each is refused before it is unpacked."""
    for name, build in (
        ("bomb", with_parts(_bomb)),
        ("bomb that says it is small", _lying_bomb),
        ("far cell", with_cells('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        ("far row without end", with_cells('<row r="4294967295"><c><v>1</v></c></row>')),
        ("far cell, other quotes", with_cells("<row r='1048576'><c\tr = 'XFD1048576'><v>1</v></c></row>")),
        (
            "far cell, other prefix",
            with_cells('<q:row xmlns:q="x" r="9"><q:c r="xfd1048576"><v>1</v></q:c></q:row>'),
        ),
        ("far column", with_cells('<row r="9"><c r="ZZZZ9"><v>1</v></c></row>')),
        ("too many rows", with_cells(_BIG_ROWS)),
        ("long text in many cells", with_parts(_long_text_often)),
        ("101 sheets", _many_sheets(101, far=False)),
        ("20 wide sheets", _many_sheets(20, far=True)),
        (
            "6000 parts",
            with_parts(
                lambda parts: parts.update({f"xl/x/{n}.xml": os.urandom(300) for n in range(6000)}),
                zipfile.ZIP_STORED,
            ),
        ),
    ):
        yield Case(name, build, {"a.xlsx": f"{BAD} GCF006"})
    yield Case(
        "xls of many full-size sheets", lambda f, s: xls(f, s, far=True), {"示范一居.xls": f"{BAD} GCF006"}
    )
    yield Case(
        "64 MB and a byte",
        lambda f, _: os.truncate(_touched(f / "a.xlsx"), (64 << 20) + 1),
        {"a.xlsx": f"{BAD} GCF006"},
    )
    # hostile
    for name, build in (
        ("entity in the sheet", edited(SHEET, b"?>", ENTITY % b'"a"')),
        ("entity in the texts", edited(STRINGS, b"?>", ENTITY % b'"a"')),
        ("external entity", edited("xl/workbook.xml", b"?>", ENTITY % _EXTERNAL)),
        ("entity behind a comment", edited(SHEET, b"?>", b"?><!-- <a> -->" + (ENTITY % b'"a"')[2:])),
        (
            "entity in utf-16",
            with_parts(
                lambda parts: parts.update(
                    {SHEET: parts[SHEET].replace(b"?>", ENTITY % b'"a"').decode().encode("utf-16")}
                )
            ),
        ),
        ("overlapping parts", bent(overlapping)),
    ):
        yield Case(name, build, {"a.xlsx": f"{BAD} GCF007"})
