"""What is unseen of a sheet of an xlsx or xlsm: its parts are searched for the bytes that tell of it.

Programs write names with a prefix, either quotes and attributes in any order: all are understood. So is what calamine
reads over and no parser of XML does: a control character in a text, a prefix that nobody declares, an attribute given
twice, blanks before the first tag. ElementTree and openpyxl (3.1.5) were tried: both stop there, so that what is struck out
or hidden behind it would be counted without a word. On the 2,152 well-formed sheets of the corpus openpyxl finds the same;
it takes 0.1 s a workbook instead of 0.5 ms, finds no sheet in a strict one, takes the number formats 27 to 36 and 50 to 58
of a Chinese Excel for General, and drops what says that a row is shown although all others are hidden (dyDescent).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from pipeline.reading.appearance import Unseen, picked
from pipeline.reading.appearance.colours import WHITE, Colour
from pipeline.reading.appearance.comments import comments_on
from pipeline.reading.appearance.conditional import CellRule, rules_of, shown_under
from pipeline.reading.appearance.drawings import drawn_over
from pipeline.reading.appearance.formats import ANY, NONE, decimals_shown, shown_by
from pipeline.reading.appearance.strings import has_fonts, runs_of, shared_texts, strikes
from pipeline.reading.appearance.styles import Font, Style, Styles, seen_of, styles_of
from pipeline.reading.appearance.symbols import in_signs
from pipeline.reading.containers.grid import Cell, Place
from pipeline.reading.containers.outline import STRINGS, STYLES
from pipeline.reading.containers.package import Package
from pipeline.reading.containers.relations import attribute
from validators.cells import CellRef, column_number

_THIN_ROW, _THIN_COLUMN = rb" ht=[\"'][0-4][.\"']", rb" width=[\"'][01][.\"']"
"""What stands where a row or a column is too thin to be seen."""

_OF_ITS_OWN = rb"\bht\s*=|dyDescent"
"""What Excel writes of a row that it shows although all others have no height."""

_DEFAULTS = re.compile(rb"<(?:\w+:)?sheetFormatPr\b([^>]*)>")

_ROWS, _COLUMNS = re.compile(rb"<(?:\w+:)?row\b([^>]*)>"), re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
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

_TRUE, _USUAL = {b"1", b"true"}, Style()
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
    rules = rules_of(part, styles.conditional)
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


def _used(styles: Styles, part: bytes) -> Styles:
    """The styles without those that would have to be looked at on a sheet of which no cell names one of them."""
    quiet = {number: code for number, code in styles.codes.items() if decimals_shown(code) > 0}
    sought = [*styles.unusual, *(number for number in styles.codes if number not in quiet)]
    start = part.find(b"sheetData")
    if not sought or b'="' not in part[start : start + _BEGINNING]:
        return styles
    unused = styles._replace(unusual={}, codes=quiet)
    return styles if re.search(rb' s="(?:%s)"' % b"|".join(sought), part) else unused


def _thin(tag: bytes, size: bytes, least: float) -> bool:
    """Whether a row or column is hidden, or too thin to be seen."""
    if attribute(tag, b"hidden") in _TRUE:
        return True
    try:
        return float(attribute(tag, size) or least) < least
    except ValueError:
        return False


def _hidden_rows(part: bytes, head: bytes) -> Iterator[int]:
    """The rows that are hidden or too thin, all those without a height of their own where the sheet's is none."""
    defaults = _DEFAULTS.search(head)
    flat = defaults is not None and (
        attribute(defaults[1], b"zeroHeight") in _TRUE or _thin(defaults[1], b"defaultRowHeight", THIN_ROW)
    )
    if not (flat or b"hidden" in part or re.search(_THIN_ROW, part)):
        return
    number = 0
    for row in _ROWS.finditer(part):
        own = attribute(row[1], b"r")
        number = int(own) if own.isdigit() and len(own) < 8 else number + 1
        if _thin(row[1], b"ht", THIN_ROW) or (flat and not re.search(_OF_ITS_OWN, row[1])):
            yield number - 1


def _hidden_columns(head: bytes) -> Iterator[int]:
    """The columns that are hidden or too narrow, all those not named where the sheet's width is none."""
    defaults = _DEFAULTS.search(head)
    flat = defaults is not None and _thin(defaults[1], b"defaultColWidth", THIN_COLUMN)
    if not (flat or b"hidden" in head or re.search(_THIN_COLUMN, head)):
        return
    wide: set[int] = set()
    for column in _COLUMNS.finditer(head):
        first, last = attribute(column[1], b"min"), attribute(column[1], b"max")
        if first.isdigit() and last.isdigit() and len(first + last) < 12:
            numbers = range(int(first) - 1, min(int(last), _LAST))
            wide.update(numbers)
            if _thin(column[1], b"width", THIN_COLUMN):
                yield from numbers
    yield from set(range(_LAST)) - wide if flat else ()


def _place(address: bytes) -> Place:
    letters = address.rstrip(b"0123456789")
    return int(address[len(letters) :]) - 1, column_number(letters.decode()) - 1


class _Look(NamedTuple):
    """What is unusual about one cell; ``seen`` is what is seen of it, if that is not all."""

    struck: bool
    faint: str
    written: tuple[str, str] | None
    seen: str | None


def _looks(part: bytes, styles: Styles, texts: Mapping[bytes, bytes]) -> Iterator[tuple[Place, _Look]]:
    """The cells that look unusual: by the cell's format, or by that of a part of its text."""
    inline = b"inlineStr" in part and has_fonts(part)
    if not (styles.unusual or texts or inline):
        return
    for cell in _CELL.finditer(part):
        tag = _tag(part, cell)
        number, kind = attribute(tag, b"s"), attribute(tag, b"t")
        style = styles.unusual.get(number, _USUAL)
        if style != _USUAL or inline or (texts and kind == b"s"):
            text = _text_of(_content(part, cell), kind, texts)
            yield _place(cell[1]), _look(text, style, styles.grounds.get(number, WHITE))


def _text_of(content: bytes, kind: bytes, texts: Mapping[bytes, bytes]) -> bytes:
    """The text in a cell, wherever it stands, as XML with the fonts of its pieces; of a number its digits."""
    value = re.search(_VALUE, content)
    if kind == b"s":
        return texts.get(value[1].strip(), b"") if value else b""
    return b"<t>%s" % value[1] if value and kind in (b"", b"n", b"str") else content


def _look(text: bytes, style: Style, ground: Colour | None) -> _Look:
    runs = list(runs_of(text, Font(style.symbols)))
    letters = "".join(run for run, _ in runs)
    signs = in_signs((run, font.name) for run, font in runs)
    faint = style.faint
    if has_fonts(text):
        hidden = [font.faint(ground) for _, font in runs]
        faint = hidden[0] if hidden and all(hidden) else ""
    return _Look(
        style.struck or strikes(text),
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
    found = ((_place(cell[1]), codes.get(attribute(_tag(part, cell), b"s"))) for cell in _CELL.finditer(part))
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
