"""Broken and hostile files, and good ones in every container: each with the state and the codes it must end in."""

import io
import os
import re
import socket
import struct
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from tests.books import Sheet, write_book
from tests.grafting.bends import BENDS
from tests.grafting.old_formats import encrypted
from validators.scheme.model import Scheme

Build = Callable[[Path, Scheme], object]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET1, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


class Case(NamedTuple):
    """What is put into an empty folder, and per file found ``state codes...``; ``only`` names a need of the machine."""

    name: str
    build: Build
    expected: dict[str, str]


def clean(folder: Path, scheme: Scheme, name: str = "示范一居.xlsx") -> Path:
    """A complete workbook with nothing to say about."""
    sheet = Sheet(scheme, "示范一居", "tiered").dated(date(2021, 10, 9))
    return write_book(folder / name, sheet.choose({item.no: scheme.tiers[0].name for item in scheme.items}))


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def _bytes(data: bytes, name: str = "a.xlsx") -> Build:
    return lambda folder, _: (folder / name).write_bytes(data)


def _bent(bend: Callable[[bytes], bytes], name: str = "a.xlsx") -> Build:
    """A clean workbook whose bytes are bent."""

    def build(folder: Path, scheme: Scheme) -> None:
        path = clean(folder, scheme)
        path.write_bytes(bend(path.read_bytes()))
        path.rename(folder / name)

    return build


def _parts(change: Callable[[dict[str, bytes]], object], method: int = zipfile.ZIP_DEFLATED) -> Build:
    """A clean workbook whose parts are changed in place."""

    def bend(data: bytes) -> bytes:
        parts = parts_of(data)
        change(parts)
        return zipped(parts, method)

    return _bent(bend)


def _edited(name: str, old: bytes, new: bytes) -> Build:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)

    return _parts(change)


def _added(**parts: bytes) -> Build:
    return _parts(lambda all_parts: all_parts.update(parts))


def _cells(xml: str) -> Build:
    """Further rows at the end of the sheet."""
    return _edited(_SHEET1, b"</sheetData>", xml.encode() + b"</sheetData>")


def _archive(*members: tuple[str, bytes | None], bend: Callable[[bytes], bytes] = bytes) -> Build:
    """An archive, its bytes bent afterwards; a member of None is a clean workbook."""

    def pack(workbook: bytes) -> bytes:
        parts = {name: workbook if content is None else content for name, content in members}
        return bend(zipped(parts, zipfile.ZIP_STORED))

    return _bent(pack, "报送.zip")


def _archive_of(data: bytes) -> Build:
    return _bytes(data, "报送.zip")


def _packed_on_windows(workbook: bytes) -> bytes:
    """Names in GBK without a word about it, as Chinese Windows packs them."""
    name = "示范一居.xlsx".encode("gbk")
    stand_in = "x" * len(name)
    return zipped({stand_in: workbook}, zipfile.ZIP_STORED).replace(stand_in.encode(), name)


def _link_in_archive(folder: Path, _: Scheme) -> None:
    info = zipfile.ZipInfo("a.xlsx")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(folder / "报送.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")


def _sealed(data: bytes) -> bytes:
    """The first member is said to be encrypted."""
    bent = bytearray(data)
    bent[data.index(b"PK\x03\x04") + 6] |= 1
    bent[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(bent)


def _bent_lzma(workbook: bytes) -> bytes:
    """A member packed in a way that hardly anybody uses, and damaged."""
    bent = bytearray(zipped({"a.xlsx": workbook}, zipfile.ZIP_LZMA))
    bent[200:260] = bytes(60)
    return bytes(bent)


def _overlapping(data: bytes) -> bytes:
    """Every entry of the directory points at the largest part, as in the quine bombs."""
    infos = zipfile.ZipFile(io.BytesIO(data)).infolist()
    largest = max(infos, key=lambda info: info.compress_size)
    bent = bytearray(data)
    place = data.index(b"PK\x01\x02")
    for _ in infos:
        struct.pack_into("<I", bent, place + 20, largest.compress_size)
        struct.pack_into("<I", bent, place + 42, largest.header_offset)
        name, extra, note = struct.unpack_from("<HHH", bent, place + 28)
        place += 46 + name + extra + note
    return bytes(bent)


def _declared_small(data: bytes) -> bytes:
    """The directory says that nothing inflates to more than a byte."""
    bent, place = bytearray(data), 0
    while (place := bent.find(b"PK\x01\x02", place)) >= 0:
        struct.pack_into("<I", bent, place + 24, 1)
        place += 46
    return bytes(bent)


def _bomb(parts: dict[str, bytes]) -> None:
    parts[_STRINGS] = b"<sst>" + b" " * (200 << 20) + b"</sst>"


def _lying_bomb(folder: Path, scheme: Scheme) -> None:
    _parts(_bomb)(folder, scheme)
    path = folder / "a.xlsx"
    path.write_bytes(_declared_small(path.read_bytes()))


def _long_text_often(parts: dict[str, bytes]) -> None:
    """A text of a million characters in fifty thousand cells: 50 GB."""
    parts[_STRINGS] = f'<sst xmlns="{_MAIN}"><si><t>{"a" * 1_000_000}</t></si></sst>'.encode()
    cells = "".join(
        f'<c r="{c}{r}" t="s"><v>0</v></c>' for r in range(1, 900) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    )
    rows = f'<row r="1">{cells}</row><row r="2">{cells}</row>'
    parts[_SHEET1] = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def _counted(count: str) -> Build:
    """The shared texts said to be so many."""
    said = f'a=">" uniqueCount="{count}"'.encode()

    def change(parts: dict[str, bytes]) -> None:
        parts[_STRINGS], times = re.subn(rb'count="\d+" uniqueCount="\d+"', said, parts[_STRINGS])
        assert times == 1

    return _parts(change)


def _backslashed(parts: dict[str, bytes]) -> None:
    named = {name.replace("/", "\\"): data for name, data in parts.items()}
    parts.clear()
    parts.update(named)


def _many_sheets(count: int, far: bool) -> Build:
    def build(folder: Path, _: Scheme) -> None:
        with xlsxwriter.Workbook(folder / "a.xlsx") as workbook:
            for number in range(count):
                sheet = workbook.add_worksheet(f"第{number}张")
                sheet.write(998 if far else 0, 701 if far else 0, number)

    return build


def _xls(
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


def _touched(path: Path) -> Path:
    path.touch()
    return path


def _fifo(folder: Path, _: Scheme) -> None:
    os.mkfifo(folder / "a.xlsx")


def _socket(folder: Path, _: Scheme) -> None:
    here = Path.cwd()
    os.chdir(folder)  # a socket's path may have 107 bytes
    try:
        with socket.socket(socket.AF_UNIX) as door:
            door.bind("a.xlsx")
    finally:
        os.chdir(here)


def _links(folder: Path, scheme: Scheme) -> None:
    outside = folder.parent / f"{folder.name}-outside"
    outside.mkdir()
    clean(outside, scheme)
    (folder / "文件链接.xlsx").symlink_to(outside / "示范一居.xlsx")
    (folder / "文件夹链接").symlink_to(outside)
    (folder / "断链.xlsx").symlink_to("nowhere")
    (folder / "自己").symlink_to("自己")
    (folder / "上级").symlink_to("..")


def _undecodable(folder: Path, scheme: Scheme) -> None:
    path = clean(folder, scheme)
    os.rename(  # noqa: PTH104 - a name of bytes
        os.fsencode(path), os.fsencode(folder) + b"/" + "示范一居.xlsx".encode("gbk")
    )
    os.rename(os.fsencode(clean(folder, scheme, "b.xlsx")), os.fsencode(folder) + b"/\xff\xfe.xlsx")  # noqa: PTH104


def _scripts(folder: Path, scheme: Scheme) -> None:
    for name in _IN_ANY_SCRIPT:
        clean(folder, scheme, name)


def _leftovers(folder: Path, scheme: Scheme) -> None:
    clean(folder / "一" / "二" / "三", scheme)
    for name in _NO_SUBMISSIONS:
        (folder / name).write_bytes(b"x")


def _sealed_ods(mimetype: bytes, **parts: bytes) -> bytes:
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    return zipped({"mimetype": mimetype, "META-INF/manifest.xml": manifest, **parts})


def _sealed_xls(password: str) -> Build:
    def build(folder: Path, scheme: Scheme) -> None:
        _xls(folder, scheme, "a.xls")
        (folder / "a.xls").write_bytes(encrypted((folder / "a.xls").read_bytes(), password))

    return build


def _sealed_xlsx(password: str, spins: int | None = None) -> Build:
    """Encrypted as Excel does it; ``spins`` are said in place of the number of its rounds."""

    def bend(data: bytes) -> bytes:
        out = io.BytesIO()
        OOXMLFile(io.BytesIO(data)).encrypt(password, out)
        told = b'spinCount="%d"' % spins if spins else b'spinCount="100000"'
        return out.getvalue().replace(b'spinCount="100000"', told)

    return _bent(bend)


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
    path.write_bytes(zipped(parts | {part: parts[part][: parts[part].index(b"</v>")]}))


def _called(*names: str) -> Build:
    def build(folder: Path, scheme: Scheme) -> None:
        for name in names:
            clean(folder, scheme, name)

    return build


_SPREADSHEETML = "urn:schemas-microsoft-com:office:spreadsheet"
_XML_2003 = (
    f'<?xml version="1.0"?><Workbook xmlns="{_SPREADSHEETML}" xmlns:ss="{_SPREADSHEETML}"><Worksheet ss:Name="a"><Table>'
    '<Row><Cell><Data ss:Type="String">a</Data></Cell></Row></Table></Worksheet></Workbook>'
).encode()
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_BY_ANY_NAME = ("一.xlsx.txt", "一.json", "一.log", "一.md", "一.tmp", "一")
_BIG_ROWS = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(40, 100_140))
_ENTITY = b"?>\n<!DOCTYPE x [<!ENTITY e %s>]>"
_EXTERNAL = b'SYSTEM "file:///etc/passwd"'
_IN_ANY_SCRIPT = (
    "مركز.xlsx",
    "центр.xlsx",
    "🌱社区.xlsx",
    "e\u0301té.xlsx",
    "a b & 'c' #1 %41.xlsx",
    "=1+1.xlsx",
)
_NO_SUBMISSIONS = ("~$a.xlsx", ".~lock.a.xlsx#", "a.tmp", "Thumbs.db", ".DS_Store", "说明.txt", ".green-community-ab12cd34.xlsx")  # fmt: skip
_DEFAULT = "VelvetSweatshop"
_OK, _BAD = "accepted", "rejected"


def cases() -> Iterator[Case]:
    """All of them."""
    # not workbooks
    for name, data, code in (
        ("empty", b"", "GCF002"),
        ("one byte", b"P", "GCF003"),
        ("text", "自测评分表见微信群".encode(), "GCF003"),
        ("csv called xlsx", "序号,得分\n1,4\n".encode("gb18030"), "GCF003"),
        ("html called xls", b"<html><table><tr><td>1</td></tr></table></html>", "GCF003"),
        ("xml without its namespace", b'<?xml version="1.0"?><Workbook/>', "GCF003"),
        ("xml 2003 cut", _XML_2003[:-40], "GCF005"),
        ("xml 2003 with an entity", _XML_2003.replace(b"?>", _ENTITY % b'"a"'), "GCF007"),
        (
            "xml 2003 in utf-16 with an entity",
            _XML_2003.replace(b"?>", _ENTITY % b'"a"').decode().encode("utf-16"),
            "GCF007",
        ),
        ("xml 2003 to the last row", _XML_2003.replace(b"<Row>", b'<Row ss:Index="1048576">'), "GCF006"),
        ("pdf", b"%PDF-1.7\n", "GCF003"),
        ("photo", b"\xff\xd8\xff\xe0\0\x10JFIF", "GCF003"),
        ("rar", b"Rar!\x1a\x07\x00", "GCF003"),
        ("7z", b"7z\xbc\xaf\x27\x1c", "GCF003"),
        ("windows shortcut", b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0", "GCF003"),
        ("zip head only", b"PK\x03\x04", "GCF003"),
        ("zip head and noise", b"PK\x03\x04xl/" + bytes(range(256)), "GCF005"),
        ("empty zip called xlsx", zipped({}), "GCF003"),
        ("word", zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), "GCF003"),
        ("archive called xlsx", zipped({"a.doc": b"1"}), "GCF003"),
        ("ole head only", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "GCF005"),
        ("ole of 0xff", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000, "GCF005"),
        (
            "encrypted ole",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
            "GCF004",
        ),
    ):
        yield Case(name, _bytes(data), {"a.xlsx": f"{_BAD} {code}"})
    # damaged
    for name, bend in (
        ("cut in half", lambda data: data[: len(data) // 2]),
        ("last byte missing", lambda data: data[:-1]),
        ("middle overwritten", lambda data: data[:2000] + bytes(500) + data[2500:]),
        ("directory pointing away", lambda data: data[:-6] + b"\xff\xff\xff\x7f\0\0"),
    ):  # fmt: skip
        yield Case(name, _bent(bend), {"a.xlsx": f"{_BAD} GCF005"})
    yield Case("trailing noise", _bent(lambda data: data + b"\0" * 100), {"a.xlsx": _OK})
    yield Case("wrong checksum", _bent(lambda data: data[:14] + b"\1\2\3\4" + data[18:]), {"a.xlsx": _OK})
    for name, build in (
        ("no workbook part", _parts(lambda parts: parts.pop("xl/workbook.xml"))),
        ("no sheet part", _parts(lambda parts: parts.pop(_SHEET1))),
        ("sheet cut", _parts(lambda parts: parts.update({_SHEET1: parts[_SHEET1][:3000]}))),
        ("sheet not xml", _parts(lambda parts: parts.update({_SHEET1: b"\0\1\2" * 100}))),
        ("text number out of range", _edited(_SHEET1, b't="s"><v>0</v>', b't="s"><v>99999</v>')),
        ("compressed with bzip2", _parts(lambda _: None, zipfile.ZIP_BZIP2)),
    ):
        yield Case(name, build, {"a.xlsx": f"{_BAD} GCF005"})
    # too large
    for name, build in (
        ("bomb", _parts(_bomb)),
        ("bomb that says it is small", _lying_bomb),
        ("far cell", _cells('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        ("far row without end", _cells('<row r="4294967295"><c><v>1</v></c></row>')),
        ("far cell, other quotes", _cells("<row r='1048576'><c\tr = 'XFD1048576'><v>1</v></c></row>")),
        (
            "far cell, other prefix",
            _cells('<q:row xmlns:q="x" r="9"><q:c r="xfd1048576"><v>1</v></q:c></q:row>'),
        ),
        ("far column", _cells('<row r="9"><c r="ZZZZ9"><v>1</v></c></row>')),
        ("too many rows", _cells(_BIG_ROWS)),
        ("long text in many cells", _parts(_long_text_often)),
        ("101 sheets", _many_sheets(101, far=False)),
        ("20 wide sheets", _many_sheets(20, far=True)),
        (
            "6000 parts",
            _parts(
                lambda parts: parts.update({f"xl/x/{n}.xml": os.urandom(300) for n in range(6000)}),
                zipfile.ZIP_STORED,
            ),
        ),
    ):
        yield Case(name, build, {"a.xlsx": f"{_BAD} GCF006"})
    yield Case(
        "xls of many full-size sheets", lambda f, s: _xls(f, s, far=True), {"示范一居.xls": f"{_BAD} GCF006"}
    )
    yield Case(
        "64 MB and a byte",
        lambda f, _: os.truncate(_touched(f / "a.xlsx"), (64 << 20) + 1),
        {"a.xlsx": f"{_BAD} GCF006"},
    )
    # hostile
    for name, build in (
        ("entity in the sheet", _edited(_SHEET1, b"?>", _ENTITY % b'"a"')),
        ("entity in the texts", _edited(_STRINGS, b"?>", _ENTITY % b'"a"')),
        ("external entity", _edited("xl/workbook.xml", b"?>", _ENTITY % _EXTERNAL)),
        ("entity behind a comment", _edited(_SHEET1, b"?>", b"?><!-- <a> -->" + (_ENTITY % b'"a"')[2:])),
        (
            "entity in utf-16",
            _parts(
                lambda parts: parts.update(
                    {_SHEET1: parts[_SHEET1].replace(b"?>", _ENTITY % b'"a"').decode().encode("utf-16")}
                )
            ),
        ),
        ("overlapping parts", _bent(_overlapping)),
    ):
        yield Case(name, build, {"a.xlsx": f"{_BAD} GCF007"})
    # links and devices
    yield Case("fifo", _fifo, {"a.xlsx": f"{_BAD} GCF008"})
    yield Case("socket", _socket, {"a.xlsx": f"{_BAD} GCF008"})
    yield Case("links", _links, {
        "上级": f"{_BAD} GCF008", "文件夹链接": f"{_BAD} GCF008", "文件链接.xlsx": f"{_BAD} GCF008",
        "断链.xlsx": f"{_BAD} GCF001", "自己": f"{_BAD} GCF001",
    })  # fmt: skip
    # archives
    yield Case("archive", _archive(("乙.xlsx", None), ("甲/说明.txt", b"1"), ("甲/甲.xlsx", None), ("__MACOSX/._甲.xlsx", b"1")), {
        "报送.zip/__MACOSX/._甲.xlsx": "skipped", "报送.zip/乙.xlsx": _OK, "报送.zip/甲/甲.xlsx": "duplicate GCR503", "报送.zip/甲/说明.txt": "skipped",
    })  # fmt: skip
    yield Case(
        "archive packed on Chinese Windows",
        _bent(_packed_on_windows, "报送.zip"),
        {"报送.zip/示范一居.xlsx": _OK},
    )
    yield Case(
        "two of one name",
        _archive(("a.xlsx", None), ("b.xlsx", b"%PDF"), bend=lambda data: data.replace(b"b.xlsx", b"a.xlsx")),
        {"报送.zip/a.xlsx": _OK, "报送.zip/a.xlsx（2）": f"{_BAD} GCF003"},
    )
    yield Case("workbook called zip", _bent(lambda data: data, "a.zip"), {"a.zip": f"{_OK} GCF012"})
    yield Case("text called zip", _bytes(b"x", "a.zip"), {"a.zip": f"{_BAD} GCF003"})
    yield Case(
        "archive cut",
        _archive(("a.xlsx", None), bend=lambda data: data[:-30]),
        {"报送.zip": f"{_BAD} GCF011"},
    )
    yield Case("archive of nothing", _archive(), {"报送.zip": f"{_BAD} GCF011"})
    yield Case("archive of folders", _archive(("甲/", b"")), {"报送.zip": f"{_BAD} GCF011"})
    yield Case(
        "archive in archive",
        _archive(("a.xlsx", None), ("里.zip", b"PK"), ("里.rar", b"R")),
        {"报送.zip/a.xlsx": _OK, "报送.zip/里.rar": f"{_BAD} GCF010", "报送.zip/里.zip": f"{_BAD} GCF010"},
    )
    yield Case(
        "sealed member", _archive(("a.xlsx", None), bend=_sealed), {"报送.zip/a.xlsx": f"{_BAD} GCF009"}
    )
    yield Case("member of bent lzma", _bent(_bent_lzma, "报送.zip"), {"报送.zip/a.xlsx": f"{_BAD} GCF011"})
    yield Case("link in archive", _link_in_archive, {"报送.zip/a.xlsx": f"{_BAD} GCF008"})
    for path in ("../a.xlsx", "/etc/a.xlsx", "C:\\a.xlsx", "x/../../a.xlsx"):
        yield Case(
            f"member {path}",
            _archive((path, None)),
            {f"报送.zip/{path.replace(chr(92), '/')}": f"{_BAD} GCF007"},
        )
    yield Case(
        "archive bomb",
        _archive_of(zipped({"a.xlsx": bytes((64 << 20) + 1)})),
        {"报送.zip/a.xlsx": f"{_BAD} GCF006"},
    )
    yield Case(
        "archive bomb that says it is small",
        _archive_of(_declared_small(zipped({"a.xlsx": bytes(65 << 20)}))),
        {"报送.zip/a.xlsx": f"{_BAD} GCF011"},
    )
    yield Case(
        "archive of overlapping members",
        _archive_of(
            _overlapping(zipped({f"{n}.xlsx": os.urandom(20_000 if n == 8 else 99) for n in range(9)}))
        ),
        {"报送.zip": f"{_BAD} GCF007"},
    )
    # names and folders
    yield Case(
        "names in any script",
        _scripts,
        {name: _OK if name.startswith("=") else "duplicate GCR503" for name in _IN_ANY_SCRIPT},
    )
    yield Case("names that are no UTF-8", _undecodable, {"示范一居.xlsx": _OK, "��.xlsx": "duplicate GCR503"})
    yield Case(
        "leftovers and folders",
        _leftovers,
        dict.fromkeys(_NO_SUBMISSIONS, "skipped") | {"一/二/三/示范一居.xlsx": _OK},
    )
    yield from _encrypted()
    yield from _read_all_the_same()


def _encrypted() -> Iterator[Case]:
    """A password is named; the one that every program tries unasked is none."""
    yield Case(
        "encrypted ods",
        _bytes(_sealed_ods(_ODS, **{"content.xml": b"x"}), "a.ods"),
        {"a.ods": f"{_BAD} GCF004"},
    )
    yield Case(
        "ods encrypted as a whole",
        _bytes(_sealed_ods(_ODS, **{"encrypted-package": b"x"}), "a.ods"),
        {"a.ods": f"{_BAD} GCF004"},
    )
    yield Case("encrypted xls", _sealed_xls("示范"), {"a.xls": f"{_BAD} GCF004"})
    yield Case("encrypted xlsx", _sealed_xlsx("示范"), {"a.xlsx": f"{_BAD} GCF004"})
    yield Case("xls with the default password", _sealed_xls(_DEFAULT), {"a.xls": _OK})
    yield Case("xlsx with the default password", _sealed_xlsx(_DEFAULT), {"a.xlsx": _OK})
    yield Case("encrypted in very many rounds", _sealed_xlsx(_DEFAULT, 200_001), {"a.xlsx": f"{_BAD} GCF004"})


def _read_all_the_same() -> Iterator[Case]:
    """Every format, macros and links, and XML as no program writes it."""
    yield Case("xls", _xls, {"示范一居.xls": _OK})
    yield Case("et", lambda f, s: _xls(f, s, "示范一居.et"), {"示范一居.et": _OK})
    yield Case(
        "xls called xlsx", lambda f, s: _xls(f, s, "示范一居.xlsx"), {"示范一居.xlsx": f"{_OK} GCF012"}
    )
    yield Case("xlsx called xls", _bent(lambda data: data, "a.xls"), {"a.xls": f"{_OK} GCF012"})
    yield Case(
        "a workbook called as a note is",
        _called(*_BY_ANY_NAME),
        dict.fromkeys(_BY_ANY_NAME, "duplicate GCR503") | {"一": f"{_OK} GCF012"},
    )
    yield Case(
        "notes beside a workbook",
        _archive(("一.xlsx", None), ("一.txt", "说明".encode()), ("二.md", b"# PK"), ("三.json", b"{}"), ("四.txt", None)),
        {
            "报送.zip/一.xlsx": _OK, "报送.zip/一.txt": "skipped", "报送.zip/二.md": "skipped", "报送.zip/三.json": "skipped",
            "报送.zip/四.txt": "duplicate GCR503",
        },
    )  # fmt: skip
    yield Case("one of two sheets cut", lambda f, s: _two_sheets(f, s, 2), {"a.xlsx": f"{_OK} GCF021"})
    yield Case("the table's sheet cut", lambda f, s: _two_sheets(f, s, 1), {"a.xlsx": f"{_BAD} GCF005"})
    for name, codes in (
        ("empty relation", " GCF022"),
        ("Excel 4 macro sheet", " GCF013"),
        ("dialog sheet", ""),
        ("chart sheet", ""),
        ("part of a sheet missing", " GCF021"),
    ):
        yield Case(name, _parts(BENDS[name]), {"a.xlsx": f"{_OK}{codes}"})
    yield Case("xlsx without ending", _bent(lambda data: data, "示范一居"), {"示范一居": f"{_OK} GCF012"})
    yield Case("xls with macros", lambda f, s: _xls(f, s, macros=True), {"示范一居.xls": f"{_OK} GCF013"})
    yield Case(
        "macros that cannot be read",
        _added(**{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(600)}),
        {"a.xlsx": f"{_OK} GCF013"},
    )
    yield Case(
        "data connection", _added(**{"xl/connections.xml": b"<connections/>"}), {"a.xlsx": f"{_OK} GCF014"}
    )
    yield Case("control", _added(**{"xl/activeX/activeX1.bin": b"1"}), {"a.xlsx": f"{_OK} GCF016"})
    yield Case(
        "sheet in utf-16",
        _parts(lambda parts: parts.update({_SHEET1: parts[_SHEET1].decode().encode("utf-16")})),
        {"a.xlsx": _OK},
    )
    for cell, value, outcome in (
        (b"A6", b"1", f"{_OK} GCT112"),
        (b"D6", b"6", "with_errors GCT106"),
        (b"G6", b"6", "with_errors GCT106"),
        (b"J6", b"4", "with_errors GCS205"),
    ):
        for no_number in (b"NaN", b"1e999"):  # found by fuzzing: XML may say that of a number
            start = b'<c r="%s" s="1"><v>' % cell
            build = _edited(_SHEET1, start + value, start + no_number)
            yield Case(f"{no_number.decode()} in {cell.decode()}", build, {"a.xlsx": outcome})
    yield Case(
        "more binary records than cells",
        _bytes(zipped({"xl/workbook.bin": b"", "xl/worksheets/sheet1.bin": b"\0\0" * 2_000_001}), "a.xlsb"),
        {"a.xlsb": f"{_BAD} GCF006"},
    )
    for count in ("4294967295", "99999999999999999999", "&#52;294967295", "-1"):  # the first found by fuzzing
        yield Case(f"{count} shared texts", _counted(count), {"a.xlsx": _OK})
    for place in ("XFA7:XFD8", "A1048570:B1048576"):  # the first found by fuzzing
        merge = f'<mergeCell ref="{place}"/></mergeCells>'.encode()
        yield Case(f"merged at {place}", _edited(_SHEET1, b"</mergeCells>", merge), {"a.xlsx": _OK})
    for name, number in (
        ("as it stands", b"<![CDATA[4]]>"), ("by its code", b"&#52;"), ("with a comment in it", b"<!-- 5 -->4"),
        ("behind an instruction", b"<?x 5?>4"),
    ):  # fmt: skip
        build = _edited(_SHEET1, b'<c r="J6" s="1"><v>4', b'<c r="J6" s="1"><v>' + number)
        yield Case(f"a number written {name}", build, {"a.xlsx": _OK})
    for error in ("#SPILL!", "#CALC!", "#GETTING_DATA"):  # of Excel 365; calamine knows none of them
        row = f'<row r="60"><c r="A60" t="e"><f>A1#</f><v>{error}</v></c></row>'
        yield Case(f"{error} beside the table", _cells(row), {"a.xlsx": _OK})
    yield Case("folders parted by backslashes", _parts(_backslashed), {"a.xlsx": _OK})
    yield Case("stored, not deflated", _parts(lambda _: None, zipfile.ZIP_STORED), {"a.xlsx": _OK})
    yield Case(
        "formatted far away", _cells('<row r="1048576"><c r="XFD1048576" s="0"/></row>'), {"a.xlsx": _OK}
    )
