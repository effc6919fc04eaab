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
from pipeline.reading.appearance.formats import ANY, NONE, decimals_shown, shown_by
from pipeline.reading.appearance.symbols import in_signs
from pipeline.reading.appearance.xlsx.cells import CELL, content_of, place_of, tag_of
from pipeline.reading.appearance.xlsx.comments import comments_on
from pipeline.reading.appearance.xlsx.conditional import CellRule, rules_of, shown_under
from pipeline.reading.appearance.xlsx.drawings import drawn_over
from pipeline.reading.appearance.xlsx.fetching import fetched_cells
from pipeline.reading.appearance.xlsx.hidden import hidden_columns_of, hidden_rows_of
from pipeline.reading.appearance.xlsx.strings import has_fonts, runs_of, shared_texts, strikes
from pipeline.reading.appearance.xlsx.styles import Font, Style, Styles, seen_of, styles_of
from pipeline.reading.containers.grid import Cell, Place
from pipeline.reading.containers.outline import STRINGS, STYLES
from pipeline.reading.containers.package import Package
from pipeline.reading.containers.relations import attribute
from validators.cells import CellRef

_UNUSUAL = (b":c ", b"<c s", b"<c t", b"<c r='", b"<c\n", b"<c\r")
"""Bytes without one of which every cell begins with its address in double quotes."""

_FORMULA = rb"<(?:\w+:)?f\b"
_BEGINNING = 2000
"""Bytes of a sheet's cells that show how its program quotes."""

_RESULT = rb"<(?:\w+:)?v\b"
"""What a formula's result begins with; a text may be empty and still be one."""

_USUAL = Style()
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
        hidden_rows=frozenset(hidden_rows_of(part, head)),
        hidden_columns=frozenset(hidden_columns_of(head)),
        struck=frozenset(place for place, look in looks.items() if look.struck),
        faint={place: look.faint for place, look in looks.items() if look.faint},
        written={place: look.written for place, look in looks.items() if look.written},
        drawn=drawn_over(package, package.outline.parts.get(sheet, "")),
        without_value=partial(_without_value, part),
        shown=partial(_shown, part, styles.codes, seen, rules),
        exact=NONE if seen or rules else exact,
        fetched=partial(fetched_cells, part),
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
    for cell in CELL.finditer(part):
        tag = tag_of(part, cell)
        number, kind = attribute(tag, b"s"), attribute(tag, b"t")
        style = styles.unusual.get(number, _USUAL)
        if style != _USUAL or inline or (texts and kind == b"s"):
            text = _text_of(content_of(part, cell), kind, texts)
            yield place_of(cell[1]), _look(text, style, styles.grounds.get(number, WHITE))


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
    found = (
        (place_of(cell[1]), codes.get(attribute(tag_of(part, cell), b"s"))) for cell in CELL.finditer(part)
    )
    shown = {place: shown_by(code, cells[place]) for place, code in found if code and place in cells}
    return shown | picked(seen, cells) | dict(shown_under(rules, cells))


def _without_value(part: bytes, cells: Iterable[Place]) -> dict[Place, str]:
    places = {CellRef("", row + 1, column + 1).a1.encode(): (row, column) for row, column in cells}
    if not places or not part:
        return {}
    usual = not any(mark in part for mark in _UNUSUAL)
    sought = re.compile(rb'<c r="(%s)(?=")' % b"|".join(places)) if usual else CELL
    found: dict[Place, str] = {}
    for cell in sought.finditer(part):
        if cell[1] in places:
            content, kind = content_of(part, cell), attribute(tag_of(part, cell), b"t")
            if kind == b"e":
                error = re.search(_VALUE, content)
                found[places[cell[1]]] = error[1].decode("utf-8", "replace") if error else ""
            elif re.match(_FORMULA, content) and not (kind == b"str" and re.search(_RESULT, content)):
                found[places[cell[1]]] = ""
    return found
