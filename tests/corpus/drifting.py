"""A scorecard that can be bent as people bend it, and still knows where every selection was written."""

from collections.abc import Callable, Mapping, Sequence
from typing import Self

from tests.books import FIRST_ITEM_ROW, Sheet, Value

HEAD_ROW, TIER_ROW = 4, 5


class Drifted(Sheet):
    """A Sheet whose rows and columns can be moved; ``where`` tells the cell of an item's selection."""

    by: Mapping[int, str] = {}
    """The field in which an item's selection stands, where it is not the layout's own."""

    elsewhere: Mapping[int, tuple[int, int]] = {}
    """Row and column of selections that stand in no column of their own."""

    def chosen(self, choices: Mapping[int, str]) -> Self:
        """Fill in choices as the layout wants them."""
        self.choose(choices)
        return self

    def ticked(self, choices: Mapping[int, str], mark: object, *, points: bool = True) -> Self:
        """Put a mark under every chosen tier; without ``points`` the other boxes are emptied."""
        ids = {tier.name: tier.id for tier in self.scheme.tiers}
        for number, name in choices.items():
            for tier in ids.values():
                if not points:
                    self.put(number, tier, None)
            self.put(number, ids[name], mark)  # type: ignore[arg-type]
        self.by = {number: ids[name] for number, name in choices.items()}
        return self

    def where(self, item: int) -> tuple[int, int]:
        """Row and column of the cell in which an item's selection was written."""
        if item in self.elsewhere:
            return self.elsewhere[item]
        own = "tier" if self.layout == "tiered" else "score"
        return self.rows[item], self.columns[self.by.get(item, own)]

    def at(self, item: int, field: str) -> str:
        """The A1 address of a field's cell."""
        return f"{chr(64 + self.columns[field])}{self.rows[item]}"

    def moved(
        self, rows: Callable[[int], int], columns: Callable[[int], int] = lambda column: column
    ) -> Self:
        """Move every row and column; merged cells are taken apart, as a spreadsheet does when it sorts."""
        self.cells = {(rows(row), columns(column)): value for (row, column), value in self.cells.items()}
        self.rows = {item: rows(row) for item, row in self.rows.items()}
        self.columns = {field: columns(column) for field, column in self.columns.items()}
        self.total_row = rows(self.total_row)
        self.merges = []
        return self

    def shifted(self, rows: int = 0, columns: int = 0) -> Self:
        """Move the whole sheet down and right."""
        return self.moved(lambda row: row + rows, lambda column: column + columns)

    def with_row(self, before: int, values: Mapping[int, Value]) -> Self:
        """Insert a row; ``values`` by column."""
        self.moved(lambda row: row + (row >= before))
        self.cells |= {(before, column): value for column, value in values.items()}
        return self

    def with_column(self, before: int, head: str, value: Value = None) -> Self:
        """Insert a column under its own head, with one value in every item's row."""
        self.moved(lambda row: row, lambda column: column + (column >= before))
        self.cells[HEAD_ROW, before] = head
        self.cells |= {(row, before): value for row in self.rows.values()}
        return self

    def without_column(self, field: str) -> Self:
        """Take a field's column out."""
        gone = self.columns.pop(field)
        self.cells = {p: value for p, value in self.cells.items() if p[1] != gone or p[0] < HEAD_ROW}
        return self._in_table(lambda column: column - (column > gone))

    def in_columns(self, order: Sequence[str]) -> Self:
        """Put the columns in another order; those not named keep their places behind."""
        fields = [
            *order,
            *(field for field in sorted(self.columns, key=self.columns.__getitem__) if field not in order),
        ]
        new = {self.columns[field]: column for column, field in enumerate(fields, start=1)}
        return self._in_table(lambda column: new.get(column, column))

    def _in_table(self, columns: Callable[[int], int]) -> Self:
        """Move the table's columns and leave what stands above it."""
        above = {place: value for place, value in self.cells.items() if place[0] < HEAD_ROW}
        self.cells = {place: value for place, value in self.cells.items() if place not in above}
        self.moved(lambda row: row, columns)
        self.cells |= above
        return self

    def in_rows(self, order: Sequence[int]) -> Self:
        """Put the items' rows in another order."""
        new = {self.rows[item]: FIRST_ITEM_ROW + index for index, item in enumerate(order)}
        return self.moved(lambda row: new.get(row, row))

    def headed(self, field: str, text: Value) -> Self:
        """Write another head over a column."""
        self.cells[HEAD_ROW, self.columns[field]] = text
        return self

    def all(self, field: str, value: Callable[[int, Value], Value]) -> Self:
        """Rewrite a field's cell in every item's row."""
        for item, row in self.rows.items():
            place = row, self.columns[field]
            self.cells[place] = value(item, self.cells.get(place))
        return self

    def head_again(self, before: int) -> Self:
        """Print the head again before an item's row, as on a new page."""
        row = self.rows[before]
        head = {place: value for place, value in self.cells.items() if place[0] in (HEAD_ROW, TIER_ROW)}
        self.moved(lambda old: old + 2 * (old >= row))
        self.cells |= {(row + place[0] - HEAD_ROW, place[1]): value for place, value in head.items()}
        return self

    def cut(self, first: int, last: int, name: str) -> "Drifted":
        """A sheet of its own with only the items from first to last, under the same head."""
        part = Drifted(self.scheme, None, self.layout, name)
        part.by = self.by
        kept = {row for item, row in self.rows.items() if first <= item <= last}
        part.cells = {p: v for p, v in self.cells.items() if p[0] <= TIER_ROW or p[0] in kept}
        part.rows = {item: row for item, row in self.rows.items() if row in kept}
        part.columns, part.merges = dict(self.columns), []
        return part.moved(lambda row: row if row <= TIER_ROW else row - min(kept) + FIRST_ITEM_ROW)
