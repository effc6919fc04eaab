"""The draws (抽样) of a round as the ledger keeps them: every one that is another, so that none is repeated in silence."""

import sqlite3
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from pipeline.policy.masking import masked
from pipeline.town.review.drawing import Draw, Way

_DRAWS = """SELECT draws.id, draws.round, at, day, seed, share, frame, digest FROM draws
    JOIN consolidations ON consolidations.id = consolidation
    WHERE :year IS NULL OR draws.round = :year ORDER BY draws.round, draws.id"""
_DRAWN = "SELECT number, community, way, reasons FROM drawn WHERE draw = ? ORDER BY number"
_ITEMS = "SELECT item FROM drawn_items WHERE draw = ? AND number = ? ORDER BY item"

_BETWEEN = "；"
"""What parts reasons that are kept in one text."""


class KeptCommunity(NamedTuple):
    """A community that was to be looked at, in which way and why, and the numbers of its items."""

    name: str
    way: Way
    reasons: str
    items: tuple[int, ...]


class KeptDraw(NamedTuple):
    """A draw for the round of a year, the ``number``-th of it: ``at`` by the clock, ``day`` of the report, from how many."""

    year: int
    number: int
    at: datetime
    day: date
    seed: int
    share: Decimal
    framed: int
    digest: str
    chosen: tuple[KeptCommunity, ...]

    def names(self, way: Way) -> list[str]:
        """The communities that came to be looked at in one way."""
        return [community.name for community in self.chosen if community.way is way]

    def of(self, name: str) -> KeptCommunity | None:
        """The community of that name, as far as it was to be looked at."""
        return next((community for community in self.chosen if community.name == name), None)


def record_draw(
    ledger: sqlite3.Connection, consolidation: int, draw: Draw, versions: Mapping[str, int]
) -> None:
    """Add a draw, unless the round has the very same already; ``versions`` are the contents at hand by file."""
    row = (consolidation, draw.year, draw.seed, str(draw.share), masked(draw.frame), draw.digest)
    added = ledger.execute("INSERT OR IGNORE INTO draws VALUES (NULL, ?, ?, ?, ?, ?, ?)", row)
    if not added.rowcount:
        return
    for number, one in enumerate(draw.chosen, start=1):
        version, reasons = versions[one.standing.book.file], masked(_BETWEEN.join(one.reasons))
        drawn = (added.lastrowid, number, masked(one.name), version, one.way.value, reasons)
        ledger.execute("INSERT INTO drawn VALUES (?, ?, ?, ?, ?, ?)", drawn)
        items = (
            (added.lastrowid, number, chosen.item, chosen.way.value, masked(_BETWEEN.join(chosen.reasons)))
            for chosen in one.items
        )
        ledger.executemany("INSERT INTO drawn_items VALUES (?, ?, ?, ?, ?)", items)


def draws(ledger: sqlite3.Connection, year: int | None = None) -> list[KeptDraw]:
    """The draws for the round of a year, or for all, in the order in which they were made; none in a ledger of before."""
    known = ledger.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'draws'").fetchone()
    rows = ledger.execute(_DRAWS, {"year": year}).fetchall() if known else []
    kept: list[KeptDraw] = []
    for id_, round_, at, day, seed, share, frame, digest in rows:
        kept.append(
            KeptDraw(
                year=round_,
                number=1 + sum(before.year == round_ for before in kept),
                at=datetime.fromisoformat(at),
                day=date.fromisoformat(day),
                seed=seed,
                share=Decimal(share),
                framed=len(frame.splitlines()),
                digest=digest,
                chosen=tuple(_chosen(ledger, id_)),
            )
        )
    return kept


def _chosen(ledger: sqlite3.Connection, draw: int) -> list[KeptCommunity]:
    return [
        KeptCommunity(
            name, Way(way), reasons, tuple(item for (item,) in ledger.execute(_ITEMS, (draw, number)))
        )
        for number, name, way, reasons in ledger.execute(_DRAWN, (draw,)).fetchall()
    ]
