"""Files that are damaged, hostile or carry more than a workbook should."""

from io import BytesIO
from pathlib import Path
from unittest.mock import patch
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from msoffcrypto.format.ooxml import OOXMLFile

from pipeline.run import build_workbook
from pipeline.writing.vba_project import vba_project
from tests.books import Sheet, write_book
from tests.grafting.archives import packed, parts_of, rewritten
from tests.samples.faults.fault import Build, Fault, answers, clean, table
from validators.scheme.model import Scheme


def _stored(path: Path) -> bytes:
    """The workbook without compression, so that its bytes are the same on every machine."""
    return packed(parts_of(path.read_bytes()), ZIP_STORED)


def _encrypted(folder: Path, scheme: Scheme) -> None:
    path = clean(folder, scheme)
    sealed = BytesIO()
    with (
        patch("msoffcrypto.method.ecma376_agile._random_buffer", lambda size: bytes(range(size))),
        patch("msoffcrypto.method.container.ecma376_encrypted.datetime2filetime", lambda _: 0),
    ):
        OOXMLFile(BytesIO(_stored(path))).encrypt("示范", sealed)
    path.write_bytes(sealed.getvalue())


def _cut_off(folder: Path, scheme: Scheme) -> None:
    path = clean(folder, scheme)
    path.write_bytes(_stored(path)[:4000])


def _written(data: bytes) -> Build:
    def build(folder: Path, _: Scheme) -> None:
        (folder / "book.xlsx").write_bytes(data)

    return build


def _dangling(folder: Path, _: Scheme) -> None:
    (folder / "book.xlsx").symlink_to("moved-away.xlsx")


def _link(folder: Path, _: Scheme) -> None:
    (folder / "book.xlsx").symlink_to("expected.txt")


def _archive(**members: bytes) -> Build:
    def build(folder: Path, _: Scheme) -> None:
        with ZipFile(folder / "book.zip", "w") as archive:
            for name, data in members.items():
                archive.writestr(ZipInfo(name), data)

    return build


def _sealed(folder: Path, scheme: Scheme) -> None:
    """An archive whose member is marked as encrypted, in front of it and in the list at the end."""
    _archive(**{"book.xlsx": b"sealed"})(folder, scheme)
    path = folder / "book.zip"
    data = bytearray(path.read_bytes())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    path.write_bytes(data)


def _renamed(folder: Path, scheme: Scheme) -> None:
    clean(folder, scheme).rename(folder / "book.xls")


def _with_part(name: str, data: bytes) -> Build:
    """A clean workbook with one more part."""

    def build(folder: Path, scheme: Scheme) -> None:
        path = clean(folder, scheme)
        path.write_bytes(packed(parts_of(path.read_bytes()) | {name: data}))

    return build


def _far_cell(folder: Path, scheme: Scheme) -> None:
    """A number in the last cell of the sheet: to hold all cells up to it would take 17 billion of them."""
    path = clean(folder, scheme)
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    rewritten(path, lambda _, part: part.replace(b"</sheetData>", far))


def _entities(folder: Path, scheme: Scheme) -> None:
    path = clean(folder, scheme)
    declared = b'?>\n<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    rewritten(path, lambda name, part: part.replace(b"?>", declared, 1) if "sheet1" in name else part)


def _with_macros(folder: Path, scheme: Scheme) -> None:
    module = 'Attribute VB_Name = "Visitor"\nSub Auto_Open()\n    MsgBox 1\nEnd Sub\n'
    build_workbook(
        scheme, folder / "book.xlsm", submission=answers(scheme), vba=vba_project({"Visitor": module})
    )


def _of_version_nine(folder: Path, scheme: Scheme) -> None:
    with patch("pipeline.template.TEMPLATE_VERSION", "9"):
        build_workbook(scheme, folder / "book.xlsx", submission=answers(scheme))


def _with_a_draft(folder: Path, scheme: Scheme) -> Path:
    """The table, and a sheet 底稿."""
    draft = Sheet(scheme, None, name="底稿")
    draft.cells, draft.merges = {(1, 1): "底稿"}, []
    return write_book(folder / "book.xlsx", table(scheme), draft)


def _buried(folder: Path, scheme: Scheme) -> None:
    path = _with_a_draft(folder, scheme)
    hidden = b'name="\xe5\xba\x95\xe7\xa8\xbf" sheetId="2" state="veryHidden"'
    rewritten(path, lambda _, part: part.replace(hidden.removesuffix(b' state="veryHidden"'), hidden))


def _sheet_cut(folder: Path, scheme: Scheme) -> None:
    """Beside the table a sheet of which the end is missing."""
    path = _with_a_draft(folder, scheme)
    rewritten(path, lambda name, part: part[:-60] if name.endswith("sheet2.xml") else part)


def _sheet_of_a_name_only(folder: Path, scheme: Scheme) -> None:
    """A sheet that is listed without a part, as old modules of macros are."""
    path = clean(folder, scheme)
    listed = b'<sheet name="Module1" sheetId="99" state="veryHidden" r:id=""/></sheets>'
    rewritten(path, lambda _, part: part.replace(b"</sheets>", listed))


_LINK = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</externalLink>'
_BOOK = b'<externalBook><sheetNames><sheetName val="a"/></sheetNames></externalBook>'
_DDE = b'<ddeLink ddeService="cmd" ddeTopic="/c calc"><ddeItems><ddeItem name="A0"/></ddeItems></ddeLink>'

FILES = (
    Fault("GCF001-vanished", _dangling, ("GCF001 book.xlsx -",)),
    Fault("GCF002-empty", _written(b""), ("GCF002 book.xlsx -",)),
    Fault("GCF003-photo", _written(b"\xff\xd8\xff\xe0 not a workbook"), ("GCF003 book.xlsx -",)),
    Fault("GCF004-encrypted", _encrypted, ("GCF004 book.xlsx -",)),
    Fault("GCF005-cut-off", _cut_off, ("GCF005 book.xlsx -",)),
    Fault("GCF006-far-cell", _far_cell, ("GCF006 book.xlsx -",)),
    Fault("GCF007-entities", _entities, ("GCF007 book.xlsx -",)),
    Fault("GCF008-link", _link, ("GCF008 book.xlsx -",)),
    Fault("GCF009-sealed-member", _sealed, ("GCF009 book.zip/book.xlsx -",)),
    Fault("GCF010-archive-in-archive", _archive(**{"book.zip": b"PK"}), ("GCF010 book.zip/book.zip -",)),
    Fault("GCF011-empty-archive", _archive(), ("GCF011 book.zip -",)),
    Fault("GCF012-renamed", _renamed, ("GCF012 book.xls -",)),
    Fault("GCF013-macros", _with_macros, ("GCF013 book.xlsm -",)),
    Fault("GCF014-links", _with_part("xl/externalLinks/externalLink1.xml", _LINK % _BOOK), ("GCF014 book.xlsx -",)),
    Fault("GCF015-dde", _with_part("xl/externalLinks/externalLink1.xml", _LINK % _DDE), ("GCF015 book.xlsx -",)),
    Fault("GCF016-embedded", _with_part("xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0"), ("GCF016 book.xlsx -",)),
    Fault("GCF017-very-hidden", _buried, ("GCF017 book.xlsx -",)),
    Fault("GCF018-template-version", _of_version_nine, ("GCF018 book.xlsx 方案!P2",)),
    Fault("GCF021-sheet-cut", _sheet_cut, ("GCF021 book.xlsx 底稿!A1",)),
    Fault("GCF022-sheet-of-a-name-only", _sheet_of_a_name_only, ("GCF022 book.xlsx -",)),
)  # fmt: skip
