"""Bending a workbook so that its XML stays well-formed: what is bent is what a reader makes of it, never whether it can."""

import random
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import product
from xml.etree.ElementTree import Element, SubElement, fromstring, register_namespace, tostring

from openpyxl.utils import column_index_from_string, range_boundaries

from tests.grafting.archives import packed, parts_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET, _STRINGS, _STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"

NUMBERS = (
    "0", "1", "2", "2.5", "3", "3.5", "4", "5", "6", "-1", "+4", "04", "4.0", "4e0", ".5", "1e2", "44478", "3.4999999999999996", "99999",
)  # fmt: skip
TEXTS = (
    "合格", "一般", "良好", "不得分", "不涉及", "良 好", " 良好 ", "良好\n", "√", "×", "4", "4分", "４", "", " ", "\u00a0", "-", "无", "#N/A",
    "TRUE", "1", "_x0034_", "_x000D_", "<良好>", "&良好", "]]>", "\U00020000", "良\u3000好",
)  # fmt: skip
TYPES = ("n", "s", "str", "b", "e", "inlineStr", None)
ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#NAME?")

Bend = Callable[[random.Random, dict[str, Element]], object]

register_namespace("", _MAIN[1:-1])
register_namespace("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")


def _cells(trees: dict[str, Element]) -> list[Element]:
    return list(trees[_SHEET].iter(f"{_MAIN}c"))


def _rows(trees: dict[str, Element]) -> list[Element]:
    return list(trees[_SHEET].iter(f"{_MAIN}row"))


def _filled(cell: Element, kind: str | None, text: str | None) -> None:
    """Make a cell one of a type with a value."""
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if kind:
        cell.set("t", kind)
    if text is None:
        return
    if kind == "inlineStr":
        SubElement(SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t").text = text
    else:
        SubElement(cell, f"{_MAIN}v").text = text


def _value(dice: random.Random, trees: dict[str, Element]) -> None:
    """Another value, of a type that it has."""
    cell = dice.choice(_cells(trees))
    kind = dice.choice(TYPES)
    known = str(dice.randrange(len(trees[_STRINGS])))
    told = {"s": (known,), "b": ("0", "1"), "e": ERRORS, "n": NUMBERS, None: NUMBERS}.get(kind, TEXTS)
    _filled(cell, kind, dice.choice((*told, None) if dice.random() < 0.1 else told))


def _formula(dice: random.Random, trees: dict[str, Element]) -> None:
    cell = dice.choice(_cells(trees))
    formula = Element(f"{_MAIN}f")
    formula.text = dice.choice(("1+1", "A1", 'IF(A1="良好",4,"")', "SUM(J6:J9)"))
    if dice.random() < 0.3:
        _filled(cell, None, None)
    cell.insert(0, formula)


def _place(dice: random.Random, trees: dict[str, Element]) -> None:
    """A cell elsewhere in its row, or without a word where it stands."""
    row = dice.choice(_rows(trees))
    if len(row) == 0:
        return
    cell = dice.choice(list(row))
    number = re.sub(r"\D", "", cell.get("r", row.get("r", "1")))
    if dice.random() < 0.3:
        cell.attrib.pop("r", None)
    else:
        cell.set("r", dice.choice("ABCDEFGHIJKLMNOP") + number)


def _order(dice: random.Random, trees: dict[str, Element]) -> None:
    """Rows, the cells of a row, or attributes in another order."""
    data = next(trees[_SHEET].iter(f"{_MAIN}sheetData"))
    kind = dice.randrange(3)
    if kind == 2:
        for cell in _cells(trees):
            told = list(cell.attrib.items())
            dice.shuffle(told)
            cell.attrib.clear()
            cell.attrib.update(told)
        return
    parent = data if kind else dice.choice(_rows(trees))
    children = list(parent)
    dice.shuffle(children)
    parent[:] = children


def _row(dice: random.Random, trees: dict[str, Element]) -> None:
    """A row twice, gone, hidden, without its number or with that of another."""
    data, row = next(trees[_SHEET].iter(f"{_MAIN}sheetData")), dice.choice(_rows(trees))
    kind = dice.randrange(5)
    if kind == 0:
        data.append(fromstring(tostring(row)))
    elif kind == 1:
        data.remove(row)
    elif kind == 2:
        row.set("hidden", dice.choice(("1", "true", "0")))
    elif kind == 3:
        row.attrib.pop("r", None)
    else:
        _numbered(row, str(dice.randrange(1, 60)))


def _numbered(row: Element, number: str) -> None:
    row.set("r", number)
    for cell in row:
        cell.set("r", re.sub(r"\d+", number, cell.get("r", "A1")))


def _merge(dice: random.Random, trees: dict[str, Element]) -> None:
    merges = next(trees[_SHEET].iter(f"{_MAIN}mergeCells"), None)
    if merges is None:
        return
    if dice.random() < 0.3 and len(merges):
        merges.remove(dice.choice(list(merges)))
        return
    left, top = dice.randrange(12), dice.randrange(1, 36)
    right, bottom = left + dice.randrange(3), top + dice.randrange(3)
    place = f"{chr(65 + left)}{top}:{chr(65 + right)}{bottom}"
    SubElement(merges, f"{_MAIN}mergeCell", ref=place)


def _look(dice: random.Random, trees: dict[str, Element]) -> None:
    """A cell of another format, or a format of another kind of number."""
    formats = list(next(trees[_STYLES].iter(f"{_MAIN}cellXfs")))
    if dice.random() < 0.5:
        dice.choice(_cells(trees)).set("s", str(dice.randrange(len(formats))))
    else:
        dice.choice(formats).set("numFmtId", dice.choice(("0", "1", "2", "9", "14", "22", "46", "49")))


def _text(dice: random.Random, trees: dict[str, Element]) -> None:
    """A shared text that is another, in runs, read aloud, or in another place."""
    texts = trees[_STRINGS]
    text = dice.choice(list(texts))
    kind = dice.randrange(4)
    if kind == 0:
        text[:] = [_of("t", dice.choice(TEXTS))]
    elif kind == 1:
        whole = "".join(text.itertext())
        at = dice.randrange(len(whole) + 1)
        text[:] = [_of("r", _of("t", whole[:at])), _of("r", _of("t", whole[at:]))]
    elif kind == 2:
        text.append(_of("rPh", _of("t", "liang"), sb="0", eb="1"))
    else:
        texts.append(_of("si", _of("t", dice.choice(TEXTS))))


def _of(name: str, content: str | Element, **told: str) -> Element:
    element = Element(f"{_MAIN}{name}", told)
    if isinstance(content, str):
        element.text = content
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    else:
        element.append(content)
    return element


_BENDS: tuple[Bend, ...] = (
    _value, _value, _value, _value, _formula, _place, _order, _row, _merge, _look, _text, _text,
)  # fmt: skip


def _rewritten(dice: random.Random, part: str) -> str:
    """The same XML in other words: CDATA, references, comments, blanks in tags, other quotes."""
    (kind,) = dice.choices(
        range(6), (8, 8, 8, 1, 1, 16)
    )  # blanks and quotes make us try it first, which takes time
    if kind == 0:
        return re.sub(r"<(v|t)>([^<&\]]+)<", r"<\1><![CDATA[\2]]><", part)
    if kind == 1:
        return re.sub(r"(?<=<[vt]>)([^<&])", lambda found: f"&#{ord(found[1])};", part)
    if kind == 2:
        return re.sub(r"(?<=<[vt]>)([^<&])", r"\1<!-- 5 -->", part, count=dice.choice((1, 5, 0)))
    if kind == 3:
        return re.sub(r"<(c|row|v|t|si)\b([^<>]*?)(/?)>", r"<\1\2 \3>", part)
    if kind == 4:
        return re.sub(r'="([^"\'<>]*)"', r"='\1'", part)
    return part


def bent(data: bytes, seed: int) -> bytes:
    """The workbook with one to four things bent."""
    dice = random.Random(seed)
    parts = parts_of(data)
    trees = {name: fromstring(parts[name]) for name in (_SHEET, _STRINGS, _STYLES)}
    for _ in range(dice.choice((1, 1, 2, 4))):
        dice.choice(_BENDS)(dice, trees)
    for name, tree in trees.items():
        parts[name] = _rewritten(dice, tostring(tree, encoding="unicode")).encode()
    return packed(parts, zipfile.ZIP_STORED)


def holds_a_place_twice(data: bytes) -> bool:
    """Whether two cells stand at one place, or two merged areas share one: Excel takes such a workbook for damaged."""
    tree = fromstring(parts_of(data)[_SHEET])
    places = [(row, column) for row, cells in _numbered_rows(tree) for column in cells]
    merged = [
        place
        for merge in tree.iter(f"{_MAIN}mergeCell")
        for place in product(*_rows_and_columns(merge.get("ref", "")))
    ]
    return len({*places}) < len(places) or len({*merged}) < len(merged)


def _numbered_rows(tree: Element) -> Iterator[tuple[int, list[int]]]:
    """The rows by number with their cells' columns; what names no place stands behind what comes before it."""
    number = 0
    for row in tree.iter(f"{_MAIN}row"):
        number, column, columns = int(row.get("r", number + 1)), 0, []
        for cell in row.iter(f"{_MAIN}c"):
            told = re.match("[A-Z]+", cell.get("r", ""))
            column = column_index_from_string(told[0]) if told else column + 1
            columns.append(column)
        yield number, columns


def _rows_and_columns(area: str) -> tuple[range, range]:
    left, top, right, bottom = range_boundaries(area)
    return range(top, bottom + 1), range(left, right + 1)
