"""What a label stands for, and the values beside labels: found by words, never by their address."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.reading.book import Cell, Rows
from pipeline.reading.values import text_of
from validators.scheme import Scheme
from validators.wording import folded

HEAD_ROWS = 60
"""A table's header is looked for in this many rows from the top."""

_NEXT_CELLS = 8
_BRACKETED = re.compile(r"\([^()]*\)")


class Labelled(NamedTuple):
    """A value found beside its label; row and column from 0. A blank value stands where it belongs."""

    value: Cell
    row: int
    column: int


def bare(label: str) -> str:
    """A label's folded wording without what stands in brackets and a colon at its end: 得分（分） is 得分."""
    plain = folded(label)
    return (_BRACKETED.sub("", plain) if "(" in plain else plain).rstrip(":*")


def said_in_brackets(label: str, scheme: Scheme) -> list[str]:
    """What stands in a label's brackets, but for the unit: 得分（镇级核定） says 镇级核定."""
    return [said for part in _BRACKETED.findall(folded(label)) if (said := part[1:-1]) != scheme.unit]


def field_of(label: str, scheme: Scheme) -> str | None:
    """The field that a label stands for, in any of its names."""
    fields = scheme.field_by_label
    return fields.get(folded(label)) or fields.get(bare(label))


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
