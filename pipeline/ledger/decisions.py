"""The office's decisions as the ledger keeps them: every one, in order, on which content it was made, and what changed since."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pipeline.ledger.answers import answers_in
from pipeline.ledger.private import answers_without_private
from pipeline.policy.masking import masked
from pipeline.town.changes import Changes, changes_between
from pipeline.town.materials import DOCUMENTS
from pipeline.town.model import Town
from pipeline.town.review.recommending.decision import DIGITS, Decision
from validators.wording import folded

_TABLE = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'decisions'"
_DECISIONS = """SELECT code, community, outcome, decided_by, decided_on, reason, total, grade, sha256
    FROM decisions WHERE round = ? ORDER BY id"""
_WHOLE = "SELECT sha256 FROM versions WHERE substr(sha256, 1, ?) = ?"
_ADD = "INSERT INTO decisions VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_CONTENTS = """SELECT DISTINCT community, sha256, version FROM sightings JOIN versions ON versions.id = version
    WHERE year = ? AND scheme = ? AND was_read AND community IS NOT NULL"""
_ASKED = f"""SELECT community, count(DISTINCT version) FROM requests
    WHERE version IS NOT NULL AND EXISTS (SELECT 1 FROM asked WHERE request = requests.id
        AND code NOT IN ({", ".join("?" * len(DOCUMENTS))})) GROUP BY community"""


def with_decisions_kept(ledger: sqlite3.Connection, town: Town) -> Town:
    """The town with the decisions of its round, what has changed since each, and how often communities were asked back."""
    asked = Counter[str]()
    for community, times in ledger.execute(_ASKED, DOCUMENTS):
        listed = town.listed_as("", community)
        asked[folded(listed.name if listed else community)] += times
    changes = dict(_changes(ledger, town))
    return replace(
        town, decisions=tuple(decisions(ledger, town.round)), changes_since=changes, asked_back=asked
    )


def decisions(ledger: sqlite3.Connection, round_: int) -> Iterator[Decision]:
    """The decisions of a round as they were made; none in a ledger of before there were any."""
    if ledger.execute(_TABLE).fetchone():
        for code, name, outcome, by, on, reason, total, grade, sha256 in ledger.execute(
            _DECISIONS, (round_,)
        ):
            day = date.fromisoformat(on)
            yield Decision(code, name, outcome, by, day, reason, Decimal(total), grade, sha256)


def record_decisions(ledger: sqlite3.Connection, consolidation: int, town: Town) -> None:
    """Add the decisions that are not kept yet: as often as each is there, in their order, on contents as the ledger has them."""
    kept = Counter(_row(decision) for decision in decisions(ledger, town.round))
    for decision in town.decisions:
        row = _row(decision)
        if kept[row]:
            kept[row] -= 1
        else:
            *said, digits = row
            whole = ledger.execute(_WHOLE, (DIGITS, digits)).fetchone() or (decision.sha256,)
            ledger.execute(_ADD, (consolidation, town.round, *said, *whole))


def _row(decision: Decision) -> tuple[str, ...]:
    code, name, outcome, by, on, reason, total, grade, sha256 = decision
    return (
        code,
        masked(name),
        outcome,
        masked(by),
        on.isoformat(),
        masked(reason),
        str(total),
        grade,
        sha256[:DIGITS],
    )


def _changes(ledger: sqlite3.Connection, town: Town) -> Iterator[tuple[str, Changes]]:
    """What differs from every earlier content of a community that counts now, by the beginning of that content's digest."""
    standings = {folded(masked(standing.name)): standing for standing in town.standings}
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for community, sha256, version in ledger.execute(_CONTENTS, (str(town.round), town.scheme.id)):
        listed = town.listed_as("", community)
        found[folded(masked(listed.name) if listed else community)].append((sha256, version))
    for key, versions in found.items():
        if standing := standings.get(key):
            now = answers_without_private(standing.book)
            for sha256, version in versions:
                if sha256 != standing.book.sha256:
                    yield sha256[:DIGITS], changes_between(answers_in(ledger, version), now)
