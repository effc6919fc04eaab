"""Finding a table's columns by the words above them, never by their address."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.reading.book import Cell, Rows
from validators.scheme import Scheme
from validators.wording import folded

HEAD_ROWS = 60
"""A table's header is looked for in this many rows from the top."""

_BRACKETED = re.compile(r"\([^()]*\)")


class Header(NamedTuple):
    """Where a table's columns are (all from 0): ``columns`` by field, ``tiers`` by tier id.

    ``top`` is the header's first row, ``body`` the row behind its last. ``rivals`` are further columns with the
    label of one that is taken.
    """

    top: int
    body: int
    columns: Mapping[str, int]
    tiers: Mapping[str, int]
    rivals: Mapping[str, int]


def bare(label: str) -> str:
    """A label's folded wording without what stands in brackets and a colon at its end: 得分（分） is 得分."""
    return _BRACKETED.sub("", folded(label)).rstrip(":*")


def field_of(label: str, scheme: Scheme) -> str | None:
    """The field that a label stands for, in any of its names."""
    fields = scheme.field_by_label
    return fields.get(folded(label)) or fields.get(bare(label))


def find_header(rows: Rows, scheme: Scheme, start: int = 0, stop: int = HEAD_ROWS) -> Header | None:
    """The scorecard's header: its labels in one row or two, the tiers in the same or the next one."""
    for index in range(start, min(stop, len(rows))):
        columns = _columns(rows[index], scheme.field_by_label)
        if "criterion" in columns and "number" in columns and (header := header_at(rows, index, scheme)):
            return header
    return None


def header_at(rows: Rows, index: int, scheme: Scheme) -> Header | None:
    """The header that begins in this row; None when nothing in it takes a selection."""
    columns, rivals = _ranked(rows[index], scheme)
    below = rows[index + 1] if index + 1 < len(rows) else []
    depth, tiers = 1, _columns(below, scheme.tier_by_label)
    if len(tiers) < len(scheme.tiers):
        depth, tiers = 0, _columns(rows[index], scheme.tier_by_label)
    second = _ranked(below, scheme)[0] if "tier" not in columns or "score" not in columns else {}
    if second and not {"number", "criterion"} & second.keys():
        depth, columns = 1, second | columns
    if len(tiers) < len(scheme.tiers):
        tiers = {}
    if "tier" not in columns and "grade" in columns:
        columns["tier"] = columns.pop("grade")
    if not tiers and "tier" not in columns and "score" not in columns:
        return None
    return Header(index, index + depth + 1, columns, tiers, rivals)


def _columns(row: Sequence[Cell], names: Mapping[str, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, cell in enumerate(row):
        if isinstance(cell, str) and cell and (name := names.get(folded(cell))):
            columns.setdefault(name, column)
    return columns


def _ranked(row: Sequence[Cell], scheme: Scheme) -> tuple[dict[str, int], dict[str, int]]:
    """The columns of the labels in a row, the printed word before its other names, and the last of the others."""
    found: dict[str, list[tuple[int, int]]] = {}
    for column, cell in enumerate(row):
        if isinstance(cell, str) and cell and (field := field_of(cell, scheme)):
            words = [folded(word) for word in getattr(scheme.labels, field)]
            rank = words.index(folded(cell)) if folded(cell) in words else words.index(bare(cell))
            found.setdefault(field, []).append((rank, column))
    columns = {field: min(places)[1] for field, places in found.items()}
    return columns, {field: max(places)[1] for field, places in found.items() if len(places) > 1}
