"""Workbooks laid out as the standard allows and hardly any writer does: each a change to the parts of a plain one."""

import re
from collections.abc import Callable, Mapping

from tests.grafting.archives import Parts

Bend = Callable[[Parts], object]

_BOOK, _BOOK_RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHEET, _STRINGS, _STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
_STRICT = {
    _MAIN: b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    _RELATED.encode(): b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def replaced(part: str, old: bytes, new: bytes) -> Bend:
    """Put something in place of something that stands in a part."""

    def bend(parts: Parts) -> None:
        assert old in parts[part], old
        parts[part] = parts[part].replace(old, new)

    return bend


def _listed(tag: str, relation: str = "", **added: bytes) -> Bend:
    """A further sheet in the list, its relation and its parts."""

    def bend(parts: Parts) -> None:
        parts[_BOOK] = parts[_BOOK].replace(b"</sheets>", tag.encode() + b"</sheets>")
        parts[_BOOK_RELATIONS] = parts[_BOOK_RELATIONS].replace(
            b"</Relationships>", relation.encode() + b"</Relationships>"
        )
        parts |= added

    return bend


def _other_sheet(folder: str, kind: str, root: str, *, before: bool = False) -> Bend:
    """A sheet that is no worksheet."""
    part = f"xl/{folder}/sheet1.xml"
    relation = f'<Relationship Id="rId98" Type="{kind}" Target="{folder}/sheet1.xml"/>'
    tag = '<sheet name="其他" sheetId="98" r:id="rId98"/>'
    content = b'<%s xmlns="%s"><sheetData/></%s>' % (root.encode(), _MAIN, root.encode())
    bend = _listed("" if before else tag, relation, **{part: content})

    def first(parts: Parts) -> None:
        bend(parts)
        if before:
            parts[_BOOK] = parts[_BOOK].replace(b"<sheets>", b"<sheets>" + tag.encode())

    return first


def _moved(old: str, new: str, *mentions: tuple[str, str, str]) -> Bend:
    """A part of another name; ``mentions`` are part, old and new text of who refers to it."""

    def bend(parts: Parts) -> None:
        parts[new] = parts.pop(old)
        for part, before, after in mentions:
            replaced(part, before.encode(), after.encode())(parts)

    return bend


def _main_moved(new: str, related: str, target: str, up: str) -> Bend:
    """The main part elsewhere; ``up`` leads from its folder to xl/."""

    def bend(parts: Parts) -> None:
        replaced("_rels/.rels", b'Target="xl/workbook.xml"', f'Target="{target}"'.encode())(parts)
        parts[new] = parts.pop(_BOOK)
        parts[related] = parts.pop(_BOOK_RELATIONS).replace(b'Target="', f'Target="{up}'.encode())

    return bend


def _every_xml(change: Callable[[bytes], bytes], *names: str) -> Bend:
    def bend(parts: Parts) -> None:
        for name in names or [name for name in parts if name.endswith((".xml", ".rels"))]:
            parts[name] = change(parts[name])

    return bend


def _strict(part: bytes) -> bytes:
    for old, new in _STRICT.items():
        part = part.replace(old, new)
    return part


def _prefixed(part: bytes) -> bytes:
    """Every element by a prefix instead of the default namespace."""
    part = re.sub(rb"<(/?)(?![?!/])(?![\w.]+:)", rb"<\1x:", part)
    return part.replace(b"xmlns=", b"xmlns:x=", 1)


def _single_quoted(part: bytes) -> bytes:
    return re.sub(rb'="([^"\']*)"', rb"='\1'", part)


def _wide(encoding: str) -> Callable[[bytes], bytes]:
    def change(part: bytes) -> bytes:
        said = part.decode().replace("UTF-8", "UTF-16")
        mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
        return mark + said.encode(encoding)

    return change


def _commented(part: bytes) -> bytes:
    return part.replace(b"?>", b"?><!-- <sheet name='x' r:id='rId77'/> -->", 1)


def _wrapped(part: bytes) -> bytes:
    """Every tag on a line of its own."""
    return re.sub(rb">(?=<(?!/t>|/v>))", b">\r\n  ", part)


def _turned(part: bytes) -> bytes:
    """The attributes of every cell in the other order."""
    return re.sub(rb'<c r="(\w+)"((?: \w+="[^"]*")*)', rb'<c\2 r="\1"', part)


def _without_addresses(parts: Parts) -> None:
    """No cell and no row says where it stands, as far as it follows another: blanks are written out."""
    rows: list[bytes] = []
    for number, row in enumerate(
        re.findall(rb"<row r=\"(\d+)\"[^>]*?(?:/>|>(.*?)</row>)", parts[_SHEET]), start=1
    ):
        rows += [b"<row/>"] * (int(row[0]) - number - len(rows) + number - 1)
        cells, at = [], 0
        for letter, rest in re.findall(rb'<c r="([A-Z])\d+"(.*?(?:/>|</c>))', row[1]):
            column = letter[0] - 65
            cells += [b"<c/>"] * (column - at) + [b"<c" + rest]
            at = column + 1
        rows.append(b"<row>" + b"".join(cells) + b"</row>")
    content = b"<sheetData>" + b"".join(rows) + b"</sheetData>"
    parts[_SHEET] = re.sub(rb"<sheetData>.*</sheetData>", lambda _: content, parts[_SHEET], flags=re.DOTALL)


def _inlined(parts: Parts) -> None:
    """Every shared text in its cell."""
    texts = re.findall(rb"<si>(.*?)</si>", parts.pop(_STRINGS), re.DOTALL)
    parts[_SHEET] = re.sub(
        rb' t="s"><v>(\d+)</v>',
        lambda cell: b' t="inlineStr"><is>' + texts[int(cell[1])] + b"</is>",
        parts[_SHEET],
    )
    parts[_BOOK_RELATIONS] = re.sub(rb"<Relationship [^>]*sharedStrings[^>]*>", b"", parts[_BOOK_RELATIONS])


_WORKSHEET = f'<Relationship Id="rId98" Type="{_RELATED}/worksheet" Target="worksheets/sheet98.xml"/>'
_EXTRA = b'<ext uri="{x}" xmlns:y="urn:y"><y:sheet y:id="rId77"/></ext>'

BENDS: Mapping[str, Bend] = {
    "empty relation": _listed('<sheet name="Module1" sheetId="99" state="veryHidden" r:id=""/>'),
    "no relation": _listed('<sheet name="Module1" sheetId="99"/>'),
    "relation to nothing": _listed('<sheet name="缺" sheetId="99" r:id="rId99"/>'),
    "part of a sheet missing": _listed('<sheet name="缺" sheetId="98" r:id="rId98"/>', _WORKSHEET),
    "part of a sheet cut": _listed(
        '<sheet name="坏" sheetId="98" r:id="rId98"/>', _WORKSHEET, **{"xl/worksheets/sheet98.xml": b"<worksheet><sheetData><row"}
    ),
    "Excel 4 macro sheet": _other_sheet("macrosheets", f"{_MICROSOFT}/xlMacrosheet", "xm:macrosheet"),
    "Excel 4 macro sheet first": _other_sheet("macrosheets", f"{_MICROSOFT}/xlMacrosheet", "macrosheet", before=True),
    "international macro sheet": _other_sheet("macrosheets", f"{_MICROSOFT}/xlIntlMacrosheet", "macrosheet"),
    "dialog sheet": _other_sheet("dialogsheets", f"{_RELATED}/dialogsheet", "dialogsheet"),
    "dialog sheet first": _other_sheet("dialogsheets", f"{_RELATED}/dialogsheet", "dialogsheet", before=True),
    "chart sheet": _other_sheet("chartsheets", f"{_RELATED}/chartsheet", "chartsheet"),
    "chart sheet first": _other_sheet("chartsheets", f"{_RELATED}/chartsheet", "chartsheet", before=True),
    "main part book.xml": _main_moved("xl/book.xml", "xl/_rels/book.xml.rels", "xl/book.xml", ""),
    "main part at the root": _main_moved("book.xml", "_rels/book.xml.rels", "/book.xml", "xl/"),
    "main part in another folder": _main_moved("a/b/w.xml", "a/b/_rels/w.xml.rels", "a/b/w.xml", "../../xl/"),
    "main part without ending": _main_moved("xl/main", "xl/_rels/main.rels", "/xl/main", "/xl/"),
    "main part, absolute": replaced("_rels/.rels", b'"xl/workbook.xml"', b'"/xl/workbook.xml"'),
    "sheet in another folder": _moved(_SHEET, "xl/sheets/1.xml", (_BOOK_RELATIONS, "worksheets/sheet1", "sheets/1")),
    "sheet at the root": _moved(_SHEET, "s.xml", (_BOOK_RELATIONS, "worksheets/sheet1.xml", "/s.xml")),
    "sheet without ending": _moved(_SHEET, "xl/worksheets/table", (_BOOK_RELATIONS, "sheet1.xml", "table")),
    "sheet of a Chinese name": _moved(_SHEET, "xl/worksheets/表.xml", (_BOOK_RELATIONS, "sheet1.xml", "表.xml")),
    "sheet named in percents": _moved(_SHEET, "xl/worksheets/a b.xml", (_BOOK_RELATIONS, "sheet1.xml", "a%20b.xml")),
    "sheet among the charts": _moved(_SHEET, "xl/charts/1.xml", (_BOOK_RELATIONS, "worksheets/sheet1", "charts/1")),
    "sheet in capitals": _moved(_SHEET, "xl/Worksheets/Sheet1.xml"),
    "texts of another name": _moved(_STRINGS, "xl/texts.xml", (_BOOK_RELATIONS, "sharedStrings.xml", "texts.xml")),
    "texts in another folder": _moved(_STRINGS, "xl/x/s.xml", (_BOOK_RELATIONS, "sharedStrings.xml", "/xl/x/s.xml")),
    "texts in capitals": _moved(_STRINGS, "xl/SharedStrings.xml"),
    "styles of another name": _moved(_STYLES, "xl/looks.xml", (_BOOK_RELATIONS, "styles.xml", "looks.xml")),
    "absolute targets": replaced(_BOOK_RELATIONS, b'Target="', b'Target="/xl/'),
    "targets from here": replaced(_BOOK_RELATIONS, b'Target="', b'Target="./'),
    "targets from above": replaced(_BOOK_RELATIONS, b'Target="', b'Target="../xl/'),
    "strict": _every_xml(_strict),
    "prefixed workbook": _every_xml(_prefixed, _BOOK),
    "prefixed relations": _every_xml(_prefixed, _BOOK_RELATIONS, "_rels/.rels"),
    "prefixed sheet": _every_xml(_prefixed, _SHEET),
    "prefixed texts": _every_xml(_prefixed, _STRINGS),
    "prefixed styles": _every_xml(_prefixed, _STYLES),
    "all prefixed": _every_xml(_prefixed, _BOOK, _SHEET, _STRINGS, _STYLES),
    "relations by another prefix": _every_xml(lambda part: part.replace(b"r:", b"d3p1:"), _BOOK),
    "single quotes": _every_xml(_single_quoted),
    "byte order marks": _every_xml(lambda part: b"\xef\xbb\xbf" + part),
    "utf-16": _every_xml(_wide("utf-16-le")),
    "utf-16, big end first": _every_xml(_wide("utf-16-be")),
    "utf-16 sheet": _every_xml(_wide("utf-16-le"), _SHEET),
    "utf-16 list of sheets": _every_xml(_wide("utf-16-be"), _BOOK, _BOOK_RELATIONS),
    "utf-16 texts": _every_xml(_wide("utf-16-le"), _STRINGS),
    "no XML declaration": _every_xml(lambda part: part.partition(b"?>")[2].lstrip()),
    "comments": _every_xml(_commented),
    "every tag on its line": _every_xml(_wrapped, _BOOK, _BOOK_RELATIONS, _SHEET, _STYLES),
    "attributes turned": _every_xml(_turned, _SHEET),
    "no addresses": _without_addresses,
    "wrong dimension": _every_xml(lambda part: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', part), _SHEET),
    "no dimension": _every_xml(lambda part: re.sub(rb"<dimension [^>]*>", b"", part), _SHEET),
    "wrong count of texts": _every_xml(lambda part: re.sub(rb'ount="\d+"', b'ount="1"', part), _STRINGS),
    "readings over the texts": _every_xml(
        lambda part: part.replace("<t>良好</t>".encode(), "<t>良好</t><rPh sb=\"0\" eb=\"1\"><t>liang</t></rPh><phoneticPr fontId=\"1\"/>".encode()), _STRINGS
    ),
    "texts in runs": _every_xml(lambda part: part.replace("<t>良好</t>".encode(), "<r><t>良</t></r><r><t>好</t></r>".encode()), _STRINGS),
    "extensions": replaced(_BOOK, b"</workbook>", b"<extLst>" + _EXTRA + b"</extLst></workbook>"),
    "alternate content": replaced(
        _BOOK, b"<bookViews>", b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15"><a:p xmlns:a="urn:a"/></mc:Choice></mc:AlternateContent><bookViews>'
    ),
    "custom XML": lambda parts: parts.update({"customXml/item1.xml": b"<a><!-- x --></a>", "customXml/_rels/item1.xml.rels": b"<Relationships/>"}),
    "pivot": lambda parts: parts.update({"xl/pivotTables/pivotTable1.xml": b"<a/>", "xl/pivotCache/pivotCacheRecords1.xml": b"<a/>"}),
    "external link": lambda parts: parts.update({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
    "printer settings": lambda parts: parts.update({"xl/printerSettings/printerSettings1.bin": bytes(2000)}),
    "no texts at all": _inlined,
}  # fmt: skip
"""By name what is done to the parts of a plain workbook."""
