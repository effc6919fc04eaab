"""A folder that is consolidated again and again with its ledger, and the ledger looked into."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.keeping import keep, recalled
from pipeline.ledger.file import read
from pipeline.ledger.history import Submitted, chain
from pipeline.ledger.sentences import News
from pipeline.reading.files.own_ledger import NAME
from pipeline.run import RETURNED, consolidate_town, return_copies
from pipeline.town.model import Town
from validators.roster import Community, Roster
from validators.scheme.model import Scheme

ROSTER = Roster(communities=tuple(Community(name=name) for name in ("甲", "乙", "丙")))
DAY = date(2021, 11, 1)


def consolidated(
    folder: Path, scheme: Scheme, day: date = DAY, *, returns: bool = False, round_: int = 2021
) -> tuple[Town, News]:
    """What a door does: consolidate by the ledger, write return copies if asked, and record."""
    ledger = folder / NAME
    town = recalled(consolidate_town(folder, scheme, ROSTER, as_of=day, round_=round_), ledger)
    copies = return_copies(town, folder / RETURNED) if returns else None
    return town, keep(town, ledger, folder, copies)


def rows(folder: Path, query: str) -> list[Any]:
    """What the database itself says."""
    with closing(sqlite3.connect(folder / NAME)) as ledger:
        return [row if len(row) > 1 else row[0] for row in ledger.execute(query).fetchall()]


def counts(folder: Path) -> dict[str, int]:
    """How many rows every table has; nothing where there is no ledger."""
    if not (folder / NAME).exists():
        return {}
    tables = rows(folder, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {table: rows(folder, f"SELECT count(*) FROM {table}")[0] for table in tables}


def told(folder: Path, community: str | None = None) -> list[Submitted]:
    """The chain of a community."""
    return read(folder / NAME, lambda ledger: chain(ledger, community))
