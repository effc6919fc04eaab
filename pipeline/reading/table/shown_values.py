"""What a table's selections look like on the screen, where that is not what they hold."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pipeline.reading.appearance import Unseen
from pipeline.reading.appearance.formats import ANY
from pipeline.reading.cells.dates import day_of, meant_day
from pipeline.reading.cells.informal import choice_in, score_in
from pipeline.reading.cells.source_map import CellsByLoc
from pipeline.reading.cells.ticks import CHOSEN, TierMark, mark_in
from pipeline.reading.cells.values import is_tick, narrow, number_of, text_of
from pipeline.reading.containers.grid import Cell, Place, Rows
from pipeline.reading.table.commented_cells import asks_back
from pipeline.reading.table.rows import RowReader
from pipeline.reading.table.strange_cells import Look
from validators.cells import CellRef
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.wording import clipped, folded, number_text

_ABOUT = ("total", "grade", "filled_on")
_LONGEST = 60
"""Letters of a comment that a sentence repeats."""

_AROUND = "¥￥$ 　"
"""What a format adds to a number without making it another."""


_LEVEL = r"(?:[档等级]次?|等级)(?=\W*$)"
"""What a tier may be called behind its name."""


class _Selected(NamedTuple):
    """A cell that counts: the field that is read from it, a tier's id for one of its columns."""

    field: str
    cell: Cell
    item: Item | None = None


def strange_looks(
    readers: Sequence[RowReader], rows: Rows, unseen: Unseen, places: CellsByLoc, scheme: Scheme
) -> Iterator[Look]:
    """Everything about a table's selections that a reader of the screen sees otherwise than it is counted."""
    plain = not (unseen.faint or unseen.written or unseen.drawn or unseen.comments)
    if plain and not _may_differ(readers, unseen.exact):
        return
    about = dict(_selected(readers, rows, places))
    selected = {place: one for place, one in about.items() if one.cell != ""}
    for place in sorted(selected):
        item = selected[place].item
        if (why := unseen.faint.get(place)) and not _is_printed(selected[place]):
            yield Look("hidden", place, why, item=item.no if item else None)
        if place in unseen.written and selected[place].field not in ("tier", "score", "measured", *_ABOUT):
            letters, signs = unseen.written[place]
            yield Look("tick", place, letters, signs, item.no if item else None)
    yield from _shown_otherwise(selected, unseen, scheme)
    yield from _drawn_over(readers, unseen)
    for place in sorted(about.keys() & unseen.comments.keys()):
        field, cell, item = about[place]
        text = unseen.comments[place]
        kind = "comment_asks" if asks_back(text, field, cell, item, scheme) else "comment"
        yield Look(kind, place, clipped(text, _LONGEST), item=item.no if item else None)


def _may_differ(readers: Sequence[RowReader], exact: int) -> bool:
    """Whether a number format may show anything of a table otherwise than it is: numbers of more decimals, or all."""
    if exact == ANY:
        return False
    return exact < 0 or any(
        type(value) is Decimal and value.as_tuple().exponent < -exact  # type: ignore[operator]
        for reader in readers
        for index in reader.rows
        for value in (reader.entries[index].score, reader.entries[index].measured)
    )


def _selected(
    readers: Sequence[RowReader], rows: Rows, places: CellsByLoc
) -> Iterator[tuple[Place, _Selected]]:
    """The cells of selections, scores and measured values; of the total, the grade and the day, where they are in use."""
    for reader in readers:
        items = reader.scheme.item_by_no
        own = {name: reader.columns[name] for name in ("tier", "measured", "score") if name in reader.columns}
        for index, row in reader.rows.items():
            number = reader.entries[index].item
            item = items[int(number)] if number in items else None
            for field, column in {**own, **reader.tiers}.items():
                yield (row - 1, column), _Selected(field, rows[row - 1][column], item)
    for field in _ABOUT:
        at = places.cells.get((field,))
        if (
            at
            and at.row <= len(rows)
            and at.column <= len(rows[0])
            and (cell := rows[at.row - 1][at.column - 1])
        ):
            yield (at.row - 1, at.column - 1), _Selected(field, cell)


def _is_printed(selected: _Selected) -> bool:
    """Whether a cell holds nothing but the points that the form prints under a tier."""
    tiers = selected.item.points if selected.item else ()
    return selected.field in tiers and type(selected.cell) in {int, float}


def _shown_otherwise(selected: Mapping[Place, _Selected], unseen: Unseen, scheme: Scheme) -> Iterator[Look]:
    letters = {place: one.cell for place, one in selected.items() if place not in unseen.written}
    shown = unseen.shown(letters)
    for place, text in sorted(shown.items()):
        one = selected[place]
        if _differs(text, one, scheme.unit) and not _means(text, one, scheme):
            cell = one.cell
            stored = f"{cell:%Y-%m-%d}" if isinstance(cell, date) else number_text(number_of(cell))
            yield Look("shown", place, text_of(text), stored, one.item.no if one.item else None)


def _differs(shown: str, one: _Selected, unit: str) -> bool:
    """Whether what a cell shows says something else than what it holds."""
    cell = one.cell
    if _is_printed(one):
        return is_tick(shown) and cell != 1
    if isinstance(cell, date):
        return one.field == "filled_on" and not _tells(shown, cell)
    if isinstance(cell, bool):
        return text_of(shown) == ""
    if not isinstance(cell, int | float):
        return folded(shown) != folded(str(cell))
    said = narrow(shown).strip(_AROUND).replace(",", "").rstrip(".")
    measure = one.item.measure if one.item and one.field == "measured" else None
    if measure and measure.kind == "percent" and said.endswith("%"):
        said = str(_hundredth(number_of(said[:-1])))
    return number_of(said, unit) != Decimal(f"{cell:.15g}")


def _means(shown: str, one: _Selected, scheme: Scheme) -> bool:
    """Whether a cell shows more than it holds, and that is read as the very same selection: 良好档, 得4分, √（自评）."""
    item, cell = one.item, one.cell
    if item is None or not isinstance(cell, int | float | str):
        return False
    if isinstance(cell, str):
        if folded(cell) not in folded(shown):
            return False
        if one.field in item.points:
            marks = {mark_in(text_of(text), one.field, item, scheme) for text in (shown, cell)}
            return marks <= CHOSEN - {TierMark.REMARKED}
        said = _choice(shown, item, scheme) if one.field in ("tier", "score") else None
        return said is not None and said == _choice(cell, item, scheme)
    if one.field != "score" or not re.search("[0-9]", shown):
        return False
    said = _choice(shown, item, scheme)
    points = scheme.selections(item)[said][1] if said else score_in(shown, item, scheme)
    return points == number_of(cell)


def _choice(text: str, item: Item | None, scheme: Scheme) -> str | None:
    """The choice that a text names; what a level is called adds nothing: 良好级."""
    plain = text_of(text)
    return scheme.choice_name(plain) or choice_in(re.sub(_LEVEL, "", plain), item, scheme)


def _hundredth(number: object) -> object:
    return f"{number.scaleb(-2):f}" if isinstance(number, Decimal) else number


def _tells(shown: str, day: date) -> bool:
    """Whether a text tells a day; without its year, it is that of the day."""
    if (day_of(shown) or meant_day(shown)) == date(day.year, day.month, day.day):
        return True
    numbers = {int(digits) for digits in re.findall(r"\d{1,4}", shown)}
    return {day.month, day.day} <= numbers <= {*day.timetuple()[:6], day.year % 100}


def _drawn_over(readers: Sequence[RowReader], unseen: Unseen) -> Iterator[Look]:
    """What is drawn over the cells of selections, at the first of them that it covers."""
    for reader in readers if unseen.drawn else ():
        own = {reader.columns[name] for name in ("tier", "measured", "score") if name in reader.columns}
        columns, rows = sorted(own | {*reader.tiers.values()}), sorted(reader.rows.values())
        for what, (first, last) in unseen.drawn:
            row = _first(rows, first[0] + 1, last[0] + 1)
            column = _first(columns, first[1], last[1])
            if row is not None and column is not None:
                yield Look("drawn", (row - 1, column), what, f"{_a1(first)}:{_a1(last)}")


def _first(numbers: Sequence[int], least: int, most: int) -> int | None:
    """The first of some numbers in order that lies between two others."""
    at = bisect_left(numbers, least)
    return numbers[at] if at < len(numbers) and numbers[at] <= most else None


def _a1(place: Place) -> str:
    return CellRef("", place[0] + 1, place[1] + 1).a1
