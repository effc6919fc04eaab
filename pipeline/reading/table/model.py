"""One table as it was read: its rows and what is stated of the whole, with the cell of each."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple, TypedDict

from pipeline.reading.cells.source_map import CellsByLoc
from pipeline.reading.words.sheet_owner import SheetKind
from validators.submission import Declaration, Entry, Measure, Number, ReadAs


class Stated(TypedDict, total=False):
    """What a workbook states of the whole, by the fields of a Submission; what it does not state is not there."""

    layout: Literal["official", "tiered", "template"]
    community: str
    code: str
    scheme_id: str
    template_version: str
    round: str
    filled_on: date
    days: tuple[date, ...]
    filler: str
    reviewer: str
    total: Number
    grade: str
    further_totals: tuple[Number, ...]
    further_grades: tuple[str, ...]
    measures: Mapping[int, Measure]
    declaration: Declaration
    declared_total: Number


class Table(NamedTuple):
    """One scorecard: its rows and what is stated of the whole, with the cell of each."""

    sheet: str
    entries: list[Entry]
    stated: Stated
    places: CellsByLoc
    notes: list[ReadAs]
    title: str = ""
    disowned: SheetKind = ""
    """What a line around it says that it is, if that is not the community's own."""

    @property
    def filled(self) -> int:
        """How many rows hold a selection, or may: where nobody can tell which column is meant."""
        if any(note.kind == "unsettled" for note in self.notes):
            return len(self.entries)
        return sum(bool(entry.tier or entry.ticks or entry.score is not None) for entry in self.entries)

    @property
    def items(self) -> set[int | str]:
        """What the rows are about."""
        return {entry.item for entry in self.entries}
