"""Small towns of workbooks and rosters, written in the test."""

from datetime import date
from pathlib import Path

from pipeline.checking.engine import State
from pipeline.town.model import Town
from tests.books import Sheet, write_book
from validators.roster import Community, Roster
from validators.scheme.model import Scheme

BARE = "GCR516"
"""What is told of every table that counts and comes without measures and declaration form, as those here do."""


def book(
    folder: Path,
    file: str,
    scheme: Scheme,
    community: str | None,
    tier: str = "合格",
    day: int = 9,
    year: int = 2021,
) -> Path:
    """附件1 of a community with the same tier for every item, of a day of October."""
    choices = {item.no: tier for item in scheme.items}
    return write_book(folder / file, Sheet(scheme, community).dated(date(year, 10, day)).choose(choices))


def roster(*names: str, **exempt: str) -> Roster:
    """A roster of names, and of the exempt with the reason."""
    return Roster(
        communities=(
            *(Community(name=name) for name in names),
            *(Community(name=name, obliged=False, exempt_reason=reason) for name, reason in exempt.items()),
        )
    )


def states(town: Town) -> dict[str, State]:
    """The state in which every file ended."""
    return {book.file: book.state for book in town.books}
