"""One sheet's scorecard: found by its labels, read from its header to its last row, with the cell of every value."""

from collections.abc import Iterator, Mapping

from pipeline.reading.cells.dates import days_in
from pipeline.reading.cells.interpreter import Clerk
from pipeline.reading.cells.row_choice import choose_by_side, choose_what_is_left
from pipeline.reading.cells.source_map import CellsByLoc
from pipeline.reading.cells.surroundings import About, Labelled, title_of, values_around
from pipeline.reading.cells.values import text_of
from pipeline.reading.columns.header import Header, continued_head
from pipeline.reading.containers.grid import Rows
from pipeline.reading.table.community_name import Names, named_on
from pipeline.reading.table.disowned import disowned
from pipeline.reading.table.model import Table
from pipeline.reading.table.printed_form import without_print
from pipeline.reading.table.rows import RowReader
from pipeline.reading.table.shown_values import strange_looks
from pipeline.reading.table.strange_cells import Look, fetched_selections, strange_cells, without_result
from pipeline.reading.table.tables_below import begins_another
from pipeline.reading.table.totals import Totals
from pipeline.reading.view.merged_cells import Merged, spread
from pipeline.reading.view.row_groups import one_row_an_item
from pipeline.reading.view.visible_cells import in_signs, struck_out, uncovered, unread
from pipeline.reading.workbook.book import Book
from validators.cells import CellRef
from validators.lookalikes import common
from validators.scheme.model import Scheme
from validators.submission import CHOICES, Loc
from validators.wording import folded, joined

_HEADLESS = "（没有表头）"
_BLANK = ("（空白）", "（没有勾选）")
"""What is said of a column in which nothing is chosen, and of one per tier."""


class TableReader:
    """Reads one sheet from its header on: rows under one header or several, total, and what stands around them."""

    def __init__(
        self,
        book: Book,
        sheet: str,
        rows: Rows,
        header: Header,
        scheme: Scheme,
        *,
        by_criterion: bool = False,
    ) -> None:
        self.book, self.scheme, self.clerk = book, scheme, Clerk(scheme)
        self.by_criterion = by_criterion
        areas, self.unseen = book.merged(sheet), book.unseen(sheet)
        if self.unseen.written:
            rows = in_signs(rows, self.unseen.written, header)
        rows, self.covered = uncovered(rows, areas, header)
        self.grouped = one_row_an_item(rows, header, scheme)
        self.merged: Merged = {}
        if self.grouped:
            header, self.rows = self.grouped.header, self.grouped.rows
        else:
            self.rows, self.merged = spread(rows, areas, header, scheme)
        self.header = header
        self.table = Table(
            sheet,
            [],
            {"layout": "tiered" if "tier" in header.columns else "official"},
            CellsByLoc(),
            self.clerk.notes,
            title_of(self.rows[: header.top], scheme),
        )
        if self.unseen.struck:
            self.rows = struck_out(self.rows, self.unseen.struck, header)
        self.whole = self.rows
        self.readers: list[RowReader] = []
        self.totals = Totals(sheet, scheme)

    def read(self) -> Table:
        """Fill the table and return it."""
        table, header = self.table, self.header
        self._open(header)
        key = self.readers[0].key_column
        table.places.cells["entries",] = CellRef(table.sheet, header.body, key + 1)
        table.places.cells[CHOICES] = self._head_over(header, self.readers[0].choice_column)
        end = self._body()
        for scored in (reader.header for reader in self.readers if "score" in reader.header.columns):
            table.places.cells.setdefault(
                (*CHOICES, "score"), self._head_over(scored, scored.columns["score"])
            )
        without_print(table.entries, self.scheme, tiered=table.stated["layout"] == "tiered")
        choose_what_is_left(table.entries, self.clerk)
        by_side = choose_by_side(table.entries, self.clerk)
        for reader in self.readers:
            reader.worded(by_side)
            self._compare(reader.header)
            table.places.cells.update(reader.places.cells)
        table.places.blocks["entries"] = [reader.block for reader in self.readers]
        around = values_around(self.rows, [*range(header.top), *range(end, len(self.rows))], self.scheme)
        whose = named_on(self.rows, header, end, around.pop("community", []), self.scheme)
        self._about({name: found[0] for name, found in around.items()})
        self._whose(whose)
        last = max((row for reader in self.readers for row in reader.rows.values()), default=0) - 1
        self.totals.take_above(self.rows[: header.top])
        self.totals.put(table.stated, table.places, last)
        self._note_groups()
        for look in self._looks():
            self.clerk.note(look.kind, self._place(*look.place), *look[2:])
        return table._replace(disowned=disowned(self.rows, header, end, self.scheme))

    def _open(self, header: Header) -> None:
        """Begin to read below a header, and note the labels that it has under other names.

        What an earlier header leaves unread it leaves so down to this one.
        """
        if header.unread or self.rows is not self.whole:
            below = unread(self.whole, header.body, header.unread)
            self.rows = [*self.rows[: header.top], *below[header.top :]]
        reader = RowReader(self.table.sheet, header, self.scheme, self.clerk, self.table.entries)
        reader.by_criterion = self.by_criterion
        self.readers.append(reader)
        for name, column in header.columns.items():
            if column in header.unread:
                continue
            printed = getattr(self.scheme.labels, name)[0]
            row, place = header.labels.get(name, (header.top, column))
            found = text_of(self.rows[row][place]) or _HEADLESS
            if folded(found) != folded(printed):
                self.clerk.note("head", self._place(row, place), found, printed)
        for row in range(header.top, header.body):
            for column, cell in enumerate(self.rows[row]):
                if isinstance(cell, str) and (plain := common(cell)) != cell:
                    self.clerk.note("look_alike", self._place(row, column), cell, plain)

    def _head_over(self, header: Header, column: int) -> CellRef:
        """The label of a column; in the head's last row where it has none of its own."""
        places = [place for place in header.labels.values() if place[1] == column]
        row = places[0][0] if places else header.body - 1
        return CellRef(self.table.sheet, row + 1, column + 1)

    def _compare(self, header: Header) -> None:
        """Note the columns of selections that are filled in and not read, and those of which nobody can tell."""
        for rival in header.rivals:
            row, column = rival.at
            taken = CellRef("", rival.taken[0] + 1, rival.taken[1] + 1).a1 if rival.taken else ""
            found = text_of(self.rows[row][column]) + (_BLANK[len(rival.columns) > 1] if rival.blank else "")
            self.clerk.note(rival.kind, self._place(row, column), found or _HEADLESS, taken)

    def _place(self, row: int, column: int) -> Loc:
        """A location of its own for a cell that is no value of the submission."""
        at: Loc = ("cells", self.table.sheet, row, column)
        self.table.places.cells[at] = CellRef(self.table.sheet, row + 1, column + 1)
        return at

    def _body(self) -> int:
        """Read the rows below the header; returns the number of the first row behind the table."""
        end, number = self.header.body, self.header.body
        after_total = another = False
        while number < len(self.rows):
            row, reader = self.rows[number], self.readers[-1]
            if row.count("") == len(row):
                number += 1
                continue
            labelled = type(row[reader.key_column]) is not float
            if not another and (labelled or after_total) and self._begins_another(number):
                another = True
            elif labelled and (header := continued_head(self.whole, number, reader.header, self.scheme)):
                self._continue(header)
                number, after_total, another = header.body, False, False
                continue
            elif another:
                pass
            elif labelled and (kind := self.totals.take(reader, row, number)):
                after_total, end = after_total or kind == "total", number + 1
            elif (not after_total or reader.is_item(row)) and reader.read(row, number):
                after_total, end = False, number + 1
            number += 1
        return end

    def _begins_another(self, number: int) -> bool:
        """Whether a table of other items begins in this row, with its head or without; where it does is noted."""
        row, key = self.rows[number], self.readers[-1].key_column
        if not begins_another(self.rows, number, key, self.table.items, self.scheme):
            return False
        first = next(n for n, cell in enumerate(row) if cell != "")
        self.clerk.note("below", self._place(number, first), text_of(row[first]))
        return True

    def _continue(self, header: Header) -> None:
        """Go on below a header that is printed again, perhaps with its columns in another order."""
        reader = self.readers[-1]
        before = reader.header
        if (header.columns, header.tiers, header.unread) != (before.columns, before.tiers, before.unread):
            self._open(header)
        place = self._place(header.top, reader.key_column)
        self.clerk.note("continued", place, f"第{header.top + 1}行")

    def _about(self, about: Mapping[About, Labelled]) -> None:
        table = self.table
        for name, found in about.items():
            column = found.column
            if found.value == "":
                column = self.book.last_merged_column(table.sheet, found.row, found.column - 1) + 1
            table.places.cells.setdefault((name,), CellRef(table.sheet, found.row + 1, column + 1))
            if name != "filled_on":
                if text := self.clerk.text(text_of(found.value), (name,)):
                    table.stated.setdefault(name, text)
            elif day := self.clerk.day(found.value, (name,)):
                table.stated.setdefault(name, day)
            elif days := days_in(found.value):
                table.stated["days"] = days

    def _whose(self, names: Names) -> None:
        """Take the name that counts, and note those of other communities and what stands for a name and is none."""
        name = text_of(names.first.value) if names.first else ""
        if names.first:
            self._about({"community": names.first})
        for other in names.others:
            self.clerk.note("another_name", self._place(other.row, other.column), text_of(other.value), name)
        for nobody in names.nobody:
            place = self._place(nobody.row, nobody.column)
            self.table.places.cells.setdefault(("community",), self.table.places.cells[place])
            self.clerk.note("no_name", place, text_of(nobody.value), name)

    def _looks(self) -> Iterator[Look]:
        """What a reader of the screen, or one who looks into the cells, sees otherwise than it is counted."""
        yield from without_result(self.readers, self.rows, self.unseen)
        others = [name for name in self.book.sheet_names if name != self.table.sheet]
        yield from fetched_selections(self.readers, self.rows, self.unseen, others, self.scheme)
        yield from (Look("covered", place, text) for place, text in self.covered.items())
        yield from strange_cells(self.readers, self.rows, self.unseen, self.merged, self.header.top)
        cells = self.book.rows(self.table.sheet)
        yield from strange_looks(self.readers, cells, self.unseen, self.table.places, self.scheme)

    def _note_groups(self) -> None:
        """Tell that items take several rows: which were read, or that nobody can tell; nothing of a blank form."""
        grouped = self.grouped
        if grouped and (self.table.filled or not grouped.read):
            kind = "rows" if grouped.read else "rows_unread"
            self.clerk.note(kind, self._place(*grouped.at), joined(filter(None, grouped.kinds)), grouped.read)
