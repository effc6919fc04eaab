"""The scoring table of one file drawn: every item with its tiers, what was chosen, and where findings are."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.checking.engine import CheckedBook
from pipeline.writing.html.numbered import NumberedFinding
from validators.cells import CellRef
from validators.finding import Finding
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.scorecard import Mark, Scorecard

_NOT_CHOSEN, _UNCLEAR = "未选择", "有误"
_FIELDS = ("tier", "score")
"""The fields of an entry that the drawn table has cells for."""


class ItemLine(NamedTuple):
    """A row of the table; ``marked`` are those of its cells that a finding names."""

    id: str
    item: Item
    mark: Mark
    choice: str
    points: Decimal | str
    findings: Sequence[NumberedFinding]
    marked: frozenset[str]


class SectionLines(NamedTuple):
    """A section with what it earned, and its rows."""

    title: str
    points: Decimal
    max_points: Decimal
    lines: Sequence[ItemLine]


class PlaceElsewhere(NamedTuple):
    """A cell beside the table that findings name."""

    id: str
    cell: CellRef
    findings: Sequence[NumberedFinding]


class TablePlaces:
    """Where the findings of a file are drawn: at an item, at the total, or at another cell; by names that links know."""

    def __init__(self, name: str, book: CheckedBook, scheme: Scheme) -> None:
        self.name, self.scheme = name, scheme
        self.card = book.scorecard
        rows = {mark.row: mark.item for mark in self.card.marks if mark.row is not None} if self.card else {}
        self._items: dict[tuple[str, int], int] = {}
        self._cells: dict[CellRef, str] = {}
        for row, item in rows.items():
            for field in _FIELDS:
                if cell := book.sources.get(("entries", row, field)):
                    self._items[cell.sheet, cell.row] = item
                    self._cells[cell] = field
        self._total = book.sources.get(("total",))
        self._elsewhere: dict[CellRef, str] = {}

    def place(self, finding: Finding) -> str:
        """The name of the place of a finding; "" where nothing is drawn of it."""
        if self.card is None:
            return ""
        cell, item = finding.cell, finding.item
        if cell and self._total and (cell.sheet, cell.row) == (self._total.sheet, self._total.row):
            return f"{self.name}-total"
        at = self._items.get((cell.sheet, cell.row)) if cell else None
        if at or (cell is None and item in self.scheme.item_by_no):
            return f"{self.name}-item-{at or item}"
        if cell is None:
            return ""
        return self._elsewhere.setdefault(cell, f"{self.name}-place-{len(self._elsewhere) + 1}")

    def sections(self, card: Scorecard, told: Iterable[NumberedFinding]) -> Sequence[SectionLines]:
        """The table's rows by section, with the findings placed there."""
        at = _by_place(told)
        return [
            SectionLines(
                section.title,
                card.sections[section.no],
                section.max_points,
                [self._line(item, card.mark(item.no), at) for item in self.scheme.items_of(section.no)],
            )
            for section in self.scheme.sections
        ]

    def _line(self, item: Item, mark: Mark, at: Mapping[str, Sequence[NumberedFinding]]) -> ItemLine:
        id_ = f"{self.name}-item-{item.no}"
        findings = at.get(id_, ())
        cells = {told.finding.cell for told in findings if told.finding.cell}
        nothing = _NOT_CHOSEN if mark.witness is None else _UNCLEAR
        return ItemLine(
            id_,
            item,
            mark,
            mark.name or nothing,
            "" if mark.points is None else mark.points,
            findings,
            frozenset(field for cell in cells if (field := self._cells.get(cell))),
        )

    def of_total(self, told: Iterable[NumberedFinding]) -> Sequence[NumberedFinding]:
        """The findings about the total."""
        return _by_place(told).get(f"{self.name}-total", ())

    def elsewhere(self, told: Iterable[NumberedFinding]) -> Sequence[PlaceElsewhere]:
        """The cells beside the table, sheet by sheet."""
        at = _by_place(told)
        return [PlaceElsewhere(id_, cell, at[id_]) for cell, id_ in sorted(self._elsewhere.items())]


def _by_place(told: Iterable[NumberedFinding]) -> Mapping[str, Sequence[NumberedFinding]]:
    found: dict[str, list[NumberedFinding]] = {}
    for one in told:
        found.setdefault(one.place, []).append(one)
    return found
