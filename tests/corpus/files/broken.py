"""No workbooks, and workbooks that are damaged."""

import zipfile
from collections.abc import Iterator

from tests.corpus.files.bending import BAD, ENTITY, OK, SHEET, Case, bent, edited, of_bytes, with_parts
from tests.grafting.archives import packed

_SPREADSHEETML = "urn:schemas-microsoft-com:office:spreadsheet"
_XML_2003 = (
    f'<?xml version="1.0"?><Workbook xmlns="{_SPREADSHEETML}" xmlns:ss="{_SPREADSHEETML}"><Worksheet ss:Name="a"><Table>'
    '<Row><Cell><Data ss:Type="String">a</Data></Cell></Row></Table></Worksheet></Workbook>'
).encode()


def cases() -> Iterator[Case]:
    """All of them are refused but for noise that does no harm."""
    for name, data, code in (
        ("empty", b"", "GCF002"),
        ("one byte", b"P", "GCF003"),
        ("text", "自测评分表见微信群".encode(), "GCF003"),
        ("csv called xlsx", "序号,得分\n1,4\n".encode("gb18030"), "GCF003"),
        ("html called xls", b"<html><table><tr><td>1</td></tr></table></html>", "GCF003"),
        ("xml without its namespace", b'<?xml version="1.0"?><Workbook/>', "GCF003"),
        ("xml 2003 cut", _XML_2003[:-40], "GCF005"),
        ("xml 2003 with an entity", _XML_2003.replace(b"?>", ENTITY % b'"a"'), "GCF007"),
        (
            "xml 2003 in utf-16 with an entity",
            _XML_2003.replace(b"?>", ENTITY % b'"a"').decode().encode("utf-16"),
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
        ("empty zip called xlsx", packed({}), "GCF003"),
        ("word", packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), "GCF003"),
        ("archive called xlsx", packed({"a.doc": b"1"}), "GCF003"),
        ("ole head only", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "GCF005"),
        ("ole of 0xff", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000, "GCF005"),
        (
            "encrypted ole",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
            "GCF004",
        ),
    ):
        yield Case(name, of_bytes(data), {"a.xlsx": f"{BAD} {code}"})
    # damaged
    for name, bend in (
        ("cut in half", lambda data: data[: len(data) // 2]),
        ("last byte missing", lambda data: data[:-1]),
        ("middle overwritten", lambda data: data[:2000] + bytes(500) + data[2500:]),
        ("directory pointing away", lambda data: data[:-6] + b"\xff\xff\xff\x7f\0\0"),
    ):  # fmt: skip
        yield Case(name, bent(bend), {"a.xlsx": f"{BAD} GCF005"})
    yield Case("trailing noise", bent(lambda data: data + b"\0" * 100), {"a.xlsx": OK})
    yield Case("wrong checksum", bent(lambda data: data[:14] + b"\1\2\3\4" + data[18:]), {"a.xlsx": OK})
    for name, build in (
        ("no workbook part", with_parts(lambda parts: parts.pop("xl/workbook.xml"))),
        ("no sheet part", with_parts(lambda parts: parts.pop(SHEET))),
        ("sheet cut", with_parts(lambda parts: parts.update({SHEET: parts[SHEET][:3000]}))),
        ("sheet not xml", with_parts(lambda parts: parts.update({SHEET: b"\0\1\2" * 100}))),
        ("text number out of range", edited(SHEET, b't="s"><v>0</v>', b't="s"><v>99999</v>')),
        ("compressed with bzip2", with_parts(lambda _: None, zipfile.ZIP_BZIP2)),
    ):
        yield Case(name, build, {"a.xlsx": f"{BAD} GCF005"})
