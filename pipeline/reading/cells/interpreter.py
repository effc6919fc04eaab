"""Reads the cells of a row as a careful clerk would, and notes whatever he read otherwise than it stands there."""

from datetime import date
from decimal import Decimal

from pipeline.reading.cells.dates import day_of, days_in, is_unfilled, meant_day, numbers_of_day
from pipeline.reading.cells.informal import choice_in, score_in
from pipeline.reading.cells.signs import DOUBTED_BOX, in_common_signs
from pipeline.reading.cells.ticks import TierMark, mark_of
from pipeline.reading.cells.values import (
    APOSTROPHES,
    NOTHING,
    is_plain_number,
    number_of,
    text_of,
)
from pipeline.reading.containers.grid import Cell
from validators.lookalikes import common
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.submission import Loc, Number, ReadAs
from validators.wording import cleared, joined, number_text

_NOTED = {
    TierMark.TOLD: ("tick", "√"),
    TierMark.REMARKED: ("doubted", "√"),
    TierMark.CROSSED: ("nothing", ""),
}


class Clerk:
    """Reads cells by the scheme's words; ``notes`` grow with every reading that is not the letter."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.choices = scheme.choice_by_name
        self.notes: list[ReadAs] = []

    def note(self, kind: str, at: Loc, found: str = "", read: str = "", item: int | None = None) -> None:
        """Remember one reading."""
        self.notes.append(ReadAs(kind, at, found, read, item))

    def text(self, text: str, at: Loc, item: Item | None = None) -> str:
        """A text with the common character for every look-alike; noted where there was one."""
        plain = common(text)
        if plain != text:
            self.note("look_alike", at, text, plain, _no(item))
        return plain

    def number(self, cell: Cell, at: Loc, item: Item | None = None) -> Number:
        """A number; a unit behind it, full-width digits and the like are noted, a word for nothing too."""
        if cell == "" or type(cell) is float:
            return number_of(cell)
        value = number_of(cell, self.scheme.unit)
        if not isinstance(cell, str) or value is None:
            return value
        text, number = text_of(cell), _no(item)
        if isinstance(value, Decimal):
            if value >= 0 and not is_plain_number(text):
                self.note("number", at, text, number_text(value), number)
        elif text in NOTHING:
            self.note("nothing", at, text, item=number)
            return None
        return value

    def score(self, cell: Cell, at: Loc, item: Item | None) -> Number:
        """A score; a day that a spreadsheet made of one is read where only one legal score can have been meant."""
        if not isinstance(cell, date):
            value = self.number(cell, at, item)
            named = score_in(value, item, self.scheme) if isinstance(value, str) else None
            if named is not None:
                self.note("number", at, text_of(cell), number_text(named), _no(item))
            return value if named is None else named
        legal = {points for _, points in self.scheme.selections(item).values()} if item else set()
        shown = f"{cell:%Y-%m-%d}"
        meant = [number for number in numbers_of_day(cell) if number in legal]
        if item is None or len(meant) != 1:
            return shown
        self.note("date", at, shown, number_text(meant[0]), item.no)
        return meant[0]

    def day(self, cell: Cell, at: Loc) -> date | None:
        """A day; one that was written in another way is noted, and one that cannot be made out."""
        if (day := day_of(cell)) or is_unfilled(cell):
            return day
        day, days = meant_day(cell), days_in(cell)
        self.note("dated" if day else "undated", at, text_of(cell), joined(days) if days else str(day or ""))
        return day

    def measured(self, cell: Cell, at: Loc, item: Item | None) -> Number:
        """A measured value in the item's unit; a share written as 0.92 or 92% is 92, and noted."""
        value = self.number(cell, at, item)
        measure = item.measure if item else None
        if item is None or measure is None or value is None:
            return value
        read: Number
        if isinstance(value, Decimal):
            read = measure.in_unit(value)
        elif measure.kind == "state":
            read = next((s for s in measure.states if cleared(s) == cleared(value)), value)
        else:
            read = number_of(value.replace("％", "%"), "%" if measure.kind == "percent" else measure.unit)
        if read != value:
            self.note("measured", at, number_text(value), number_text(read), item.no)
        return read

    def choice(self, cell: Cell, at: Loc, item: Item | None) -> str:
        """The choice named in a cell of the tier column, the text that names none, or ``""``."""
        if cell in self.choices:
            return str(cell)
        text = text_of(cell)
        if text == "" or text in self.choices:
            return text
        if text in NOTHING:
            self.note("nothing", at, text, item=_no(item))
            return ""
        meant = self._meant(text, at, item)
        return text if meant is None else meant

    def worded_score(self, score: Number, at: Loc, item: Item | None) -> str | None:
        """The choice that was written in words where the score belongs, ``""`` for open boxes; None when it is none."""
        if not isinstance(score, str):
            return None
        name = self._meant(score, at, item, "worded_score")
        if name == score and self.choices[name] != "not_applicable":
            self.note("worded_score", at, score, name, _no(item))
        return name

    def _meant(self, text: str, at: Loc, item: Item | None, kind: str = "choice") -> str | None:
        """The name of the choice that a text means; another spelling is noted."""
        name = self.scheme.choice_name(text.lstrip(APOSTROPHES)) or choice_in(text, item, self.scheme)
        if name and name != text:
            self.note("doubted" if DOUBTED_BOX in in_common_signs(text) else kind, at, text, name, _no(item))
        return name

    def mark(self, cell: Cell, at: Loc, item: Item | None, tier: str) -> TierMark | None:
        """The mark in a cell under a tier; noted where it is not the plain one."""
        mark = mark_of(cell, tier, item, self.scheme)
        if mark in _NOTED:
            kind, read = _NOTED[mark]
            self.note(kind, at, "TRUE" if cell is True else text_of(cell), read, _no(item))
        return mark


def _no(item: Item | None) -> int | None:
    return item.no if item else None
