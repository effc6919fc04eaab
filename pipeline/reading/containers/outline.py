"""Which part of a zipped workbook is what: by its relations, whatever the parts are called.

calamine looks for parts by the names that Excel gives them, and gives up over a sheet that is no worksheet. What is
named or listed otherwise is therefore named as Excel does it, and listed anew without what holds no cells.
openpyxl was tried: of 63 workbooks that are packed otherwise than Excel does it, it refuses 15 and finds no rows in 3.
Source: ECMA-376 part 1, 18.2 (workbook), part 2, 9.3 (relations); [MS-XLSB] 2.4.304 (BrtBundleSh).
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import count
from posixpath import basename, dirname
from typing import NamedTuple
from xml.etree.ElementTree import ParseError, fromstring

from pipeline.reading.containers import limits
from pipeline.reading.containers.relations import Relation, relations, relations_part, tag_of, text
from pipeline.reading.containers.xlsb_records import records, text_at

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
BINARY = "xl/workbook.bin"
_ROOT, _USUAL = "_rels/.rels", b'officeDocument" Target="xl/workbook.xml"'
_SHEETS = "xl/worksheets/"

_SHEET = tag_of(b"sheet")
_XML = (b"<", b"\xef\xbb\xbf<")
_IS_WORKBOOK = rb"<(?:\w+:)?workbook\b"

_BUNDLE = 156
"""BrtBundleSh: a sheet by its state, its relation and its name."""
_STATES = ("visible", "hidden", "veryHidden")
_MACROS, _NO_CELLS = frozenset({"xlMacrosheet", "xlIntlMacrosheet"}), frozenset({"chartsheet", "dialogsheet"})

Read = Callable[[str], bytes]
"""A part's content by its name; empty when there is none."""


class ListedSheet(NamedTuple):
    """A sheet as the workbook lists it; ``relation`` is empty where it leads nowhere."""

    name: str
    state: str
    relation: str


class Outline(NamedTuple):
    """What a workbook consists of, and how it is to be laid out where it is not as calamine expects it.

    ``parts`` are those of the worksheets by the sheet's name, ``names`` the new names of parts, ``written`` the parts
    that take the place of the list of sheets and its relations. Of the other sheets ``macros`` are Excel 4 macro sheets,
    ``empty`` are listed without a part, and the part of those that are ``lost`` is missing.
    """

    parts: Mapping[str, str]
    names: Mapping[str, str] = {}
    written: Mapping[str, bytes] = {}
    macros: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def outline_of(names: Collection[str], read: Read) -> Outline:
    """The outline of a workbook whose parts have these names; an empty one of what is no workbook of Excel's."""
    root = read(_ROOT)
    if WORKBOOK in names and _USUAL in root and (usual := _as_excel_does(names, read)):
        return usual
    parts = {name.lower(): name for name in names}
    told = next((r.part for r in relations(root, "").values() if r.kind == "officeDocument"), "")
    main = parts.get(told.lower()) or next((name for name in (WORKBOOK, BINARY) if name in names), None)
    if main is None:
        return Outline({})
    workbook = read(main)
    if workbook.startswith(_XML) and not re.search(_IS_WORKBOOK, workbook):
        return Outline({})
    related = f"{dirname(main)}/_rels/{basename(main)}.rels".lstrip("/")
    found = relations(read(parts.get(related.lower(), "")), dirname(main))
    return _laid_out(parts, workbook, found)


def _as_excel_does(names: Collection[str], read: Read) -> Outline | None:
    """The outline where every sheet is a worksheet with its part, and the texts and styles have their usual names."""
    workbook, related = read(WORKBOOK), read(RELATIONS)
    found = relations(related, "xl")
    usual = _usual_names("xml")
    if any(r.part != usual.get(r.kind, r.part) or (r.kind in usual and not r.plain) for r in found.values()):
        return None
    parts = {}
    for tag in _SHEET.findall(workbook):
        relation = found.get(text(tag, rb"\w+:id"))
        if not (relation and relation.plain and relation.kind == "worksheet" and relation.part in names):
            return None
        parts[text(tag, b"name")] = relation.part
    usual_sheets = all(part.startswith(_SHEETS) and part.endswith(".xml") for part in parts.values())
    return Outline(parts) if usual_sheets else None


def _laid_out(parts: Mapping[str, str], workbook: bytes, found: Mapping[str, Relation]) -> Outline:
    """The outline of a workbook by its main part and what that is related to; ``parts`` are by their small letters."""
    binary = not workbook.startswith(_XML)
    ending = "bin" if binary else "xml"
    usual = _usual_names(ending)
    names = {
        parts[r.part.lower()]: usual[r.kind]
        for r in found.values()
        if r.kind in usual and r.part.lower() in parts
    }
    kept: list[tuple[ListedSheet, str]] = []
    left = _Left([], [], [])
    free = count(1)
    for sheet in _listed_in_binary(workbook) if binary else _listed_in_xml(workbook):
        relation = found.get(sheet.relation)
        part = parts.get(relation.part.lower()) if relation else None
        if not sheet.relation:
            left.empty.append(sheet.name)
        elif relation and relation.kind in _MACROS:
            left.macros.append(sheet.name)
        elif part is None:
            left.lost.append(sheet.name)
        elif relation and relation.kind not in _NO_CELLS:
            as_usual = part.startswith(_SHEETS) and part.endswith(ending)
            names.setdefault(part, part if as_usual else f"{_SHEETS}elsewhere{next(free)}.{ending}")
            kept.append((sheet, names[part]))
    written = {
        f"xl/workbook.{ending}": _without(workbook, kept) if binary else _workbook(workbook, kept),
        f"xl/_rels/workbook.{ending}.rels": _related(kept, binary),
        _ROOT: relations_part((("rId1", "officeDocument", f"xl/workbook.{ending}"),)),
    }
    return Outline({sheet.name: part for sheet, part in kept}, names, written, *map(tuple, left))


class _Left(NamedTuple):
    """The names of sheets that are left out."""

    macros: list[str]
    empty: list[str]
    lost: list[str]


def _usual_names(ending: str) -> Mapping[str, str]:
    """What calamine expects the parts that are not sheets to be called, by the kind of the relation to them."""
    return {
        "sharedStrings": f"xl/sharedStrings.{ending}",
        "styles": f"xl/styles.{ending}",
        "vbaProject": "xl/vbaProject.bin",
    }


def _listed_in_xml(workbook: bytes) -> Iterator[ListedSheet]:
    """The sheets in their order; none where the part is no XML."""
    for element in _elements(workbook, "sheet"):
        relation = next((value for name, value in element.items() if name.endswith("}id")), "")
        yield ListedSheet(element.get("name", ""), element.get("state", _STATES[0]), relation)


def _elements(part: bytes, name: str) -> Iterator[Mapping[str, str]]:
    """The attributes of all elements of a name, whatever its namespace."""
    try:
        root = fromstring(part)  # noqa: S314 - parts with declarations are refused before
    except (ParseError, ValueError, LookupError):
        return
    yield from (element.attrib for element in root.iter() if element.tag.rpartition("}")[2] == name)


def _listed_in_binary(workbook: bytes) -> Iterator[ListedSheet]:
    for kind, _, body, end in _records(workbook):
        if kind == _BUNDLE and end - body >= 16:
            state = int.from_bytes(workbook[body : body + 4], "little")
            relation, rest = text_at(workbook, body + 8)
            yield ListedSheet(text_at(workbook, rest)[0], _STATES[min(state, 2)], relation)


def _records(workbook: bytes) -> Iterator[tuple[int, int, int, int]]:
    return records(workbook, iter(range(limits.CELLS)))


def _workbook(workbook: bytes, kept: Iterable[tuple[ListedSheet, str]]) -> bytes:
    """The list of sheets, and whether days count from 1904."""
    since = next((e.get("date1904", "0") for e in _elements(workbook, "workbookPr")), "0")
    sheets = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{number}" state="{escape(sheet.state)}" r:id="rId{number}"/>'
        for number, (sheet, _) in enumerate(kept, start=1)
    )
    return (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<workbookPr date1904="{escape(since)}"/><sheets>{sheets}</sheets></workbook>'
    ).encode()


def _without(workbook: bytes, kept: Sequence[tuple[ListedSheet, str]]) -> bytes:
    """The binary workbook listing only some of its sheets."""
    left, changed, start = {sheet.relation for sheet, _ in kept}, [], 0
    for kind, begin, body, end in _records(workbook):
        if kind == _BUNDLE and (end - body < 16 or text_at(workbook, body + 8)[0] not in left):
            changed.append(workbook[start:begin])
            start = end
    return b"".join([*changed, workbook[start:]])


def _related(kept: Iterable[tuple[ListedSheet, str]], binary: bool) -> bytes:
    """The relations of the workbook to its sheets; a binary one is listed as it was."""
    return relations_part(
        (sheet.relation if binary else f"rId{number}", "worksheet", part.removeprefix("xl/"))
        for number, (sheet, part) in enumerate(kept, start=1)
    )
