"""The scorecards of one sheet: one mostly; of several beside or below each other each is read for itself."""

from collections.abc import Iterator

from pipeline.reading.cells.item_matching import renumbered, same_rows
from pipeline.reading.columns.header import Header, find_header
from pipeline.reading.columns.header_columns import field_in
from pipeline.reading.containers.grid import Rows
from pipeline.reading.sheets.missing_labels import find_incomplete_header
from pipeline.reading.table.model import Table
from pipeline.reading.table.reader import TableReader
from pipeline.reading.table.tables_below import second_head
from pipeline.reading.workbook.book import Book
from validators.scheme.model import Scheme


def read_tables(book: Book, sheet: str, scheme: Scheme, *, incomplete: bool = False) -> list[Table]:
    """The scorecards on this sheet, from the left and the top; mostly there is one or none.

    ``incomplete`` looks for tables that miss the label of their numbers or criteria.
    """
    parts = _parts(book.rows(sheet), scheme, incomplete=incomplete)
    return [_read(book, sheet, scheme, rows, header) for rows, header in parts]


def _parts(rows: Rows, scheme: Scheme, *, incomplete: bool) -> Iterator[tuple[Rows, Header]]:
    """The tables' own rows and headers, those of tables beside and below each other apart."""
    find = find_incomplete_header if incomplete else find_header
    header = find(rows, scheme)
    if header is None:
        return
    start = _second_table(rows, header, scheme)
    if start is not None:
        right, left = _between(rows, start, None), _between(rows, 0, start)
        others = list(_parts(right, scheme, incomplete=False)) or list(_parts(right, scheme, incomplete=True))
        own = find(left, scheme)
        if own and others:
            yield left, own
            yield from others
            return
    while below := second_head(rows, header, scheme):
        start = _title_of(rows, below.top)
        yield [*rows[:start], *_blank(rows[start:])], header
        rows, header = [*_blank(rows[:start]), *rows[start:]], below
    yield rows, header


def _read(book: Book, sheet: str, scheme: Scheme, rows: Rows, header: Header) -> Table:
    """One table by its numbers; by its criteria where most numbers are other items' and every criterion is exact."""
    table = TableReader(book, sheet, rows, header, scheme).read()
    if not renumbered(table.entries, scheme):
        return table
    again = TableReader(book, sheet, rows, header, scheme, by_criterion=True).read()
    return again if same_rows(table.entries, again.entries, scheme) else table


def _second_table(rows: Rows, header: Header, scheme: Scheme) -> int | None:
    """The column, from 0, where a second table begins: a second number or criterion right of the first selections."""
    keys = [header.columns[name] for name in ("number", "criterion") if name in header.columns]
    selections = [*header.tiers.values(), *(header.columns.get(name) for name in ("tier", "score"))]
    first = max(*keys, min(column for column in selections if column is not None))
    keyed = (
        n for n, cell in enumerate(rows[header.top]) if field_in(cell, scheme) in ("number", "criterion")
    )
    return next((column for column in keyed if column > first), None)


def _title_of(rows: Rows, head: int) -> int:
    """The first of the rows right above a head that hold one text each, as titles do; else the head itself."""
    while sum(cell != "" for cell in rows[head - 1]) == 1:
        head -= 1
    return head


def _blank(rows: Rows) -> Rows:
    return [[""] * len(row) for row in rows]


def _between(rows: Rows, first: int, stop: int | None) -> Rows:
    """The rows with every cell blank that lies outside these columns, so that the others keep their places."""
    return [
        [
            cell if first <= column and (stop is None or column < stop) else ""
            for column, cell in enumerate(row)
        ]
        for row in rows
    ]
