"""Items that take several rows each: one per assessor, or one per tier with the tiers printed; made one row an item."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.reading.book import Cell, Rows
from pipeline.reading.candidates import Place
from pipeline.reading.heads import Header
from pipeline.reading.labels import field_of
from pipeline.reading.numbering import item_of_criterion, number_in
from pipeline.reading.values import NOTHING, UNTICKED, WORDED_TICKS, is_tick, number_of, text_of
from pipeline.reading.whose import WHAT, kind_of
from validators.item import Item
from validators.scheme import Scheme

_FIRST = 6
"""Rows below a head among which one without an item's number tells of items of several rows."""

_POINTS = re.compile(r"[(（]?[0-9]+(\.[0-9]+)?\s*\D?[)）]?$")
"""What may stand behind a tier's name where the tiers are printed: 良好（6分）."""

_NOT = UNTICKED | NOTHING | frozenset("×✗✘╳○〇")
"""What beside a tier says that it is not the one."""


class Grouped(NamedTuple):
    """The table with one row an item: what its kinds of rows are called and where, and which of them was read."""

    rows: Rows
    header: Header
    at: Place
    kinds: tuple[str, ...]
    read: str = ""
    """How the rows were read; ``""`` when nobody can tell which is the community's."""


class _Group(NamedTuple):
    """An item's rows, by their numbers from 0."""

    item: Item
    numbers: list[int]


def grouped(rows: Rows, header: Header, scheme: Scheme) -> Grouped | None:
    """The table with one row an item where most items have several; None for any other."""
    if not _may_be(rows, header):
        return None
    groups = list(_groups(rows, header, scheme))
    selecting = _selecting(header)
    column, kinds = _kinds(rows, header, groups, scheme)
    at = (header.top, header.columns.get("number", header.columns["criterion"]) if column is None else column)
    if column is not None:
        groups = [_labelled(rows, group, column, kinds) for group in groups]
        if _are_tiers(kinds, scheme):
            return _by_tier(rows, header, groups, at, kinds, scheme)
        own = [kind for kind in kinds if _is_own(kind, scheme)]
        if len(own) == 1:
            return _by_own(rows, header, groups, at, kinds, own[0])
    apart = [g for g in groups if any(_filled(rows[n], selecting) for n in g.numbers[1:])]
    if 2 * len(apart) <= len(groups) and not any(kind_of(kind, "", scheme) in WHAT for kind in kinds):
        return None
    return Grouped(_blanked(rows, groups, selecting), header, at, kinds)


def _may_be(rows: Rows, header: Header) -> bool:
    """Whether a row among the first has no number of its own, or the one above it: no other table is looked at."""
    key = header.columns.get("number", header.columns["criterion"])
    cells = [row[key] for row in rows[header.body : header.body + _FIRST]]
    return any(cell in ("", above) for above, cell in zip(cells, cells[1:], strict=False) if above != "")


def _groups(rows: Rows, header: Header, scheme: Scheme) -> Iterator[_Group]:
    """Every item with the rows up to the next: those without a number, or with its own again."""
    group: _Group | None = None
    for number in range(header.body, len(rows)):
        row = rows[number]
        key = text_of(row[header.columns["number"]]) if "number" in header.columns else ""
        criterion = text_of(row[header.columns["criterion"]])
        if key:
            item = scheme.item_by_no.get(number_in(key) or 0)
        elif criterion and "number" not in header.columns:
            item = item_of_criterion(criterion, scheme, near=False)
        elif group:
            group.numbers.append(number)
            continue
        else:
            continue
        if group and item is group.item:
            group.numbers.append(number)
            continue
        if group:
            yield group
        group = _Group(item, [number]) if item else None
    if group:
        yield group


def _kinds(
    rows: Rows, header: Header, groups: Sequence[_Group], scheme: Scheme
) -> tuple[int | None, tuple[str, ...]]:
    """The column in which most items say the same of their rows, each something else; the tiers' go first."""
    keys = {header.columns.get("number"), header.columns["criterion"]}
    found: list[tuple[bool, bool, int, tuple[str, ...]]] = []
    for column in set(range(len(rows[header.top]))) - keys:
        said = Counter(tuple(_texts(rows, group, column)) for group in groups)
        words, times = said.most_common(1)[0] if said else ((), 0)
        if times > 1 and 2 * times > len(groups) and 1 < len(words) == len({*words}):
            own = any(_is_own(word, scheme) for word in words)
            found.append((not _are_tiers(words, scheme), not own, column, words))
    return min(found)[2:] if found else (None, ())


def _texts(rows: Rows, group: _Group, column: int) -> Iterator[str]:
    """What stands in a column of an item's rows, up to the first without a text."""
    for number in group.numbers:
        cell = rows[number][column]
        if not text_of(cell) or not isinstance(cell, str) or isinstance(number_of(cell), Decimal):
            return
        if is_tick(cell):
            return
        yield text_of(cell)


def _labelled(rows: Rows, group: _Group, column: int, kinds: Sequence[str]) -> _Group:
    """The item's first row and those of a known kind; a section's heading or a total is none."""
    first, *others = group.numbers
    return group._replace(numbers=[first, *(n for n in others if text_of(rows[n][column]) in kinds)])


def _tier_of(kind: str, scheme: Scheme) -> str | None:
    """The choice that a kind of row is called by, perhaps with its points behind."""
    name = scheme.choice_name(_POINTS.sub("", kind).strip()) or scheme.choice_name(kind)
    return scheme.choice_by_name.get(name or "")


def _are_tiers(kinds: Sequence[str], scheme: Scheme) -> bool:
    """Whether rows are called by all tiers of the plan, perhaps by other choices too."""
    return {tier.id for tier in scheme.tiers} <= {_tier_of(kind, scheme) for kind in kinds}


def _is_own(kind: str, scheme: Scheme) -> bool:
    """Whether a kind of row is the community's own assessment."""
    return kind_of(kind, "", scheme) == "own" or field_of(kind, scheme) == "community"


def _selecting(header: Header) -> set[int]:
    """The columns in which an assessor writes."""
    named = {header.columns[n] for n in ("tier", "score", "measured", "evidence") if n in header.columns}
    return named | {*header.tiers.values()} | {c for rival in header.rivals for c in rival.columns}


def _filled(row: Sequence[Cell], columns: set[int]) -> bool:
    return any(text_of(row[column]) for column in columns)


def _keep(rows: Rows, group: _Group, mine: int, selecting: set[int]) -> None:
    """Let one of an item's rows stand for all; what the first prints of the item is said of it too."""
    first, width = rows[group.numbers[0]], range(len(rows[mine]))
    kept = [rows[mine][n] if n in selecting or text_of(rows[mine][n]) else first[n] for n in width]
    for number in group.numbers:
        rows[number] = [""] * len(kept)
    rows[mine] = kept


def _blanked(rows: Rows, groups: Sequence[_Group], selecting: set[int]) -> Rows:
    """One row an item, without any selection."""
    shown = list(rows)
    for group in groups:
        _keep(shown, group, group.numbers[0], selecting)
        row = shown[group.numbers[0]]
        shown[group.numbers[0]] = ["" if n in selecting else cell for n, cell in enumerate(row)]
    return shown


def _by_own(
    rows: Rows, header: Header, groups: Sequence[_Group], at: Place, kinds: tuple[str, ...], own: str
) -> Grouped:
    """One row an item: the community's own."""
    shown = list(rows)
    for group in groups:
        mine = next((n for n in group.numbers if text_of(rows[n][at[1]]) == own), group.numbers[0])
        _keep(shown, group, mine, _selecting(header))
    return Grouped(shown, header, at, kinds, f"按“{own}”的一行")


def _by_tier(
    rows: Rows, header: Header, groups: Sequence[_Group], at: Place, kinds: tuple[str, ...], scheme: Scheme
) -> Grouped:
    """One row an item: the score of the tier in whose row something was filled in."""
    header = _without(header, at[1])
    if "score" not in header.columns:
        return Grouped(_blanked(rows, groups, set()), header, at, kinds)
    column, shown = header.columns["score"], list(rows)
    below = any(text_of(rows[n][column]) for group in groups for n in group.numbers[1:])
    for group in groups:
        row = _Printed(rows, group, at[1], column, scheme)
        chosen, value = row.chosen() if below else (group.numbers[0], rows[group.numbers[0]][column])
        _keep(shown, group, chosen, {column})
        shown[chosen] = [value if n == column else cell for n, cell in enumerate(shown[chosen])]
    return Grouped(shown, header, at, kinds, "按填了内容的那一档的一行")


def _without(header: Header, kinds: int) -> Header:
    """The head of rows that print a tier and its points each: what is filled in beside them is read as a score."""
    names = [name for name in ("score", "tier") if header.columns.get(name) not in (None, kinds)]
    beside = [header.columns[name] for name in names] + [
        column for rival in header.rivals for column in rival.columns if column != kinds
    ]
    columns = {n: c for n, c in header.columns.items() if n not in ("tier", "score", "max_points")}
    return header._replace(columns=columns | {"score": c for c in beside[:1]}, rivals=())


class _Printed:
    """An item of one row per tier: what was filled in beside the tiers, by row."""

    def __init__(self, rows: Rows, group: _Group, kinds: int, column: int, scheme: Scheme) -> None:
        self.first, self.unit = group.numbers[0], scheme.unit
        self.kinds = {n: text_of(rows[n][kinds]) for n in group.numbers}
        tiers = {n: _tier_of(kind, scheme) for n, kind in self.kinds.items()}
        self.points = {n: scheme.points_of(group.item, tier) for n, tier in tiers.items() if tier}
        self.written = {n: rows[n][column] for n in self.points if text_of(rows[n][column]) not in ("", *_NOT)}

    def chosen(self) -> tuple[int, Cell]:
        """The row in which something was filled in, and the score that it means.

        What all rows say alike is the item's, a text then nobody's; each tier's own points in all rows are the plan's
        print. Several rows, or points of another tier, are left to the rules with the words of their rows.
        """
        numbers = {n: number_of(cell, self.unit) for n, cell in self.written.items()}
        if len(numbers) == len(self.points) and numbers == self.points:
            return self.first, ""
        if len(numbers) == len(self.points) and len({*numbers.values()}) == 1 and not any(map(self._ticks, numbers)):
            score = numbers[self.first]
            return self.first, float(score) if isinstance(score, Decimal) else ""
        chosen = [n for n, number in numbers.items() if number != 0]
        if not chosen:
            return self.first, 0.0 if numbers else ""
        row = chosen[0]
        if len(chosen) == 1 and (self._ticks(row) or numbers[row] == self.points[row]):
            return row, float(self.points[row])
        return row, "、".join(f"{self.kinds[n]}一行写{text_of(self.written[n])}" for n in chosen)

    def _ticks(self, row: int) -> bool:
        cell = self.written[row]
        return is_tick(cell) or cell is True or text_of(cell) in WORDED_TICKS
