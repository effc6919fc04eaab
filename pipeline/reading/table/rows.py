"""The rows below one header, each turned into the raw entry of one item."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pipeline.reading.cells.interpreter import Clerk
from pipeline.reading.cells.item_matching import item_of_criterion, number_in
from pipeline.reading.cells.row_choice import Under, settle
from pipeline.reading.cells.source_map import Block, CellsByLoc
from pipeline.reading.cells.stated import SUBTOTALS
from pipeline.reading.cells.ticks import CHOSEN, TierMark, mark_of
from pipeline.reading.cells.values import is_plain_number, number_of, text_of
from pipeline.reading.columns.header import Header
from pipeline.reading.containers.grid import Cell
from pipeline.reading.words.labels import bare
from validators.cells import CellRef
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.submission import Entry, Loc
from validators.wording import folded

LOCATED = ("criterion", "max_points", "measured", "score", "evidence")
"""The fields of a row whose columns go by their own names."""

_UNNAMED = 4
"""Rows without a number, per item of the plan, whose text is compared with every criterion."""

_EXAMPLES = frozenset({"例", "示例", "样例", "范例", "举例", "填写示例", "填报示例"})
"""What stands where the number belongs in a row that shows how to fill in the table."""


class RowReader:
    """Reads the rows below one header; ``entries`` may hold those of an earlier one already."""

    def __init__(
        self, sheet: str, header: Header, scheme: Scheme, clerk: Clerk, entries: list[Entry]
    ) -> None:
        self.sheet, self.header = sheet, header
        self.columns, self.tiers = header.columns, header.tiers
        self.scheme, self.clerk, self.entries = scheme, clerk, entries
        heading = {"number", "section", "criterion"} & self.columns.keys()
        self.heading = sorted(self.columns[name] for name in heading)
        self.key_column = self.columns.get("number", self.columns["criterion"])
        place = next((self.columns[name] for name in ("tier", "score") if name in self.columns), None)
        self.choice_column = min(self.tiers.values()) if place is None else place
        self.by_criterion = False
        self.unnamed = 0
        self.rows: dict[int, int] = {}
        self.block = Block(sheet, self.rows, self._located())
        self.places = CellsByLoc()

    def _located(self) -> dict[Loc, int]:
        """The column, from 1, of every field that a finding may point at."""
        columns: dict[Loc, int] = {("item",): self.key_column, ("tier",): self.choice_column}
        columns |= {("points", tier): column for tier, column in self.tiers.items()}
        columns |= {(name,): self.columns[name] for name in LOCATED if name in self.columns}
        return {loc: column + 1 for loc, column in columns.items()}

    def cell(self, row: Sequence[Cell], name: str) -> Cell:
        """The cell of a field in a row; a blank where the table has no such column."""
        return row[self.columns[name]] if name in self.columns else ""

    def number_of_item(self, index: int) -> int | None:
        """The number of the item that an entry is about; None where it is about none of the plan's."""
        item = self.entries[index].item
        return item if isinstance(item, int) else None

    def is_item(self, row: Sequence[Cell]) -> bool:
        """Whether a row below a total is about an item of the plan beyond doubt, and no remark."""
        criterion = self.cell(row, "criterion")
        if isinstance(criterion, str) and criterion and self.described(text_of(criterion)):
            return True
        points = [self.cell(row, "max_points"), *(row[column] for column in self.tiers.values())]
        number = self.cell(row, "number")
        return (number != "" and self._by_number(number) is not None) and (
            any(isinstance(number_of(cell), Decimal) for cell in points) or self._selects(row)
        )

    def read(self, row: Sequence[Cell], number: int) -> bool:
        """Read the row if it is about an item, or holds a selection that nobody can place; whether it did."""
        index = len(self.entries)
        item, named = self._item(row, index)
        if named is None:
            return False
        self.rows[index] = number + 1
        at: Loc = ("entries", index)
        typed = self.cell(row, "score")
        tier: str | None = self.clerk.choice(self.cell(row, "tier"), (*at, "tier"), item)
        score = number_of(typed) if type(typed) is float else self.clerk.score(typed, (*at, "score"), item)
        if not tier and type(score) is str:
            name = self.clerk.worded_score(score, (*at, "score"), item)
            if name is not None:
                tier, score = name, None
                self.worded({index: "score"})
        under = self._under_tiers(row, at, item)
        if item and (said := settle(under, item, at, self.clerk, named=bool(tier), typed=score)):
            tier = said.text
            self.places.cells[*at, "tier"] = CellRef(self.sheet, number + 1, self.tiers[said.tier] + 1)
        criterion = text_of(self.cell(row, "criterion"))
        if item and criterion not in (item.text, item.criterion):
            self.clerk.text(criterion, (*at, "criterion"), item)
        most, measured = self.cell(row, "max_points"), self.cell(row, "measured")
        known = type(most) is float
        self.entries.append(
            Entry(
                item=named,
                criterion=criterion or None,
                max_points=number_of(most) if known else self.clerk.number(most, (*at, "max_points"), item),
                points=under.points,
                ticks=tuple(under.ticks),
                tier=tier or None,
                measured=None if measured == "" else self.clerk.measured(measured, (*at, "measured"), item),
                score=score,
                evidence=text_of(self.cell(row, "evidence")) or None,
                previous=text_of(self.cell(row, "previous")) or None,
            )
        )
        return True

    def worded(self, fields: Mapping[int, str]) -> None:
        """Remember of which rows the choice stands where the score belongs."""
        for index in fields.keys() & self.rows.keys():
            if fields[index] == "score":
                cell = CellRef(self.sheet, self.rows[index], self.columns["score"] + 1)
                self.places.cells["entries", index, "tier"] = cell

    def _item(self, row: Sequence[Cell], index: int) -> tuple[Item | None, int | str | None]:
        """The plan's item that a row is about, and what the row calls it; None for a row about none."""
        cell = self.cell(row, "number")
        section = row[self.columns["criterion"]] == "" and self._heads_section(row)
        if type(cell) is float and not (section or self.by_criterion) and cell in self.scheme.item_by_no:
            return self.scheme.item_by_no[int(cell)], int(cell)
        at, text, criterion = ("entries", index, "item"), text_of(cell), text_of(self.cell(row, "criterion"))
        if folded(text) in _EXAMPLES:
            return None, None
        counts = not (section or self.by_criterion)
        value = number_of(cell) if counts else None
        plain = isinstance(value, Decimal)
        item = self._by_number(cell) if counts else None
        if item and (plain or criterion or self._selects(row)):
            if isinstance(cell, str) and not is_plain_number(text):
                self.clerk.note("numbered", at, text, str(item.no), item.no)
            return item, item.no
        if not plain and criterion and (item := self.described(criterion)):
            self.clerk.note("unnumbered", at, text, str(item.no), item.no)
            return item, item.no
        if isinstance(value, Decimal):
            return None, int(value) if value == value.to_integral_value() else str(value)
        return None, text if (text and criterion and not self._is_heading(row)) or self._strays(row) else None

    def _by_number(self, cell: Cell) -> Item | None:
        """The item whose number a cell holds, in any spelling."""
        value = number_of(cell)
        if isinstance(value, Decimal):
            return self.scheme.item_by_no[int(value)] if value in self.scheme.item_by_no else None
        number = number_in(value) if value else None
        return self.scheme.item_by_no.get(number) if number else None

    def described(self, criterion: str) -> Item | None:
        """The item whose criterion a text is; small edits are allowed in as many rows as a table may have."""
        self.unnamed += 1
        near = self.unnamed <= _UNNAMED * len(self.scheme.items)
        return item_of_criterion(criterion, self.scheme, near=near)

    def _strays(self, row: Sequence[Cell]) -> bool:
        """Whether a row about no item holds a selection: a row that lost its number, and no subtotal."""
        return self._selects(row) and not self._is_heading(row)

    def _selects(self, row: Sequence[Cell]) -> bool:
        chosen = [self.cell(row, "tier"), self.cell(row, "score")]
        return any(text_of(cell) for cell in chosen) or any(
            mark_of(row[column], tier, None, self.scheme) in CHOSEN for tier, column in self.tiers.items()
        )

    def _is_heading(self, row: Sequence[Cell]) -> bool:
        """Whether a row is a section's heading, a subtotal, or repeats the table's labels."""
        texts = [folded(text_of(row[column])) for column in self.heading]
        ends = tuple(folded(word) for word in self.scheme.labels.total)
        return self._is_section(row) or any(
            text in self.scheme.field_by_label
            or any(word in text for word in SUBTOTALS)
            or bare(text).endswith(ends)
            for text in texts
        )

    def _is_section(self, row: Sequence[Cell]) -> bool:
        """Whether a row names a section, and prints no points but the section's: an item's first row names it too."""
        texts = {
            word
            for column in self.heading
            if (text := text_of(row[column]))
            for word in (folded(text), bare(text))
        }
        most = number_of(self.cell(row, "max_points"))
        return any(
            not isinstance(most, Decimal) or most == section.max_points
            for section in self.scheme.sections
            if texts & {folded(word) for word in (section.title, section.name, section.label)}
        )

    def _heads_section(self, row: Sequence[Cell]) -> bool:
        """Whether a row without a criterion is a section's, whatever number it has."""
        return self._is_section(row) and (self.cell(row, "max_points") != "" or not self._selects(row))

    def _under_tiers(self, row: Sequence[Cell], at: Loc, item: Item | None) -> Under:
        """What stands in the cells of the tiers."""
        under = Under([], {}, {})
        for tier, column in self.tiers.items():
            cell = row[column]
            if type(cell) is float:
                under.points[tier] = number_of(cell)
                continue
            place = (*at, "points", tier)
            mark = self.clerk.mark(cell, place, item, tier)
            if mark in CHOSEN:
                under.ticks.append(tier)
            elif mark in (TierMark.UNSURE, TierMark.VOID) and item:
                under.doubtful[tier] = mark, text_of(cell)
            elif mark not in (TierMark.OPEN, TierMark.CROSSED) and cell != "":
                under.points[tier] = self.clerk.number(cell, place, item)
        return under
