"""Items that take several rows each: one per assessor, or one per tier with the tiers printed; made one row an item."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pipeline.reading.cells.item_matching import item_of_criterion, number_in
from pipeline.reading.cells.values import is_tick, number_of, text_of
from pipeline.reading.columns.header import Header
from pipeline.reading.containers.grid import Cell, Rows
from pipeline.reading.view.group_as_row import Grouped, ItemGroup, by_own, by_tier, choice_of, unread
from pipeline.reading.words.column_owner import tells
from pipeline.reading.words.labels import field_of
from pipeline.reading.words.sheet_owner import WHAT, kind_of
from validators.scheme.model import Scheme

_FIRST = 6
"""Rows below a head among which one without an item's number tells of items of several rows."""


def one_row_an_item(rows: Rows, header: Header, scheme: Scheme) -> Grouped | None:
    """The table with one row an item where most items have several; None for any other."""
    if not _may_be(rows, header):
        return None
    groups = _groups(rows, header, scheme)
    selecting = _selecting(header)
    column, kinds = _kinds(rows, header, groups, scheme)
    at = (header.top, header.columns.get("number", header.columns["criterion"]) if column is None else column)
    table = Grouped(rows, header, at, kinds)
    if column is not None:
        groups = [_labelled(rows, group, column, kinds) for group in groups]
        if _are_tiers(kinds, scheme):
            return by_tier(table, groups, scheme)
        own = [kind for kind in kinds if _is_own(kind, scheme)]
        if len(own) == 1:
            return by_own(table, groups, selecting, own[0])
    apart = [g for g in groups if any(_filled(rows[n], selecting) for n in g.numbers[1:])]
    if 2 * len(apart) <= len(groups) and not any(_tells(kind, scheme) for kind in kinds):
        return None
    return unread(table, groups, selecting)


def _may_be(rows: Rows, header: Header) -> bool:
    """Whether a row among the first has no number of its own, or all stand there twice: no other table is looked at."""
    key = header.columns.get("number", header.columns["criterion"])
    cells = [row[key] for row in rows[header.body :]]
    numbers = [cell for cell in cells if type(cell) is float]
    first = pairwise(cells[:_FIRST])
    return any(cell in ("", above) for above, cell in first if above != "") or 2 * len({*numbers}) <= len(
        numbers
    )


def _groups(rows: Rows, header: Header, scheme: Scheme) -> list[ItemGroup]:
    """Every item with its rows, and those below each without a number and another's criterion."""
    groups: dict[int, ItemGroup] = {}
    group: ItemGroup | None = None
    for number in range(header.body, len(rows)):
        row = rows[number]
        key = text_of(row[header.columns["number"]]) if "number" in header.columns else ""
        criterion = text_of(row[header.columns["criterion"]])
        item = item_of_criterion(criterion, scheme, near=False) if criterion else None
        item = item or scheme.item_by_no.get(number_in(key) or 0)
        if item:
            group = groups.setdefault(item.no, ItemGroup(item, []))
        elif key or (criterion and "number" not in header.columns):
            group = None
        if group:
            group.numbers.append(number)
    return [*groups.values()]


def _kinds(
    rows: Rows, header: Header, groups: Sequence[ItemGroup], scheme: Scheme
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


def _texts(rows: Rows, group: ItemGroup, column: int) -> Iterator[str]:
    """What stands in a column of an item's rows, up to the first without a text."""
    for number in group.numbers:
        cell = rows[number][column]
        if not text_of(cell) or not isinstance(cell, str) or isinstance(number_of(cell), Decimal):
            return
        if is_tick(cell):
            return
        yield text_of(cell)


def _labelled(rows: Rows, group: ItemGroup, column: int, kinds: Sequence[str]) -> ItemGroup:
    """The item's first row and those of a known kind; a section's heading or a total is none."""
    first, *others = group.numbers
    return group._replace(numbers=[first, *(n for n in others if text_of(rows[n][column]) in kinds)])


def _are_tiers(kinds: Sequence[str], scheme: Scheme) -> bool:
    """Whether rows are called by all tiers of the plan, perhaps by other choices too."""
    return {tier.id for tier in scheme.tiers} <= {choice_of(kind, scheme) for kind in kinds}


def _is_own(kind: str, scheme: Scheme) -> bool:
    """Whether a kind of row is the community's own assessment."""
    return kind_of(kind, "", scheme) == "own" or field_of(kind, scheme) == "community"


def _tells(kind: str, scheme: Scheme) -> bool:
    """Whether a kind of row is called by whose it is, or of when: whoever's is blank, the other does not stand for it."""
    return kind_of(kind, "", scheme) in WHAT or tells(kind, scheme)


def _selecting(header: Header) -> set[int]:
    """The columns in which an assessor writes."""
    named = {header.columns[n] for n in ("tier", "score", "measured", "evidence") if n in header.columns}
    return named | {*header.tiers.values()} | {c for rival in header.rivals for c in rival.columns}


def _filled(row: Sequence[Cell], columns: set[int]) -> bool:
    return any(text_of(row[column]) for column in columns)
