"""Cells of a table that a careful clerk reads twice: without result, hidden, covered, over several rows, fetched from elsewhere."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pipeline.reading.appearance import Unseen
from pipeline.reading.appearance.xlsx.fetching import ANOTHER_BOOK
from pipeline.reading.cells.values import text_of
from pipeline.reading.containers.grid import Place, Rows
from pipeline.reading.table.rows import RowReader
from pipeline.reading.view.merged_cells import Merged
from pipeline.reading.words.sheet_owner import is_aside
from validators.cells import CellRef
from validators.scheme.model import Scheme

_CHOOSING = ("tier", "score")
_BLANKS = 500
"""Blank cells that are searched for formulas."""


class Look(NamedTuple):
    """One thing to note: its kind, the cell, what is seen there, what it holds, the item."""

    kind: str
    place: Place
    found: str
    read: str = ""
    item: int | None = None


def without_result(readers: Sequence[RowReader], rows: Rows, unseen: Unseen) -> Iterator[Look]:
    """The formulas without a result where a selection or its score should stand; an error is written into its entry."""
    blank: dict[Place, tuple[RowReader, int, str]] = {}
    for reader in readers:
        for index, row in reader.rows.items():
            entry = reader.entries[index]
            chosen = entry.tier in reader.scheme.choice_by_name or "tier" not in reader.columns
            name = "score" if chosen else "tier"
            if name in reader.columns and rows[row - 1][reader.columns[name]] == "":
                blank[row - 1, reader.columns[name]] = (reader, index, name)
    for place, error in sorted(unseen.without_value(islice(blank, _BLANKS)).items()):
        reader, index, name = blank[place]
        if error:
            entry = reader.entries[index]
            reader.entries[index] = (
                entry._replace(score=error) if name == "score" else entry._replace(tier=error)
            )
        else:
            yield Look("uncalculated", place, "", item=reader.number_of_item(index))


def fetched_selections(
    readers: Sequence[RowReader], rows: Rows, unseen: Unseen, other_sheets: Sequence[str], scheme: Scheme
) -> Iterator[Look]:
    """The selections that a formula fetches from another workbook, or from a sheet that is not this round's own."""
    fetched = unseen.fetched([name for name in other_sheets if is_aside(name, scheme)])
    for reader in readers if fetched else ():
        fields = _choosing(reader) | {*reader.tiers.values()}
        for index, row in reader.rows.items():
            for column in sorted(fields):
                text = text_of(rows[row - 1][column])
                if text and (source := fetched.get((row - 1, column))):
                    name = "" if source == ANOTHER_BOOK else source
                    yield Look("fetched", (row - 1, column), text, name, reader.number_of_item(index))


def strange_cells(
    readers: Sequence[RowReader], rows: Rows, unseen: Unseen, merged: Merged, head: int
) -> Iterator[Look]:
    """What a reader of the printed sheet sees otherwise: merged choices, hidden rows and columns."""
    for reader in readers if merged or unseen.strange else ():
        choosing = _choosing(reader)
        for index, row in reader.rows.items():
            number = reader.number_of_item(index)
            if row - 1 in unseen.hidden_rows:
                yield Look("hidden", (row - 1, reader.key_column), f"第{row}行", item=number)
            choosing |= {reader.tiers[tier] for tier in reader.entries[index].ticks}
            for column in sorted(choosing | set(reader.tiers.values())):
                if number is not None and (source := merged.get((row - 1, column))):
                    yield Look("merged", source, text_of(rows[source[0]][source[1]]), str(number), number)
        for column in sorted(choosing & unseen.hidden_columns):
            yield Look("hidden", (head, column), f"{CellRef('', 1, column + 1).a1[:-1]}列")


def _choosing(reader: RowReader) -> set[int]:
    return {reader.columns[name] for name in _CHOOSING if name in reader.columns}
