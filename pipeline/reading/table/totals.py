"""The totals and grades that a table states in rows of their own, and which of them are the whole table's."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.reading.cells.item_matching import item_of_criterion
from pipeline.reading.cells.source_map import CellsByLoc
from pipeline.reading.cells.stated import SUBTOTALS, Label, StatedKind, label_in, stated
from pipeline.reading.cells.values import text_of
from pipeline.reading.containers.grid import Cell, Rows
from pipeline.reading.table.model import Stated
from pipeline.reading.table.rows import RowReader
from pipeline.reading.table.sentences import said_in
from validators.cells import CellRef
from validators.scheme.model import Scheme

Value = tuple[Decimal | str, CellRef]


class _Row(NamedTuple):
    """What one row states, with its number from 0."""

    label: Label
    number: int
    values: dict[str, Value]


class Totals:
    """The rows of totals and grades in the order of the table."""

    def __init__(self, sheet: str, scheme: Scheme) -> None:
        self.sheet, self.scheme = sheet, scheme
        self._rows: list[_Row] = []
        self._above: list[_Row] = []
        self._in_words: list[_Row] = []

    def take_above(self, rows: Rows) -> None:
        """Take the totals and grades that stand whole in one cell above the head, but for the plan's own: 总分：110分."""
        plan = (self.scheme.declared.max_points, self.scheme.declared.base_points)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                label = label_in(cell, self.scheme)
                if label is None or label.kind == "derived" or label.word in SUBTOTALS or not label.rest:
                    continue
                at = CellRef(self.sheet, number + 1, column + 1)
                said = zip(("total", "grade"), stated(label.rest, self.scheme), strict=True)
                values = {
                    name: (value, at) for name, value in said if value is not None and value not in plan
                }
                self._above.append(_Row(label, number, values))
            if not any(said.number == number and said.values for said in self._above):
                self._above += self._sentences(row, number)

    def take(self, reader: RowReader, row: Sequence[Cell], number: int) -> StatedKind | None:
        """Take what a row states; the kind of row it is, None for a row of neither a total nor a grade."""
        column, label = self._label(reader, row)
        criterion = text_of(reader.cell(row, "criterion"))
        if label is None or item_of_criterion(criterion, self.scheme, near=False):
            self._in_words += self._sentences(row, number)
            return None
        values: dict[str, Value] = {}
        for at, cell in _cells(reader, row, column, label) if label.kind != "derived" else ():
            for name, value in self._said(cell, label, reader, at):
                values.setdefault(name, (value, CellRef(self.sheet, number + 1, at + 1)))
        self._in_words += self._sentences(row, number) if not values else ()
        if label.kind == "grade" and not values:
            return None
        self._rows.append(_Row(label, number, values))
        return label.kind

    def _sentences(self, row: Sequence[Cell], number: int) -> Iterator[_Row]:
        """The totals that texts of a row state in words; one that does not say that it is the own counts where it is alone."""
        for column, cell in enumerate(row):
            if cell and isinstance(cell, str) and (said := said_in(cell, self.scheme)):
                at = CellRef(self.sheet, number + 1, column + 1)
                yield _Row(
                    Label("total" if said.own else "subtotal", ""), number, {"total": (said.points, at)}
                )

    def _label(self, reader: RowReader, row: Sequence[Cell]) -> tuple[int, Label | None]:
        """The first label of a total in a row, or of a grade at its head, and the label's column."""
        headings = reader.heading
        bare_row = row[reader.key_column] == "" and reader.cell(row, "criterion") == ""
        for column in range(len(row)) if bare_row else headings:
            label = label_in(row[column], self.scheme)
            inside = column in headings or column in _own(reader)
            if label and (inside or (label.kind == "total" and not label.rest)):
                return column, label
        return 0, None

    def _said(
        self, cell: Cell, label: Label, reader: RowReader, at: int
    ) -> Iterator[tuple[str, Decimal | str]]:
        """The total and the grade that a cell says; what is neither stands for the one that belongs into its column."""
        total, grade = stated(cell, self.scheme)
        text, graded = text_of(cell), label.kind == "grade" or at == reader.columns.get("tier")
        if at in _own(reader) and text and (total is None or (grade and not text[0].isdigit())):
            yield ("grade" if graded or grade else "total"), text
            return
        printed = label.printed and total == self.scheme.declared.max_points
        if total is not None and label.kind != "grade" and not printed:
            yield "total", total
        if grade is not None:
            yield "grade", grade

    def put(self, stated: Stated, places: CellsByLoc, last: int) -> None:
        """Put what the whole table's rows state beside what is known of it, the last first, others behind where they differ.

        ``last`` is the number of the last item's row.
        """
        rows = self._whole(last)[::-1]
        if totals := _differing("total", rows, [], places):
            stated["total"], *others = totals
            stated["further_totals"] = tuple(others)
        known = [stated["grade"]] if "grade" in stated else []
        if grades := _differing("grade", rows, known, places):
            stated["grade"], *further = map(str, grades)
            stated["further_grades"] = tuple(further)

    def _whole(self, last: int) -> Sequence[_Row]:
        """The only total, else those below all items whose label no section has; a subtotal only where it is alone."""
        around = [*self._above, *(row for row in self._in_words if row.number > last)]
        sure = [row for row in around if row.label.kind != "subtotal"]
        grades = [row for row in self._rows if row.label.kind == "grade" and row.number > last]
        totals = [row for row in self._rows if row.label.kind == "total" and row.values]
        totals = totals or [row for row in self._rows if row.label.kind == "subtotal"]
        if len(totals) > 1:
            inside = {row.label.word for row in totals if row.number < last}
            totals = [row for row in totals if row.number > last and row.label.word not in inside]
        if not totals and not any("total" in row.values for row in sure):
            totals = [row for row in around if row.label.kind == "subtotal"]
        return [*sure, *totals, *grades]


def _differing(
    name: str, rows: Iterable[_Row], known: Sequence[Decimal | str], places: CellsByLoc
) -> Sequence[Decimal | str]:
    """What is known first, or else stated first, and the values of other rows that differ from it; their cells are noted."""
    values = [*known]
    for value, cell in (row.values[name] for row in rows if name in row.values):
        if not values:
            places.cells[name,] = cell
        elif value != values[0]:
            places.cells[f"further_{name}s", len(values) - 1] = cell
        else:
            continue
        values.append(value)
    return values


def _own(reader: RowReader) -> tuple[int, ...]:
    """The columns where the committee writes a total."""
    return tuple(reader.columns[name] for name in ("score", "tier") if name in reader.columns)


def _cells(reader: RowReader, row: Sequence[Cell], column: int, label: Label) -> Iterator[tuple[int, Cell]]:
    """The cells in which a row states something: behind its label, in the committee's columns, else beside it."""
    if label.rest:
        yield column, label.rest
        return
    own = [at for at in _own(reader) if text_of(row[at])]
    known = {*reader.columns.values()} - {reader.columns.get("max_points")}
    beside = (at for at in range(column + 1, len(row)) if at in known and text_of(row[at]))
    for at in own or [at for at in (next(beside, None),) if at is not None]:
        yield at, row[at]
