"""What is unseen of an xlsx is found whatever program wrote it, and however large the sheet is."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

from pipeline.run import check_book
from tests.books import Formula, write_book
from tests.corpus.case import official, ticked, tiered
from tests.corpus.drifting import Drifted
from validators.scheme.model import Scheme

Bend = Callable[[bytes], bytes]
_MAIN = b"schemas.openxmlformats.org/spreadsheetml/2006/main"


def _bent(path: Path, bend: Bend, parts: str = "xl/") -> Path:
    """The same workbook with its parts rewritten."""
    with ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, bend(data) if name.startswith(parts) else data)
    return path


def _prefixed(xml: bytes) -> bytes:
    prefixed = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", xml)
    return prefixed.replace(b'xmlns="http://' + _MAIN, b'xmlns:x="http://' + _MAIN)


def _single_quotes(xml: bytes) -> bytes:
    head, _, body = xml.partition(b"?>")
    return head + b"?>" + re.sub(rb'="([^"]*)"', rb"='\1'", body)


def _style_first(xml: bytes) -> bytes:
    return re.sub(rb'<(c|row) r="(\w+)" ((?:\w+="\w+" ?)+)', rb'<\1 \3 r="\2"', xml)


def _strict(xml: bytes) -> bytes:
    return xml.replace(b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/").replace(
        b"/2006/main", b"/main"
    )


def _thin(xml: bytes) -> bytes:
    """Row 14 and the columns of tier and measured value without any height and width."""
    xml = xml.replace(b'<row r="14"', b'<row r="14" ht="0" customHeight="1"')
    return xml.replace(b"</cols>", b'<col min="8" max="9" width="0" customWidth="1"/></cols>')


def _found(path: Path, scheme: Scheme) -> list[str]:
    return [
        f"{finding.code} {finding.cell and finding.cell.a1}" for finding in check_book(path, scheme).findings
    ]


_SHEETS = "xl/worksheets/sheet"


@pytest.mark.parametrize(
    ("bend", "parts"),
    [(lambda xml: xml, "xl/"), (_prefixed, _SHEETS), (_single_quotes, _SHEETS), (_style_first, _SHEETS)],
    ids=["plain", "prefixed", "single quotes", "another order"],
)
def test_every_spelling_of_xml(tmp_path: Path, baihe: Scheme, bend: Bend, parts: str) -> None:
    sheet = tiered(baihe)
    sheet.put(8, "score", Formula("=2+3")).put(1, "tier", Formula("=#REF!", "#REF!")).put(1, "score", None)
    sheet.hidden_rows.add(14)
    sheet.struck.add(sheet.where(3))
    path = _bent(
        write_book(tmp_path / "a.xlsx", sheet), lambda xml: bend(xml.replace(b"<v></v>", b"")), parts
    )
    assert _found(path, baihe) == ["GCS202 H6", "GCS202 H8", "GCT117 J13", "GCT116 A14"]


def _damage(old: bytes, new: bytes) -> Bend:
    return lambda xml: xml.replace(old, new, 1)


@pytest.mark.parametrize(
    "bend",
    [
        _damage(b'<row r="6"', b'<row x14ac:dyDescent="0.2" r="6"'),
        _damage(b'<row r="6"', b'<row r="6" r="6"'),
        _damage(b'<row r="6"', b'<row q="a<b" r="6"'),
        _damage(b"</row>", b'<c r="P1" t="inlineStr"><is><t>a\x0bb</t></is></c></row>'),
        _damage(b"</row>", b'<c r="P1" t="inlineStr"><is><t>a&#11;b</t></is></c></row>'),
        lambda xml: b"\n" + xml,
    ],
    ids=[
        "undeclared prefix",
        "attribute twice",
        "< in an attribute",
        "control character",
        "its number",
        "blank before",
    ],
)
def test_what_no_parser_of_xml_reads_and_calamine_does(tmp_path: Path, baihe: Scheme, bend: Bend) -> None:
    """A tier that is struck out counts no more, and a hidden row is asked about, whatever stands before them."""
    sheet = tiered(baihe)
    sheet.struck.add(sheet.where(8))
    sheet.hidden_rows.add(14)
    path = _bent(write_book(tmp_path / "a.xlsx", sheet), bend, _SHEETS)
    assert _found(path, baihe) == ["GCS202 H13", "GCT116 A14"]


@pytest.mark.parametrize(
    "bend",
    [
        _damage(b"<fonts ", b'<fonts x14ac:knownFonts="1" '),
        lambda xml: b"\n" + xml,
        lambda xml: _prefixed(xml).replace(b"xmlns:x=", b"xmlns:y="),
    ],
    ids=["undeclared prefix", "blank before", "every prefix undeclared"],
)
def test_styles_that_no_parser_of_xml_reads(tmp_path: Path, baihe: Scheme, bend: Bend) -> None:
    sheet = tiered(baihe)
    sheet.struck.add(sheet.where(8))
    path = _bent(write_book(tmp_path / "a.xlsx", sheet), bend, "xl/styles")
    assert _found(path, baihe) == ["GCS202 H13"]


def test_a_strict_workbook(tmp_path: Path, baihe: Scheme) -> None:
    sheet = tiered(baihe)
    sheet.struck.add(sheet.where(8))
    assert _found(_bent(write_book(tmp_path / "a.xlsx", sheet), _strict, ""), baihe) == ["GCS202 H13"]


def test_rows_and_columns_without_size_are_hidden(tmp_path: Path, baihe: Scheme) -> None:
    path = _bent(write_book(tmp_path / "a.xlsx", tiered(baihe)), _thin, _SHEETS)
    assert _found(path, baihe) == ["GCT116 H4"]
    assert "第14行、H列" in check_book(path, baihe).findings[0].message


_FORMAT = b'<sheetFormatPr defaultRowHeight="15"/>'


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (_FORMAT, _FORMAT.replace(b"/>", b' zeroHeight="1"/>'), ["GCT116 A6"]),
        (_FORMAT, b'<sheetFormatPr defaultRowHeight="2" customHeight="1"/>', ["GCT116 A6"]),
        (_FORMAT, b'<sheetFormatPr defaultColWidth="0" defaultRowHeight="15"/>', ["GCT116 H4"]),
        (_FORMAT, b'<sheetFormatPr defaultColWidth="1.7" defaultRowHeight="15"/>', ["GCT116 H4"]),
        (_FORMAT, b'<sheetFormatPr defaultColWidth="9.1" defaultRowHeight="13.5" zeroHeight="0"/>', []),
        (b'<row r="8"', b'<row r="8" ht="2.25" customHeight="1"', ["GCT116 A8"]),
        (b'<row r="8"', b'<row r="8" ht="45" customHeight="1"', []),
        (b"</cols>", b'<col min="8" max="8" width="1.7109375" customWidth="1"/></cols>', ["GCT116 H4"]),
    ],
)
def test_rows_and_columns_that_nobody_can_read(
    tmp_path: Path, baihe: Scheme, old: bytes, new: bytes, found: list[str]
) -> None:
    path = _bent(write_book(tmp_path / "a.xlsx", official(baihe)), lambda xml: xml.replace(old, new), _SHEETS)
    assert _found(path, baihe) == found


def test_rows_that_excel_shows_while_all_unused_ones_are_hidden(tmp_path: Path, baihe: Scheme) -> None:
    def bend(xml: bytes) -> bytes:
        hidden = _FORMAT.replace(b"/>", b' zeroHeight="1"/>')
        return xml.replace(_FORMAT, hidden).replace(b'<row r="', b'<row x14ac:dyDescent="0.25" r="')

    path = _bent(write_book(tmp_path / "a.xlsx", official(baihe)), bend, _SHEETS)
    assert _found(path, baihe) == []


@pytest.mark.parametrize(
    ("colour", "ground", "found"),
    [
        (b'theme="0"', None, ["GCT116 H8"]),
        (b'indexed="9"', None, ["GCT116 H8"]),
        (b'theme="0" tint="-0.05"', None, ["GCT116 H8"]),
        (b'theme="0" tint="-0.5"', None, []),
        (b'theme="1"', None, []),
        (b'auto="1"', None, []),
        (b'theme="4" tint="0.4"', b'theme="4" tint="0.4"', ["GCT116 H8"]),
        (b'theme="4" tint="0.4"', b'theme="4"', []),
        (b'theme="0"', b'theme="4"', []),
        (b'indexed="10"', b'rgb="FFFF0000"', ["GCT116 H8"]),
        (b'rgb="red"', None, []),
    ],
)
def test_colours_by_every_name(
    tmp_path: Path, baihe: Scheme, colour: bytes, ground: bytes | None, found: list[str]
) -> None:
    sheet = official(baihe)
    sheet.looks[sheet.where(3)] = {"font_color": "#123456", "bg_color": "#654321"}
    fill = b"<fgColor %s/>" % ground if ground else b"<fgColor rgb='FFFFFFFF'/>"
    path = _bent(
        write_book(tmp_path / "a.xlsx", sheet),
        lambda xml: xml.replace(b'rgb="FF123456"', colour).replace(b'<fgColor rgb="FF654321"/>', fill),
        "xl/styles",
    )
    assert _found(path, baihe) == found


def test_struck_out_on_a_sheet_of_many_formatted_rows(tmp_path: Path, baihe: Scheme) -> None:
    sheet = tiered(baihe)
    sheet.struck.add(sheet.where(8))
    rows = b"".join(
        b'<row r="%d">%s</row>'
        % (row, b"".join(b'<c r="%c%d" s="1"/>' % (column, row) for column in range(65, 79)))
        for row in range(60, 6000)
    )
    path = _bent(
        write_book(tmp_path / "a.xlsx", sheet),
        lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"),
        _SHEETS,
    )
    assert _found(path, baihe) == ["GCS202 H13"]


def _inline(path: Path, cell: str, runs: bytes) -> None:
    """The text as openpyxl writes it: in the cell itself."""
    book = load_workbook(path)
    book.active[cell] = "替"
    book.save(path)
    _bent(path, lambda xml: xml.replace("<is><t>替</t></is>".encode(), b"<is>%s</is>" % runs), _SHEETS)


def _shared(path: Path, _: str, runs: bytes) -> None:
    _bent(
        path,
        lambda xml: xml.replace("<si><t>替</t></si>".encode(), b"<si>%s</si>" % runs),
        "xl/sharedStrings",
    )


def _run(text: str, look: str) -> str:
    return f"<r><rPr>{look}</rPr><t>{text}</t></r>"


@pytest.mark.parametrize("write", [_inline, _shared])
@pytest.mark.parametrize(
    ("start", "item", "field", "runs", "expected"),
    [
        (official, 20, "score", _run("3", "") + _run(".5", "<strike/>"), ["GCS204 H25"]),
        (official, 20, "score", _run("3.5", '<strike val="1"/>'), ["GCS204 H25"]),
        (official, 20, "score", _run("3", "<b/>") + _run(".5", '<strike val="0"/>'), []),
        (tiered, 8, "tier", _run("良好", "<strike/>") + _run("合格", ""), ["GCS202 H13"]),
        (ticked, 8, "fair", _run("√", "<strike/>"), ["GCS202 F13"]),
    ],
)
def test_a_part_of_a_text_struck_out(
    tmp_path: Path,
    baihe: Scheme,
    start: Callable[[Scheme], Drifted],
    item: int,
    field: str,
    runs: str,
    expected: list[str],
    write: Callable[[Path, str, bytes], None],
) -> None:
    sheet = start(baihe)
    if start is ticked:
        sheet.put(item, "score", None)
    sheet.put(item, field, "替")
    path = write_book(tmp_path / "a.xlsx", sheet)
    write(path, sheet.at(item, field), runs.encode())
    assert _found(path, baihe) == expected


_WINGDINGS = '<rFont val="Wingdings"/>'


@pytest.mark.parametrize("write", [_inline, _shared])
@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (_run("ü", _WINGDINGS), ["GCS214 G13"]),
        (_run("R", '<rFont val="Wingdings 2"/>') + _run(" ", ""), ["GCS214 G13"]),
        (_run("R", '<rFont val="宋体"/>'), ["GCT106 G13"]),
    ],
)
def test_a_tick_in_a_font_of_its_own(
    tmp_path: Path,
    baihe: Scheme,
    runs: str,
    expected: list[str],
    write: Callable[[Path, str, bytes], None],
) -> None:
    sheet = official(baihe).put(8, "score", 5).put(8, "good", "替")
    path = write_book(tmp_path / "a.xlsx", sheet)
    write(path, "G13", runs.encode())
    assert _found(path, baihe) == expected
