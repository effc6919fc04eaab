"""The header of a scorecard: where it begins, how many rows it has, which column is what."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.reading.cells.dates import days_in
from pipeline.reading.cells.surroundings import values_around
from pipeline.reading.cells.values import text_of
from pipeline.reading.columns.by_label import FIELDS
from pipeline.reading.columns.choice import Rival
from pipeline.reading.columns.competing_columns import choose
from pipeline.reading.columns.header_columns import Head, Named, field_in, tier_in
from pipeline.reading.containers.grid import Cell, Place, Rows
from pipeline.reading.words.column_owner import tells, years_in
from pipeline.reading.words.labels import HEAD_ROWS
from validators.scheme.model import Scheme
from validators.wording import folded

_DEEPEST = 2
"""Rows that a header may have below its first."""

_FEWEST = 2
"""Cells that a head fills at least."""

_KEYS = {"number", "criterion"}
_SELECTIONS = ("tier", "score")


class Header(NamedTuple):
    """Where a table's columns are (all from 0): ``columns`` by field, ``tiers`` by tier id.

    ``top`` is the header's first row, ``body`` the row behind its last. ``labels`` are the cells by which the columns
    were found, ``rivals`` the columns of selections that are not read, ``unread`` those of which nobody can tell whether
    they are the committee's.
    """

    top: int
    body: int
    columns: Mapping[str, int]
    tiers: Mapping[str, int]
    rivals: Sequence[Rival] = ()
    labels: Mapping[str, Place] = {}
    unread: frozenset[int] = frozenset()


def find_header(rows: Rows, scheme: Scheme, start: int = 0, stop: int = HEAD_ROWS) -> Header | None:
    """The scorecard's header: its first row has the labels of the number and of the criterion."""
    for index in range(start, min(stop, len(rows))):
        names = _exact(rows[index], scheme.field_by_label)
        if not names >= _KEYS:
            continue
        header = header_at(rows, index, scheme)
        if header and header.columns.keys() >= _KEYS:
            return header
    return None


def header_at(rows: Rows, index: int, scheme: Scheme) -> Header | None:
    """The header that begins in this row; None when nothing in it takes a selection."""
    head = Head(rows, index, _depth(rows, index, scheme), scheme)
    groups, named = _own_columns(head)
    if not groups and not any(column.field in FIELDS for column in named):
        named = [column._replace(field="") if column.field == "previous" else column for column in named]
    found: dict[str, list[Named]] = {}
    for column in named:
        if column.field and column.field not in FIELDS:
            found.setdefault(column.field, []).append(column)
    meant = {field: head.ordered(columns)[0] for field, columns in found.items()}
    columns = {field: column.columns[0] for field, column in meant.items()}
    keys = {field: columns[field] for field in _KEYS & columns.keys()}
    choice = choose(head, groups, named, keys, _years(head, named, groups))
    if not choice.taken:
        return None
    meant |= {kind: column for kind, column in choice.taken.items() if kind != "ticks"}
    ticks = choice.taken.get("ticks")
    return Header(
        index,
        head.body,
        {field: column.columns[0] for field, column in meant.items()},
        dict(zip((tier.id for tier in scheme.tiers), ticks.columns, strict=True)) if ticks else {},
        choice.rivals,
        {field: column.at for field, column in meant.items()},
        choice.unread,
    )


def _own_columns(head: Head) -> tuple[list[Named], list[Named]]:
    """The groups under the tiers and the columns, but for those of a second table that begins at their right."""
    groups = head.groups()
    named = list(head.columns({column for group in groups for column in group.columns}))
    seen: set[str] = set()
    for column in named:
        selects = seen & FIELDS or any(min(group.columns) < column.columns[0] for group in groups)
        if column.field in _KEYS & seen and selects:
            end = column.columns[0]
            return [g for g in groups if min(g.columns) < end], [n for n in named if n.columns[0] < end]
        seen.add(column.field)
    return groups, named


def _years(head: Head, named: Sequence[Named], groups: Sequence[Named]) -> set[int]:
    """The years that a column's label may name: the one of the day above the table, else those of the rounds."""
    if not years_in(text for column in (*named, *groups) for text in column.said):
        return set()
    filled_on = values_around(head.rows, range(head.index), head.scheme).get("filled_on")
    years = {day.year for day in days_in(filled_on[0].value)} if filled_on else set()
    return years if len(years) == 1 else {*head.scheme.deadlines}


def continued_head(rows: Rows, index: int, before: Header, scheme: Scheme) -> Header | None:
    """The header that is printed again in this row of a table, perhaps with its columns in another order.

    One label of number or criterion is enough, or the tiers' names in another order; what has no label stays
    where it was.
    """
    row = rows[index]
    if len(row) - row.count("") < _FEWEST:
        return None
    depth = before.body - before.top
    same = rows[index : index + depth] == rows[before.top : before.body]
    if same and _depth(rows, index, scheme) < depth:  # with no further row of its own
        return before._replace(top=index, body=index + depth, rivals=(), labels={})
    keys = {field_in(cell, scheme) for cell in row if cell != ""} & {"number", "criterion"}
    below = [tier_in(row[column], scheme) for column in before.tiers.values()]
    turned = below != [*before.tiers] and {*below} == {*before.tiers}
    header = header_at(rows, index, scheme) if keys or turned else None
    if header is None:
        return None
    free = set(range(len(row))) - {*header.columns.values(), *header.tiers.values()}
    kept = {name: before.columns.get(name) for name in ("number", "criterion")} if keys else before.columns
    stays = {name: n for name, n in kept.items() if n in free and isinstance(row[n], str)}
    columns = {**stays, **header.columns}
    whole = {"number", "criterion"} & before.columns.keys() <= columns.keys()
    unsaid = {
        name: before.labels[name] for name, n in stays.items() if row[n] == "" and name in before.labels
    }
    return header._replace(columns=columns, labels={**unsaid, **header.labels}) if whole else None


def names_tiers(row: Sequence[Cell], scheme: Scheme) -> bool:
    """Whether a row holds the names of all tiers: it is a head's, whatever else stands in it."""
    names = {tier_in(cell, scheme) for cell in row if isinstance(cell, str) and cell}
    return len(names - {None}) == len(scheme.tiers)


def _exact(row: Sequence[Cell], names: Mapping[str, str]) -> set[str]:
    return {names[word] for cell in row if isinstance(cell, str) and cell and (word := folded(cell)) in names}


def _depth(rows: Rows, index: int, scheme: Scheme) -> int:
    """How many rows the header has below its first.

    Below stand the tiers, labels of selections, or what parts a label's columns; nothing stands below the labels of
    number and criterion.
    """
    first = rows[index]
    named = {column: field for column, cell in enumerate(first) if (field := field_in(cell, scheme))}
    keys = [column for column, field in named.items() if field in ("number", "criterion")]
    depth = 0
    for below in range(1, min(_DEEPEST, len(rows) - index - 1) + 1):
        row = rows[index + below]
        if names_tiers(row, scheme) and not any(isinstance(row[column], int | float) for column in keys):
            depth = below
            continue
        if any(row[column] not in ("", first[column]) for column in keys):
            break
        said = {field for n, cell in enumerate(row) if cell != first[n] and (field := field_in(cell, scheme))}
        if said & {"number", "criterion", "total"}:
            break
        if said or any(
            _parts(first, row, column, scheme, known=named.get(column) in _SELECTIONS)
            for column, cell in enumerate(first)
            if cell != "" and column not in keys
        ):
            depth = below
    return depth


def _parts(first: Sequence[Cell], row: Sequence[Cell], column: int, scheme: Scheme, *, known: bool) -> bool:
    """Whether texts below a label and the blank beside it part the label's column in several.

    Below a label that is not ``known`` to be a selection's one of them must tell whose its column is.
    """
    pair = slice(column, column + 2)
    words = [cell for cell in row[pair] if isinstance(cell, str) and cell and not scheme.choice_name(cell)]
    if len(words) < 2 or text_of(first[column + 1]) != "":
        return False
    return known or any(tells(word, scheme) for word in words)
