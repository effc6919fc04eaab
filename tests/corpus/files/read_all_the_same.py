"""Every format, macros and links, and XML as no program writes it: read all the same."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.books import Sheet, write_book
from tests.corpus.files.bending import (
    BAD,
    OK,
    SHEET,
    STRINGS,
    Build,
    Case,
    bent,
    clean,
    edited,
    of_bytes,
    with_cells,
    with_parts,
    xls,
)
from tests.grafting.archives import packed, parts_of
from tests.grafting.bends import BENDS
from validators.scheme.model import Scheme

_BY_ANY_NAME = ("一.xlsx.txt", "一.json", "一.log", "一.md", "一.tmp", "一")


def _added(**parts: bytes) -> Build:
    return with_parts(lambda all_parts: all_parts.update(parts))


def _counted(count: str) -> Build:
    """The shared texts said to be so many."""
    said = f'a=">" uniqueCount="{count}"'.encode()

    def change(parts: dict[str, bytes]) -> None:
        parts[STRINGS], times = re.subn(rb'count="\d+" uniqueCount="\d+"', said, parts[STRINGS])
        assert times == 1

    return with_parts(change)


def _backslashed(parts: dict[str, bytes]) -> None:
    named = {name.replace("/", "\\"): data for name, data in parts.items()}
    parts.clear()
    parts.update(named)


def _two_sheets(folder: Path, scheme: Scheme, cut: int) -> None:
    """The table, and a sheet 底稿; the part of one of them is cut."""
    sheet = Sheet(scheme, "示范一居", "tiered").choose(
        {item.no: scheme.tiers[0].name for item in scheme.items}
    )
    sheet.dated(date(2021, 10, 20))
    other = Sheet(scheme, None, name="底稿")
    other.cells, other.merges = {(1, 1): "底稿"}, []
    path = write_book(folder / "a.xlsx", sheet, other)
    parts = parts_of(path.read_bytes())
    part = f"xl/worksheets/sheet{cut}.xml"
    path.write_bytes(packed(parts | {part: parts[part][: parts[part].index(b"</v>")]}))


def _called(*names: str) -> Build:
    def build(folder: Path, scheme: Scheme) -> None:
        for name in names:
            clean(folder, scheme, name)

    return build


def cases() -> Iterator[Case]:
    """All of them are read, but for two that cannot be."""
    yield Case("xls", xls, {"示范一居.xls": OK})
    yield Case("et", lambda f, s: xls(f, s, "示范一居.et"), {"示范一居.et": OK})
    yield Case("xls called xlsx", lambda f, s: xls(f, s, "示范一居.xlsx"), {"示范一居.xlsx": f"{OK} GCF012"})
    yield Case("xlsx called xls", bent(lambda data: data, "a.xls"), {"a.xls": f"{OK} GCF012"})
    yield Case(
        "a workbook called as a note is",
        _called(*_BY_ANY_NAME),
        dict.fromkeys(_BY_ANY_NAME, "duplicate GCR503") | {"一": f"{OK} GCF012"},
    )
    yield Case("one of two sheets cut", lambda f, s: _two_sheets(f, s, 2), {"a.xlsx": f"{OK} GCF021"})
    yield Case("the table's sheet cut", lambda f, s: _two_sheets(f, s, 1), {"a.xlsx": f"{BAD} GCF005"})
    for name, codes in (
        ("empty relation", " GCF022"),
        ("Excel 4 macro sheet", " GCF013"),
        ("dialog sheet", ""),
        ("chart sheet", ""),
        ("part of a sheet missing", " GCF021"),
    ):
        yield Case(name, with_parts(BENDS[name]), {"a.xlsx": f"{OK}{codes}"})
    yield Case("xlsx without ending", bent(lambda data: data, "示范一居"), {"示范一居": f"{OK} GCF012"})
    yield Case("xls with macros", lambda f, s: xls(f, s, macros=True), {"示范一居.xls": f"{OK} GCF013"})
    yield Case(
        "macros that cannot be read",
        _added(**{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(600)}),
        {"a.xlsx": f"{OK} GCF013"},
    )
    yield Case(
        "data connection", _added(**{"xl/connections.xml": b"<connections/>"}), {"a.xlsx": f"{OK} GCF014"}
    )
    yield Case("control", _added(**{"xl/activeX/activeX1.bin": b"1"}), {"a.xlsx": f"{OK} GCF016"})
    yield Case(
        "sheet in utf-16",
        with_parts(lambda parts: parts.update({SHEET: parts[SHEET].decode().encode("utf-16")})),
        {"a.xlsx": OK},
    )
    for cell, value, outcome in (
        (b"A6", b"1", f"{OK} GCT112"),
        (b"D6", b"6", "with_errors GCT106"),
        (b"G6", b"6", "with_errors GCT106"),
        (b"J6", b"4", "with_errors GCS205"),
    ):
        for no_number in (b"NaN", b"1e999"):  # found by fuzzing: XML may say that of a number
            start = b'<c r="%s" s="1"><v>' % cell
            build = edited(SHEET, start + value, start + no_number)
            yield Case(f"{no_number.decode()} in {cell.decode()}", build, {"a.xlsx": outcome})
    yield Case(
        "more binary records than cells",
        of_bytes(packed({"xl/workbook.bin": b"", "xl/worksheets/sheet1.bin": b"\0\0" * 2_000_001}), "a.xlsb"),
        {"a.xlsb": f"{BAD} GCF006"},
    )
    for count in ("4294967295", "99999999999999999999", "&#52;294967295", "-1"):  # the first found by fuzzing
        yield Case(f"{count} shared texts", _counted(count), {"a.xlsx": OK})
    for place in ("XFA7:XFD8", "A1048570:B1048576"):  # the first found by fuzzing
        merge = f'<mergeCell ref="{place}"/></mergeCells>'.encode()
        yield Case(f"merged at {place}", edited(SHEET, b"</mergeCells>", merge), {"a.xlsx": OK})
    for name, number in (
        ("as it stands", b"<![CDATA[4]]>"), ("by its code", b"&#52;"), ("with a comment in it", b"<!-- 5 -->4"),
        ("behind an instruction", b"<?x 5?>4"),
    ):  # fmt: skip
        build = edited(SHEET, b'<c r="J6" s="1"><v>4', b'<c r="J6" s="1"><v>' + number)
        yield Case(f"a number written {name}", build, {"a.xlsx": OK})
    for error in ("#SPILL!", "#CALC!", "#GETTING_DATA"):  # of Excel 365; calamine knows none of them
        row = f'<row r="60"><c r="A60" t="e"><f>A1#</f><v>{error}</v></c></row>'
        yield Case(f"{error} beside the table", with_cells(row), {"a.xlsx": OK})
    yield Case("folders parted by backslashes", with_parts(_backslashed), {"a.xlsx": OK})
    yield Case("stored, not deflated", with_parts(lambda _: None, zipfile.ZIP_STORED), {"a.xlsx": OK})
    yield Case(
        "formatted far away", with_cells('<row r="1048576"><c r="XFD1048576" s="0"/></row>'), {"a.xlsx": OK}
    )
