"""A scorecard that goes on on further sheets: several tables with different items are one."""

from collections.abc import Sequence

from pipeline.reading.cells.item_matching import overlapping
from pipeline.reading.cells.source_map import Block, CellsByLoc
from pipeline.reading.table.model import Stated, Table
from validators.submission import Entry, Loc, ReadAs
from validators.wording import folded


def continued(taken: Table, tables: Sequence[Table]) -> list[Table]:
    """A table with those of the tables that continue it on other sheets, in their order."""
    parts: list[Table] = [taken]
    for table in tables:
        if table is taken or not table.items or len(_communities([*parts, table])) > 1:
            continue
        if not overlapping({item for part in parts for item in part.items}, table.items):
            parts.append(table)
    return [table for table in tables if any(table is part for part in parts)]


def joined(parts: Sequence[Table]) -> Table:
    """One table of the rows of all, in the order of the sheets; what stands around them is the first's that says it.

    Of several totals or grades none is the whole table's.
    """
    if len(parts) == 1:
        return parts[0]
    first, *rest = parts
    entries: list[Entry] = []
    stated: Stated = {}
    places = CellsByLoc(blocks={"entries": []})
    notes: list[ReadAs] = []
    for part in parts:
        shift = len(entries)
        entries += part.entries
        stated = part.stated | stated
        places.cells.update(
            {_moved(loc, shift): cell for loc, cell in part.places.cells.items() if _new(loc, places)}
        )
        places.blocks["entries"] += [
            Block(b.sheet, {index + shift: row for index, row in b.rows.items()}, b.columns)
            for b in part.places.blocks["entries"]
        ]
        notes += [note._replace(at=_moved(note.at, shift)) for note in part.notes]
    for part in rest:
        place: Loc = ("cells", part.sheet, *part.places.cells["entries",][1:])
        places.cells[place] = part.places.cells["entries",]
        found = f"工作表“{part.sheet}”" if part.sheet != first.sheet else places.cells[place].a1
        notes.append(ReadAs("continued", place, found))
    if sum("total" in part.stated for part in parts) > 1:
        del stated["total"]
        stated.pop("further_totals", None)
    if sum("grade" in part.stated for part in parts) > 1:
        del stated["grade"]
        stated.pop("further_grades", None)
    if any(part.stated["layout"] == "tiered" for part in parts):
        stated["layout"] = "tiered"
    return first._replace(entries=entries, stated=stated, places=places, notes=notes)


def _communities(tables: Sequence[Table]) -> set[str]:
    """The communities that stand at the tables, each once however it is spaced."""
    return {folded(table.stated["community"]) for table in tables if "community" in table.stated}


def _new(loc: Loc, places: CellsByLoc) -> bool:
    """Whether a location is a row's, or not known yet."""
    return len(loc) > 1 or loc not in places.cells


def _moved(loc: Loc, shift: int) -> Loc:
    return ("entries", int(loc[1]) + shift, *loc[2:]) if loc[0] == "entries" and len(loc) > 1 else loc
