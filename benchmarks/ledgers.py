"""A ledger of a large town over some years, as its consolidations would have written it."""

import hashlib
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from benchmarks.submissions import filling, names_of
from pipeline.checking.engine import CheckedBook, State
from pipeline.checking.scoring import score
from pipeline.ledger.file import write
from pipeline.ledger.recording import Happened, Request, record
from pipeline.reading.cells.source_map import CellsByLoc
from pipeline.town.consolidation import consolidate
from pipeline.town.model import Town
from validators.cells import CellRef
from validators.scheme.model import Scheme
from validators.scorecard import Scorecard
from validators.submission import Submission

_FILLINGS = 60
_NAMED = CellsByLoc(
    {("community",): CellRef("任务分解表", 2, 3), ("filled_on",): CellRef("任务分解表", 2, 5)}, {}
)


def write_ledger(path: Path, communities: int, versions: int, rounds: int, scheme: Scheme) -> Path:
    """Write a ledger in which every community handed in so many times in so many rounds, each time something else."""
    for town in _towns(communities, versions, rounds, scheme):
        asked = [Request(s.name, f"{s.name}：请改正后重新报送。", s) for s in town.standings]
        happened = Happened(town, datetime.combine(town.as_of, datetime.min.time()), asked)
        write(path, partial(_add, happened))
    return path


def _towns(communities: int, versions: int, rounds: int, scheme: Scheme) -> Iterator[Town]:
    """The town at each consolidation: every one finds a newer submission of every community."""
    first = min(scheme.deadlines)
    fillings = [filling(random.Random(number), scheme) for number in range(_FILLINGS)]  # noqa: S311 - no secret
    scored = [(submission, score(submission, scheme)) for submission in fillings]
    for round_ in range(rounds):
        for version in range(versions):
            day = date(first, 10, version + 1)
            books = [
                _book(name, (version, round_), day, *scored[(number + version) % _FILLINGS])
                for number, name in enumerate(names_of(communities))
            ]
            town = consolidate(books, scheme, None, day, first, {})
            year = first + round_
            arrivals = {
                file: arrival._replace(year=str(year), handed_in=day.replace(year=year))
                for file, arrival in town.arrivals.items()
            }
            yield replace(town, round=year, as_of=day.replace(year=year), arrivals=arrivals)


def _book(
    name: str, which: tuple[int, int], day: date, submission: Submission, card: Scorecard
) -> CheckedBook:
    return CheckedBook(
        file=f"{name}.xlsx",
        state=State.ACCEPTED,
        sha256=hashlib.sha256(f"{name} {which}".encode()).hexdigest(),
        size=30_000,
        received=datetime(day.year, day.month, day.day),
        sources=_NAMED,
        submission=submission.model_copy(update={"community": name, "filled_on": day}),
        scorecard=card,
    )


def _add(happened: Happened, ledger: sqlite3.Connection) -> None:
    record(ledger, happened)
