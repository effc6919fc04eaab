"""One table as it was read: its rows and what is stated of the whole, with the cell of each."""

from typing import Any, NamedTuple

from pipeline.reading.cells.source_map import CellsByLoc
from pipeline.reading.words.sheet_owner import SheetKind
from validators.submission import Entry, ReadAs


class Table(NamedTuple):
    """One scorecard: its rows and the other fields of a Submission, with the cell of each."""

    sheet: str
    entries: list[Entry]
    raw: dict[str, Any]
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
