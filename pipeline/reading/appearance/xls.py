"""What is unseen of a sheet of an xls (and WPS's et): xlrd knows its rows, columns, fonts, formats and errors."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from io import StringIO
from typing import Any

import xlrd

from pipeline.reading.appearance import Unseen, picked
from pipeline.reading.appearance.colours import BLACK, WHITE, Colour
from pipeline.reading.appearance.formats import ANY, NONE, decimals_shown, shown_by
from pipeline.reading.appearance.symbols import in_signs
from pipeline.reading.appearance.xlsx.styles import Font, seen_of, style_of
from pipeline.reading.containers.grid import Cell, Place

_LOOKED_AT = 8 << 20
"""Bytes of a file up to which it is looked at again."""

_TWIPS, _PARTS = 100, 512
"""Twentieths of a point, and parts of 256 of a letter, below which nothing can be read in a row or column."""

_SOLID, _NO_FILL = 1, 0


def unseen(data: bytes, sheet: str) -> Unseen:
    """What is unseen of one sheet."""
    if len(data) > _LOOKED_AT:
        return Unseen()
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=StringIO()
        )
        return _Sheet(book, book.sheet_by_name(sheet)).unseen()
    except Exception:  # calamine has read it; what xlrd gives up over does not matter here
        return Unseen()


class _Sheet:
    """One sheet as xlrd knows it."""

    def __init__(self, book: Any, page: Any) -> None:
        self.book, self.page = book, page
        places = [(row, column) for row in range(page.nrows) for column in range(page.row_len(row))]
        empty = {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}
        self.filled = [place for place in places if page.cell_type(*place) not in empty]
        self.fonts = [self._font(font) for font in book.font_list]

    def unseen(self) -> Unseen:
        """What is unseen of it."""
        page = self.page
        errors = {
            place: xlrd.error_text_from_code.get(page.cell_value(*place), "")
            for place in self.filled
            if page.cell_type(*place) == xlrd.XL_CELL_ERROR
        }
        runs = {place: list(self._runs(place)) for place in self.filled}
        styles = {
            place: [style_of(font, self._ground(place)) for _, font in some] for place, some in runs.items()
        }
        codes = {place: self._code(place) for place in self.filled}
        seen = {place: text for place in runs if (text := self._seen(place, runs[place])) is not None}
        exact = min(map(decimals_shown, set(codes.values())), default=ANY)
        return Unseen(
            hidden_rows=frozenset(self._hidden_rows()),
            hidden_columns=frozenset(self._hidden_columns()),
            struck=frozenset(place for place, some in styles.items() if any(style.struck for style in some)),
            faint={p: some[0].faint for p, some in styles.items() if all(style.faint for style in some)},
            written=dict(_in_signs(runs)),
            without_value=partial(picked, errors),
            shown=partial(_shown, codes, seen),
            exact=NONE if seen else exact,
            comments={place: " ".join(note.text.split()) for place, note in page.cell_note_map.items()},
        )

    def _font(self, font: Any) -> Font:
        return Font(
            font.name, self._colour(font.colour_index) or BLACK, font.height / 20, bool(font.struck_out)
        )

    def _colour(self, index: int) -> Colour | None:
        """A colour of the workbook's palette; None for the one that is taken by itself."""
        colour: Colour | None = self.book.colour_map.get(index)
        return colour

    def _ground(self, place: Place) -> Colour | None:
        ground = self.book.xf_list[self.page.cell_xf_index(*place)].background
        if ground.fill_pattern == _NO_FILL:
            return WHITE
        return self._colour(ground.pattern_colour_index) if ground.fill_pattern == _SOLID else None

    def _code(self, place: Place) -> str:
        code: str = self.book.format_map[
            self.book.xf_list[self.page.cell_xf_index(*place)].format_key
        ].format_str
        return code

    def _seen(self, place: Place, runs: Sequence[tuple[str, Font]]) -> str | None:
        """What is seen of a text or of a number's digits, where that is not all of it."""
        if self.page.cell_type(*place) == xlrd.XL_CELL_NUMBER:
            runs = [(f"{self.page.cell_value(*place):g}", font) for _, font in runs]
        return seen_of(runs, self._ground(place))

    def _runs(self, place: Place) -> Iterator[tuple[str, Font]]:
        """The pieces of a cell's text, each with its font; of what is no text, nothing but the font."""
        own = self.fonts[self.book.xf_list[self.page.cell_xf_index(*place)].font_index]
        text = self.page.cell_value(*place) if self.page.cell_type(*place) == xlrd.XL_CELL_TEXT else ""
        changes = self.page.rich_text_runlist_map.get(place, [])
        starts = [0, *(start for start, _ in changes), len(text)]
        fonts = [own, *(self.fonts[number] for _, number in changes)]
        for start, end, font in zip(starts, starts[1:], fonts, strict=False):
            if start < end or not text:
                yield text[start:end], font

    def _hidden_rows(self) -> Iterator[int]:
        """The rows that are hidden or too thin; all that say nothing of themselves where the sheet's height is none."""
        page = self.page
        flat = page.default_row_hidden or 0 < (page.default_row_height or _TWIPS) < _TWIPS
        for row in range(page.nrows):
            info = page.rowinfo_map.get(row)
            default = info is None or info.has_default_height
            if (info is not None and info.hidden) or (flat if default else info.height < _TWIPS):
                yield row

    def _hidden_columns(self) -> Iterator[int]:
        for column, info in self.page.colinfo_map.items():
            if info.hidden or info.width < _PARTS:
                yield column


def _in_signs(runs: Mapping[Place, list[tuple[str, Font]]]) -> Iterator[tuple[Place, tuple[str, str]]]:
    for place, some in runs.items():
        text, signs = "".join(run for run, _ in some), in_signs((run, font.name) for run, font in some)
        if signs != text:
            yield place, (text, signs)


def _shown(
    codes: Mapping[Place, str], seen: Mapping[Place, str], cells: Mapping[Place, Cell]
) -> dict[Place, str]:
    found = ((place, codes[place]) for place in cells if place in codes)
    shown = {place: shown_by(code, cells[place]) for place, code in found if decimals_shown(code) != ANY}
    return shown | picked(seen, cells)
