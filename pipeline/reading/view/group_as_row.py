"""Several rows of an item made one: the community's own, the one of the tier chosen, or none."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.reading.cells.signs import says_no, says_yes
from pipeline.reading.cells.values import number_of, text_of
from pipeline.reading.columns.header import Header
from pipeline.reading.containers.grid import Cell, Place, Rows
from validators.scheme.item import Item
from validators.scheme.model import Scheme

_POINTS = r"[(（]?[0-9]+(\.[0-9]+)?\s*\D?[)）]?$"
"""What may stand behind a tier's name where the tiers are printed: 良好（6分）."""


class Grouped(NamedTuple):
    """The table with one row an item: what its kinds of rows are called and where, and which of them was read."""

    rows: Rows
    header: Header
    at: Place
    kinds: tuple[str, ...]
    read: str = ""
    """How the rows were read; ``""`` when nobody can tell which is the community's."""


class ItemGroup(NamedTuple):
    """An item's rows, by their numbers from 0."""

    item: Item
    numbers: list[int]


def choice_of(kind: str, scheme: Scheme) -> str | None:
    """The choice that a kind of row is called by, perhaps with its points behind."""
    name = scheme.choice_name(re.sub(_POINTS, "", kind).strip()) or scheme.choice_name(kind)
    return scheme.choice_by_name.get(name or "")


def _keep(rows: Rows, group: ItemGroup, mine: int, selecting: Collection[int]) -> None:
    """Let one of an item's rows stand for all; what the first prints of the item is said of it too."""
    first, width = rows[group.numbers[0]], range(len(rows[mine]))
    kept = [rows[mine][n] if n in selecting or text_of(rows[mine][n]) else first[n] for n in width]
    for number in group.numbers:
        rows[number] = [""] * len(kept)
    rows[mine] = kept


def unread(grouped: Grouped, groups: Sequence[ItemGroup], selecting: Collection[int]) -> Grouped:
    """One row an item, without any selection."""
    shown = list(grouped.rows)
    for group in groups:
        first = group.numbers[0]
        _keep(shown, group, first, selecting)
        shown[first] = ["" if n in selecting else cell for n, cell in enumerate(shown[first])]
    return grouped._replace(rows=shown)


def by_own(grouped: Grouped, groups: Sequence[ItemGroup], selecting: Collection[int], own: str) -> Grouped:
    """One row an item: the one that is called the community's own."""
    rows, shown, kinds = grouped.rows, list(grouped.rows), grouped.at[1]
    for group in groups:
        mine = next((n for n in group.numbers if text_of(rows[n][kinds]) == own), group.numbers[0])
        _keep(shown, group, mine, selecting)
    return grouped._replace(rows=shown, read=f"按“{own}”的一行")


def by_tier(grouped: Grouped, groups: Sequence[ItemGroup], scheme: Scheme) -> Grouped:
    """One row an item: the score of the tier in whose row something was filled in."""
    kinds = grouped.at[1]
    header = grouped.header._replace(rivals=())
    columns = {n: c for n, c in header.columns.items() if n != "max_points"}
    beside = _beside(grouped, groups)
    if beside is None:
        return unread(grouped._replace(header=header._replace(columns=columns)), groups, {kinds})
    columns = {n: c for n, c in columns.items() if n != "tier"} | {"score": beside}
    shown = list(grouped.rows)
    whole = not any(text_of(shown[n][beside]) for group in groups for n in group.numbers[1:])
    for group in groups:
        chosen, value = _Printed(grouped.rows, group, kinds, beside, scheme).chosen(whole=whole)
        _keep(shown, group, chosen, {beside})
        shown[chosen] = [value if n == beside else cell for n, cell in enumerate(shown[chosen])]
    header = header._replace(columns=columns)
    return grouped._replace(rows=shown, header=header, read="按填了内容的那一档的一行")


def _beside(grouped: Grouped, groups: Sequence[ItemGroup]) -> int | None:
    """The column in which something is filled in beside the printed tiers: by its label, else by most items' ticks."""
    header, kinds = grouped.header, grouped.at[1]
    named = [header.columns[name] for name in ("score", "tier") if name in header.columns]
    others = [column for rival in header.rivals for column in rival.columns]
    ticks = Counter(
        column
        for group in groups
        for column in {
            n for row in group.numbers for n, cell in enumerate(grouped.rows[row]) if says_yes(cell)
        }
    )
    ticked = [column for column, times in ticks.most_common(1) if 2 * times > len(groups)]
    return next((column for column in (*named, *others, *ticked) if column != kinds), None)


class _Printed:
    """An item of one row per tier: what was filled in beside the tiers, by row."""

    def __init__(self, rows: Rows, group: ItemGroup, kinds: int, column: int, scheme: Scheme) -> None:
        self.first, self.unit = group.numbers[0], scheme.unit
        self.kinds = {n: text_of(rows[n][kinds]) for n in group.numbers}
        tiers = {n: choice_of(kind, scheme) for n, kind in self.kinds.items()}
        self.points = {n: scheme.points_of(group.item, tier) for n, tier in tiers.items() if tier}
        self.written = {n: rows[n][column] for n in self.points if not says_no(rows[n][column])}

    def chosen(self, *, whole: bool) -> tuple[int, Cell]:
        """The row in which something was filled in, and the score that it means.

        What all rows say alike is the item's, a text then nobody's; each tier's own points in all rows are the plan's
        print. Several rows, or points of another tier, are left to the rules with the words of their rows; ``whole``
        is whether the first row speaks for the whole item, as one box over all its rows does.
        """
        numbers = {n: number_of(cell, self.unit) for n, cell in self.written.items()}
        everywhere = len(numbers) == len(self.points)
        if not numbers or (everywhere and numbers == self.points):
            return self.first, ""
        if everywhere and len({*numbers.values()}) == 1 and not self._ticks(self.first):
            score = numbers[self.first]
            return self.first, float(score) if isinstance(score, Decimal) else ""
        chosen = [n for n, number in numbers.items() if number != 0] or [self.first]
        row = chosen[0]
        if len(chosen) == 1 and (self._ticks(row) or numbers.get(row) == self.points[row]):
            return row, float(self.points[row])
        if whole or len(numbers.keys() & {*chosen}) == 0:
            return row, self.written.get(row, 0.0)
        return row, "、".join(f"{self.kinds[n]}一行写{text_of(self.written[n])}" for n in chosen)

    def _ticks(self, row: int) -> bool:
        return says_yes(self.written.get(row, ""))
