"""The header of a scorecard: where it begins, how many rows it has, which column is what."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.reading.book import Cell, Rows
from pipeline.reading.candidates import Head, Named, Place, Rival, field_in, tier_in
from pipeline.reading.labels import HEAD_ROWS
from pipeline.reading.values import text_of
from validators.scheme import Scheme
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
    were found, ``rivals`` the columns that could be meant as well.
    """

    top: int
    body: int
    columns: Mapping[str, int]
    tiers: Mapping[str, int]
    rivals: Sequence[Rival] = ()
    labels: Mapping[str, Place] = {}


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
    depth = _depth(rows, index, scheme)
    head = Head(rows, index, depth, scheme)
    groups = head.ordered(head.groups())
    found: dict[str, list[Named]] = {}
    for named in head.columns({column for group in groups for column in group.columns}):
        found.setdefault(named.field, []).append(named)
    if "grade" in found:
        found["tier"] = [*found.get("tier", ()), *found.pop("grade")]
    if not groups and not any(field in found for field in _SELECTIONS):
        return None
    meant = {field: head.ordered(named) for field, named in found.items()}
    selections = [groups, *(meant[field] for field in _SELECTIONS if field in meant)]
    return Header(
        index,
        index + depth + 1,
        {field: named[0].columns[0] for field, named in meant.items()},
        dict(zip((tier.id for tier in scheme.tiers), groups[0].columns, strict=True)) if groups else {},
        [rival for ordered in selections for rival in head.rivals(ordered)],
        {field: named[0].at for field, named in meant.items()},
    )


def continued_head(rows: Rows, index: int, before: Header, scheme: Scheme) -> Header | None:
    """The header that is printed again in this row of a table, perhaps with its columns in another order.

    One label of number or criterion is enough, or the tiers' names in another order; what has no label stays
    where it was.
    """
    row = rows[index]
    if len(row) - row.count("") < _FEWEST:
        return None
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
        if said or any(_parts(first, row, column, scheme) for column, f in named.items() if f in _SELECTIONS):
            depth = below
    return depth


def _parts(first: Sequence[Cell], row: Sequence[Cell], column: int, scheme: Scheme) -> bool:
    """Whether texts below a label and the blank beside it part the label's column in several."""
    pair = slice(column, column + 2)
    words = [cell for cell in row[pair] if isinstance(cell, str) and cell and not scheme.choice_name(cell)]
    return len(words) == 2 and text_of(first[column + 1]) == ""
