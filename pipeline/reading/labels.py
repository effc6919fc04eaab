"""Finding things in a sheet by the words beside or above them, never by their address."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.reading.book import Cell, Rows
from pipeline.reading.values import text_of
from validators.scheme import Scheme
from validators.wording import folded

HEAD_ROWS = 60
"""A table's header is looked for in this many rows from the top."""

_NEXT_CELLS = 8


class Header(NamedTuple):
    """Where a table's columns are (0-based): ``columns`` by field, ``tiers`` by tier id."""

    body: int
    columns: Mapping[str, int]
    tiers: Mapping[str, int]


class Labelled(NamedTuple):
    """A value found beside its label; row and column from 0. A blank value stands where it belongs."""

    value: Cell
    row: int
    column: int


def find_header(rows: Rows, scheme: Scheme) -> Header | None:
    """The scorecard's header: its labels in one row, the tiers in the same or the next one."""
    for index, row in enumerate(rows[:HEAD_ROWS]):
        columns = _columns(row, scheme.field_by_label)
        if "criterion" not in columns or "number" not in columns:
            continue
        for depth in (1, 0):
            tiers = _columns(rows[index + depth], scheme.tier_by_label) if index + depth < len(rows) else {}
            if len(tiers) == len(scheme.tiers):
                break
        else:
            depth, tiers = 0, {}
        if tiers or "tier" in columns or "score" in columns:
            return Header(index + depth + 1, columns, tiers)
    return None


def _columns(row: Sequence[Cell], names: Mapping[str, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, cell in enumerate(row):
        if isinstance(cell, str) and cell and (name := names.get(folded(cell))):
            columns.setdefault(name, column)
    return columns


def labelled_values(
    rows: Rows, numbers: Iterable[int], scheme: Scheme, wanted: frozenset[str]
) -> dict[str, Labelled]:
    """Values beside the wanted labels: after the colon, or in the next filled cell to the right."""
    found: dict[str, Labelled] = {}
    for number in numbers:
        for column, cell in enumerate(rows[number]):
            if not isinstance(cell, str) or not cell:
                continue
            label, _, rest = cell.replace("：", ":").partition(":")
            field = scheme.field_by_label.get(folded(label))
            if field not in wanted or field in found:
                continue
            if rest.strip():
                found[field] = Labelled(rest.strip(), number, column)
            else:
                found[field] = _beside(rows[number], number, column, scheme)
    return found


def _beside(row: Sequence[Cell], number: int, column: int, scheme: Scheme) -> Labelled:
    for next_column in range(column + 1, min(column + 1 + _NEXT_CELLS, len(row))):
        cell = row[next_column]
        if text_of(cell):
            if folded(text_of(cell).rstrip("：:")) in scheme.field_by_label:
                break
            return Labelled(cell, number, next_column)
    return Labelled("", number, column + 1)
