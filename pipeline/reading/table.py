"""The layouts of a labelled table: the official one, and the same with a tier column."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pipeline.reading.book import Book, Cell, Rows
from pipeline.reading.labels import Header, Labelled, find_header, labelled_values
from pipeline.reading.places import Block, Places
from pipeline.reading.values import day_of, is_tick, number_of, text_of
from validators.cells import CellRef
from validators.scheme import Scheme
from validators.submission import Loc, Number
from validators.wording import folded

_ABOUT = frozenset({"community", "filled_on", "filler", "reviewer", "grade"})
_LOCATED = ("criterion", "max_points", "measured", "score", "evidence")


@dataclass
class Table:
    """One sheet's scorecard as raw fields of a Submission, with the cell of each."""

    sheet: str
    raw: dict[str, Any]
    places: Places = field(default_factory=Places)

    @property
    def filled(self) -> int:
        """How many rows hold a selection."""
        return sum(
            bool(entry["tier"] or entry["ticks"] or entry["score"] is not None)
            for entry in self.raw["entries"]
        )


def read_table(book: Book, sheet: str, scheme: Scheme) -> Table | None:
    """The scorecard on this sheet, found by its labels; None when the sheet holds none."""
    rows = book.rows(sheet)
    header = find_header(rows, scheme)
    if header is None:
        return None
    table = Table(sheet, {"layout": "tiered" if "tier" in header.columns else "official", "entries": []})
    number_column = header.columns["number"] + 1
    table.places.cells["entries",] = CellRef(sheet, header.body, number_column)
    end = _read_body(rows, header, scheme, table)
    about = labelled_values(rows, [*range(header.body), *range(end, len(rows))], scheme, _ABOUT)
    _read_about(book, about, table)
    return table


def _read_body(rows: Rows, header: Header, scheme: Scheme, table: Table) -> int:
    """Read item rows up to and including the total; returns the number of the first row behind them."""
    reader = _RowReader(header, scheme, table)
    for number in range(header.body, len(rows)):
        row = rows[number]
        if reader.is_total(row):
            reader.read_total(row, number)
            return number + 1
        reader.read_item(row, number)
    return len(rows)


def _read_about(book: Book, about: dict[str, Labelled], table: Table) -> None:
    for name, found in about.items():
        column = found.column
        if found.value == "":
            column = book.last_merged_column(table.sheet, found.row, found.column - 1) + 1
        table.places.cells.setdefault((name,), CellRef(table.sheet, found.row + 1, column + 1))
        value = day_of(found.value) if name == "filled_on" else text_of(found.value)
        if value:
            table.raw.setdefault(name, value)


class _RowReader:
    """Turns the rows below one header into raw entries."""

    def __init__(self, header: Header, scheme: Scheme, table: Table) -> None:
        self.columns, self.tiers = header.columns, header.tiers
        self.scheme, self.table = scheme, table
        heading = {"number", "section", "criterion"} & self.columns.keys()
        self.heading = sorted(self.columns[name] for name in heading)
        place = next((self.columns[name] for name in ("tier", "score") if name in self.columns), None)
        self.choice_column = min(self.tiers.values()) if place is None else place
        self.rows: dict[int, int] = {}
        table.places.blocks["entries"] = Block(table.sheet, self.rows, self.located())

    def located(self) -> dict[Loc, int]:
        """The column, from 1, of every field that a finding may point at."""
        columns: dict[Loc, int] = {("item",): self.columns["number"], ("tier",): self.choice_column}
        columns |= {("points", tier): column for tier, column in self.tiers.items()}
        columns |= {(name,): self.columns[name] for name in _LOCATED if name in self.columns}
        return {loc: column + 1 for loc, column in columns.items()}

    def cell(self, row: list[Cell], name: str) -> Cell:
        column = self.columns.get(name)
        return "" if column is None else row[column]

    def is_total(self, row: list[Cell]) -> bool:
        fields = self.scheme.field_by_label
        cells = (row[column] for column in self.heading)
        return any(isinstance(cell, str) and cell and fields.get(folded(cell)) == "total" for cell in cells)

    def read_total(self, row: list[Cell], number: int) -> None:
        for name, column_name, value in (
            ("total", "score", number_of(self.cell(row, "score"))),
            ("grade", "tier", text_of(self.cell(row, "tier")) or None),
        ):
            if value is not None:
                self.table.raw[name] = value
                column = self.columns[column_name] + 1
                self.table.places.cells[name,] = CellRef(self.table.sheet, number + 1, column)

    def read_item(self, row: list[Cell], number: int) -> None:
        item = number_of(self.cell(row, "number"))
        criterion = text_of(self.cell(row, "criterion")) or None
        if item is None or (isinstance(item, str) and criterion is None):
            return
        whole = isinstance(item, Decimal) and item == item.to_integral_value()
        entry: dict[str, Any] = {
            "item": int(item) if whole else str(item),
            "criterion": criterion,
            "max_points": number_of(self.cell(row, "max_points")),
            "measured": number_of(self.cell(row, "measured")),
            "evidence": text_of(self.cell(row, "evidence")) or None,
        }
        entry["ticks"], entry["points"] = self.read_tier_columns(row)
        entries = self.table.raw["entries"]
        entry["tier"], entry["score"], chosen_in = self.read_choice(row)
        self.rows[len(entries)] = number + 1
        if chosen_in != self.choice_column:
            place = CellRef(self.table.sheet, number + 1, chosen_in + 1)
            self.table.places.cells["entries", len(entries), "tier"] = place
        entries.append(entry)

    def read_tier_columns(self, row: list[Cell]) -> tuple[tuple[str, ...], dict[str, Number]]:
        """The tiers ticked, and the points printed in the others' cells."""
        ticks, points = [], {}
        for tier, column in self.tiers.items():
            if is_tick(row[column]):
                ticks.append(tier)
            else:
                points[tier] = number_of(row[column])
        return tuple(ticks), points

    def read_choice(self, row: list[Cell]) -> tuple[str | None, Number, int]:
        """Tier text, score, and the column where the choice stands or belongs.

        A choice written in words in the score cell counts as the tier.
        """
        tier, score = text_of(self.cell(row, "tier")), number_of(self.cell(row, "score"))
        if not tier and isinstance(score, str) and self.scheme.choice_name(score):
            return self.scheme.choice_name(score), None, self.columns["score"]
        tier = (self.scheme.choice_name(tier) or tier) if tier else ""
        return tier or None, score, self.choice_column
