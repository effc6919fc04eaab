"""A file and what it must end in, and the clean workbook that most of them are bent from."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import xlwt

from tests.books import Sheet, write_book
from tests.grafting.archives import packed, parts_of
from validators.scheme.model import Scheme

Build = Callable[[Path, Scheme], object]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
ENTITY = b"?>\n<!DOCTYPE x [<!ENTITY e %s>]>"
OK, BAD = "accepted", "rejected"


class Case(NamedTuple):
    """What is put into an empty folder, and per file found ``state codes...``."""

    name: str
    build: Build
    expected: dict[str, str]


def clean(folder: Path, scheme: Scheme, name: str = "示范一居.xlsx") -> Path:
    """A complete workbook with nothing to say about."""
    sheet = Sheet(scheme, "示范一居", "tiered").dated(date(2021, 10, 9))
    return write_book(folder / name, sheet.choose({item.no: scheme.tiers[0].name for item in scheme.items}))


def of_bytes(data: bytes, name: str = "a.xlsx") -> Build:
    return lambda folder, _: (folder / name).write_bytes(data)


def bent(bend: Callable[[bytes], bytes], name: str = "a.xlsx") -> Build:
    """A clean workbook whose bytes are bent."""

    def build(folder: Path, scheme: Scheme) -> None:
        path = clean(folder, scheme)
        path.write_bytes(bend(path.read_bytes()))
        path.rename(folder / name)

    return build


def with_parts(change: Callable[[dict[str, bytes]], object], method: int = zipfile.ZIP_DEFLATED) -> Build:
    """A clean workbook whose parts are changed in place."""

    def bend(data: bytes) -> bytes:
        parts = parts_of(data)
        change(parts)
        return packed(parts, method)

    return bent(bend)


def edited(name: str, old: bytes, new: bytes) -> Build:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)

    return with_parts(change)


def with_cells(xml: str) -> Build:
    """Further rows at the end of the sheet."""
    return edited(SHEET, b"</sheetData>", xml.encode() + b"</sheetData>")


def xls(
    folder: Path, scheme: Scheme, name: str = "示范一居.xls", far: bool = False, macros: bool = False
) -> None:
    """The clean workbook as Excel 97 wrote it, every value in its place."""
    sheet = Sheet(scheme, "示范一居", "tiered").dated(date(2021, 10, 9))
    sheet.choose({item.no: scheme.tiers[0].name for item in scheme.items})
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(sheet.name)
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for (row, column), value in sheet.cells.items():
        if value is not None:
            page.write(row - 1, column - 1, value, *([day] if isinstance(value, date) else []))
    for number in range(60 if far else 0):
        other = book.add_sheet(f"第{number}张")
        other.write(0, 0, 1)
        other.write(65_535, 255, 1)
    book.save(folder / name)
    if macros:
        with (folder / name).open("ab") as file:
            file.write("_VBA_PROJECT_CUR".encode("utf-16-le"))
