"""Whether a second column of selections says something else than the one that is read."""

from collections.abc import Iterator, Sequence

from pipeline.reading.book import Cell, Rows
from pipeline.reading.candidates import Rival
from pipeline.reading.rows import RowReader
from pipeline.reading.values import number_of, text_of


def differing(reader: RowReader, rows: Rows) -> Iterator[Rival]:
    """The rivals that say of any item something else than what was read."""
    for rival in reader.header.rivals:
        if any(_differs(reader, index, rows[row - 1], rival) for index, row in reader.rows.items()):
            yield rival


def _differs(reader: RowReader, index: int, row: Sequence[Cell], rival: Rival) -> bool:
    item = reader.scheme.item_by_no.get(reader.entries[index]["item"])
    printed = set(item.points.values()) if item and len(rival.columns) > 1 else set()
    return any(
        text_of(row[other]) not in ("", text_of(row[taken])) and number_of(row[other]) not in printed
        for taken, other in zip(rival.taken, rival.columns, strict=True)
    )
