"""What is unseen of an xlsx is found whatever program wrote it, and however large the sheet is."""

import re
from pathlib import Path

import pytest

from pipeline.run import check_book
from tests.books import Formula, write_book
from tests.corpus.case import official, tiered
from tests.pipeline.reading.appearance.bent_parts import SHEETS, Bend, bent, found
from validators.scheme.model import Scheme

_MAIN = b"schemas.openxmlformats.org/spreadsheetml/2006/main"


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


@pytest.mark.parametrize(
    ("bend", "parts"),
    [(lambda xml: xml, "xl/"), (_prefixed, SHEETS), (_single_quotes, SHEETS), (_style_first, SHEETS)],
    ids=["plain", "prefixed", "single quotes", "another order"],
)
def test_every_spelling_of_xml(tmp_path: Path, baihe: Scheme, bend: Bend, parts: str) -> None:
    sheet = tiered(baihe)
    sheet.put(8, "score", Formula("=2+3")).put(1, "tier", Formula("=#REF!", "#REF!")).put(1, "score", None)
    sheet.hidden_rows.add(14)
    sheet.struck.add(sheet.where(3))
    path = bent(write_book(tmp_path / "a.xlsx", sheet), lambda xml: bend(xml.replace(b"<v></v>", b"")), parts)
    assert found(path, baihe) == ["GCS202 H6", "GCS202 H8", "GCT117 J13", "GCT116 A14"]


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
    path = bent(write_book(tmp_path / "a.xlsx", sheet), bend, SHEETS)
    assert found(path, baihe) == ["GCS202 H13", "GCT116 A14"]


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
    path = bent(write_book(tmp_path / "a.xlsx", sheet), bend, "xl/styles")
    assert found(path, baihe) == ["GCS202 H13"]


def test_a_strict_workbook(tmp_path: Path, baihe: Scheme) -> None:
    sheet = tiered(baihe)
    sheet.struck.add(sheet.where(8))
    assert found(bent(write_book(tmp_path / "a.xlsx", sheet), _strict, ""), baihe) == ["GCS202 H13"]


def test_rows_and_columns_without_size_are_hidden(tmp_path: Path, baihe: Scheme) -> None:
    path = bent(write_book(tmp_path / "a.xlsx", tiered(baihe)), _thin, SHEETS)
    assert found(path, baihe) == ["GCT116 H4"]
    assert "第14行、H列" in check_book(path, baihe).findings[0].message


_FORMAT = b'<sheetFormatPr defaultRowHeight="15"/>'


@pytest.mark.parametrize(
    ("old", "new", "expected"),
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
    tmp_path: Path, baihe: Scheme, old: bytes, new: bytes, expected: list[str]
) -> None:
    path = bent(write_book(tmp_path / "a.xlsx", official(baihe)), lambda xml: xml.replace(old, new), SHEETS)
    assert found(path, baihe) == expected


def test_rows_that_excel_shows_while_all_unused_ones_are_hidden(tmp_path: Path, baihe: Scheme) -> None:
    def bend(xml: bytes) -> bytes:
        hidden = _FORMAT.replace(b"/>", b' zeroHeight="1"/>')
        return xml.replace(_FORMAT, hidden).replace(b'<row r="', b'<row x14ac:dyDescent="0.25" r="')

    path = bent(write_book(tmp_path / "a.xlsx", official(baihe)), bend, SHEETS)
    assert found(path, baihe) == []


@pytest.mark.parametrize(
    ("colour", "ground", "expected"),
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
    tmp_path: Path, baihe: Scheme, colour: bytes, ground: bytes | None, expected: list[str]
) -> None:
    sheet = official(baihe)
    sheet.looks[sheet.where(3)] = {"font_color": "#123456", "bg_color": "#654321"}
    fill = b"<fgColor %s/>" % ground if ground else b"<fgColor rgb='FFFFFFFF'/>"
    path = bent(
        write_book(tmp_path / "a.xlsx", sheet),
        lambda xml: xml.replace(b'rgb="FF123456"', colour).replace(b'<fgColor rgb="FF654321"/>', fill),
        "xl/styles",
    )
    assert found(path, baihe) == expected


def test_struck_out_on_a_sheet_of_many_formatted_rows(tmp_path: Path, baihe: Scheme) -> None:
    sheet = tiered(baihe)
    sheet.struck.add(sheet.where(8))
    rows = b"".join(
        b'<row r="%d">%s</row>'
        % (row, b"".join(b'<c r="%c%d" s="1"/>' % (column, row) for column in range(65, 79)))
        for row in range(60, 6000)
    )
    path = bent(
        write_book(tmp_path / "a.xlsx", sheet),
        lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"),
        SHEETS,
    )
    assert found(path, baihe) == ["GCS202 H13"]
