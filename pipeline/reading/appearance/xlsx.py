"""What is unseen of a sheet of an xlsx or xlsm: its parts are searched for the bytes that tell of it.

Only where bytes hint at something are elements read, by ElementTree; formulas without result, of which every workbook
that is not filled in has some, are found by their bytes alone.

openpyxl was tried in its place (3.1.5, ``load_workbook`` with rich texts). It finds the same on all 2,152 sheets of the
corpus, and does not serve for these: it gives up a whole workbook over one cell that calamine reads around (NaN), so that
what is struck out in it would be counted without a word; it finds no sheet in a strict workbook; it takes the number
formats 27 to 36 and 50 to 58 of a Chinese Excel for General; it drops what says that a row is shown although all others
are hidden (dyDescent); and it takes 0.1 s for a workbook of which this reads what is asked for in 2 ms.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, SubElement, iterparse

from pipeline.reading.appearance import Unseen, picked
from pipeline.reading.appearance.colours import WHITE, Colour
from pipeline.reading.appearance.comments import comments_on
from pipeline.reading.appearance.conditional import CellRule, rules_of, shown_under
from pipeline.reading.appearance.drawings import drawn_over
from pipeline.reading.appearance.formats import ANY, NONE, decimals_shown, shown_by
from pipeline.reading.appearance.strings import has_fonts, runs_of, shared_texts
from pipeline.reading.appearance.styles import Font, Style, Styles, seen_of, styles_of
from pipeline.reading.appearance.symbols import in_signs
from pipeline.reading.containers.grid import Cell, Place
from pipeline.reading.containers.outline import STRINGS, STYLES
from pipeline.reading.containers.package import Package
from pipeline.reading.containers.relations import attribute
from validators.cells import CellRef, column_number

_THIN_ROW, _THIN_COLUMN = rb" ht=[\"'][0-4][.\"']", rb" width=[\"'][01][.\"']"
"""What stands where a row or a column is too thin to be seen."""

_FLAT = rb"zeroHeight|default(?:RowHeight|ColWidth)\s*=\s*[\"'][0-4][.\"']"
"""What stands where all rows or columns are so, but for those that say otherwise."""

_OF_ITS_OWN = ("ht", "dyDescent")
"""What Excel writes of a row that it shows although all others have no height."""

_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*[\"']([A-Z]{1,3}[0-9]{1,7})")
"""The beginning of a cell up to its address."""

_UNUSUAL = (b":c ", b"<c s", b"<c t", b"<c r='", b"<c\n", b"<c\r")
"""Bytes without one of which every cell begins with its address in double quotes."""

_FORMULA = rb"<(?:\w+:)?f\b"
_CELL_END = re.compile(rb"</(?:\w+:)?c>")
_LAST = 16384
_BEGINNING = 2000
"""Bytes of a sheet's cells that show how its program quotes."""

_RESULT = rb"<(?:\w+:)?v\b"
"""What a formula's result begins with; a text may be empty and still be one."""

THIN_ROW, THIN_COLUMN = 5.0, 2.0
"""Points of height, and letters of width with the cell's margins, below which nothing can be read."""

_TRUE, _USUAL, _NOTHING = {"1", "true"}, Style(), Element("is")
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_VALUE = rb"<(?:\w+:)?v>([^<]+)</(?:\w+:)?v>"


def unseen(package: Package, sheet: str) -> Unseen:
    """What is unseen of one sheet."""
    part = package.read(package.outline.parts.get(sheet, ""))
    head = part[: part.find(b"sheetData")]
    styles = _used(styles_of(package.read(STYLES)), part)
    strings = package.read(STRINGS)
    signs = any(style.symbols for style in styles.unusual.values())
    looks = dict(_looks(part, styles, shared_texts(strings, of_all=signs)))
    seen = {place: look.seen for place, look in looks.items() if look.seen is not None}
    rules = rules_of(_conditional_formats(part, styles), styles.conditional)
    exact = min(map(decimals_shown, styles.codes.values()), default=ANY)
    return Unseen(
        hidden_rows=frozenset(_hidden_rows(part, head)),
        hidden_columns=frozenset(_hidden_columns(head)),
        struck=frozenset(place for place, look in looks.items() if look.struck),
        faint={place: look.faint for place, look in looks.items() if look.faint},
        written={place: look.written for place, look in looks.items() if look.written},
        drawn=drawn_over(package, package.outline.parts.get(sheet, "")),
        without_value=partial(_without_value, part),
        shown=partial(_shown, part, styles.codes, seen, rules),
        exact=NONE if seen or rules else exact,
        comments=comments_on(package, package.outline.parts.get(sheet, "")),
    )


def _conditional_formats(part: bytes, styles: Styles) -> Iterator[Element]:
    """The conditional formats of a sheet, where one of them may hide or change anything."""
    told = b"conditionalFormatting" in part and (styles.conditional or b"showValue" in part)
    return _elements(part if told else b"", "conditionalFormatting")


def _used(styles: Styles, part: bytes) -> Styles:
    """The styles without those that would have to be looked at on a sheet of which no cell names one of them."""
    quiet = {number: code for number, code in styles.codes.items() if decimals_shown(code) > 0}
    sought = [*styles.unusual, *(number for number in styles.codes if number not in quiet)]
    start = part.find(b"sheetData")
    if not sought or b'="' not in part[start : start + _BEGINNING]:
        return styles
    unused = styles._replace(unusual={}, codes=quiet)
    return styles if re.search(rb' s="(?:%s)"' % b"|".join(sought), part) else unused


def _elements(part: bytes, *names: str) -> Iterator[Element]:
    """The elements of some names, whatever their prefix, in their order; of a damaged sheet those before the damage."""
    try:
        for _, element in iterparse(BytesIO(part)) if part else ():  # noqa: S314 - declares no entities
            name = element.tag.rpartition("}")[2]
            if name in names:
                yield element
            if name == "row":
                element.clear()
    except (ParseError, ValueError, LookupError):
        return  # calamine has read the cells; what only this looks for matters no more


def _thin(element: Element, size: str, least: float) -> bool:
    """Whether a row or column is hidden, or too thin to be seen."""
    if element.get("hidden") in _TRUE:
        return True
    try:
        return float(element.get(size) or least) < least
    except ValueError:
        return False


def _default(head: bytes) -> Element:
    """What a sheet says of the rows and columns that say nothing of themselves, where that may hide them."""
    return next(_elements(head if re.search(_FLAT, head) else b"", "sheetFormatPr"), _NOTHING)


def _hidden_rows(part: bytes, head: bytes) -> Iterator[int]:
    """The rows that are hidden or too thin, all those without a height of their own where the sheet's is none."""
    default = _default(head)
    flat = default.get("zeroHeight") in _TRUE or _thin(default, "defaultRowHeight", THIN_ROW)
    if not (flat or b"hidden" in part or re.search(_THIN_ROW, part)):
        return
    number = 0
    for row in _elements(part, "row"):
        own = row.get("r", "")
        number = int(own) if own.isdigit() and len(own) < 8 else number + 1
        if _thin(row, "ht", THIN_ROW) or (
            flat and not any(name.endswith(_OF_ITS_OWN) for name in row.attrib)
        ):
            yield number - 1


def _hidden_columns(head: bytes) -> Iterator[int]:
    """The columns that are hidden or too narrow, all those not named where the sheet's width is none."""
    flat = _thin(_default(head), "defaultColWidth", THIN_COLUMN)
    if not (flat or b"hidden" in head or re.search(_THIN_COLUMN, head)):
        return
    wide: set[int] = set()
    for column in _elements(head, "col"):
        first, last = column.get("min", ""), column.get("max", "")
        if first.isdigit() and last.isdigit() and len(first + last) < 12:
            numbers = range(int(first) - 1, min(int(last), _LAST))
            wide.update(numbers)
            if _thin(column, "width", THIN_COLUMN):
                yield from numbers
    yield from set(range(_LAST)) - wide if flat else ()


def _cells(part: bytes) -> Iterator[tuple[Place, Element]]:
    """The cells that say where they stand."""
    for cell in _elements(part, "c"):
        if found := _ADDRESS.fullmatch(cell.get("r", "")):
            yield (int(found[2]) - 1, column_number(found[1]) - 1), cell


class _Look(NamedTuple):
    """What is unusual about one cell; ``seen`` is what is seen of it, if that is not all."""

    struck: bool
    faint: str
    written: tuple[str, str] | None
    seen: str | None


def _looks(part: bytes, styles: Styles, texts: Mapping[str, Element]) -> Iterator[tuple[Place, _Look]]:
    """The cells that look unusual: by the cell's format, or by that of a part of its text."""
    inline = b"inlineStr" in part and has_fonts(part)
    if not (styles.unusual or texts or inline):
        return
    for place, cell in _cells(part):
        number, kind = cell.get("s", "").encode(), cell.get("t", "n")
        style = styles.unusual.get(number, _USUAL)
        if style != _USUAL or inline or (texts and kind == "s"):
            yield place, _look(_text_of(cell, kind, texts), style, styles.grounds.get(number, WHITE))


def _text_of(cell: Element, kind: str, texts: Mapping[str, Element]) -> Element:
    """The text in a cell, wherever it stands, with the fonts of its pieces; of a number its digits."""
    value = cell.findtext("{*}v", "").strip()
    if kind == "s":
        return texts.get(value, _NOTHING)
    if kind == "inlineStr":
        return next(cell.iterfind("{*}is"), _NOTHING)
    digits = Element("is")
    SubElement(digits, "t").text = value
    return digits


def _look(text: Element, style: Style, ground: Colour | None) -> _Look:
    runs = list(runs_of(text, Font(style.symbols)))
    letters = "".join(run for run, _ in runs)
    signs = in_signs((run, font.name) for run, font in runs)
    faint = style.faint
    if text.find("{*}r/{*}rPr") is not None:
        hidden = [font.faint(ground) for _, font in runs]
        faint = hidden[0] if all(hidden) else ""
    return _Look(
        style.struck or any(font.struck for _, font in runs),
        faint,
        (letters, signs) if signs != letters else None,
        None if faint else seen_of(runs, ground),
    )


def _shown(
    part: bytes,
    codes: Mapping[bytes, str],
    seen: Mapping[Place, str],
    rules: Sequence[CellRule],
    cells: Mapping[Place, Cell],
) -> dict[Place, str]:
    found = ((place, codes.get(cell.get("s", "").encode())) for place, cell in _cells(part))
    shown = {place: shown_by(code, cells[place]) for place, code in found if code and place in cells}
    return shown | picked(seen, cells) | dict(shown_under(rules, cells))


def _tag(part: bytes, cell: re.Match[bytes]) -> bytes:
    return part[cell.start() : part.find(b">", cell.end())]


def _content(part: bytes, cell: re.Match[bytes]) -> bytes:
    """What stands in a cell, up to its end."""
    begin = part.find(b">", cell.end()) + 1
    if part[begin - 2 : begin] == b"/>":
        return b""
    end = _CELL_END.search(part, begin)
    return part[begin : end.start() if end else len(part)]


def _without_value(part: bytes, cells: Iterable[Place]) -> dict[Place, str]:
    places = {CellRef("", row + 1, column + 1).a1.encode(): (row, column) for row, column in cells}
    if not places or not part:
        return {}
    usual = not any(mark in part for mark in _UNUSUAL)
    sought = re.compile(rb'<c r="(%s)(?=")' % b"|".join(places)) if usual else _CELL
    found: dict[Place, str] = {}
    for cell in sought.finditer(part):
        if cell[1] in places:
            content, kind = _content(part, cell), attribute(_tag(part, cell), b"t")
            if kind == b"e":
                error = re.search(_VALUE, content)
                found[places[cell[1]]] = error[1].decode("utf-8", "replace") if error else ""
            elif re.match(_FORMULA, content) and not (kind == b"str" and re.search(_RESULT, content)):
                found[places[cell[1]]] = ""
    return found
