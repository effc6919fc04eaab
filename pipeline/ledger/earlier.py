"""What the ledger adds to a town: submissions whose files are gone, and what a community was asked for in vain."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from pipeline.ledger.answers import answers_in
from pipeline.ledger.private import answers_without_private, asked_of
from pipeline.policy.masking import masked
from pipeline.town.changes import Changes, changes_between
from pipeline.town.model import Standing, Town

_VERSIONS = """SELECT community, handed_in, version, sha256, max(sightings.id) FROM sightings
    JOIN versions ON versions.id = version WHERE year = ? AND scheme = ? AND was_read GROUP BY version"""
_REQUESTS = """SELECT version, requests.id, day FROM requests
    JOIN consolidations ON consolidations.id = consolidation WHERE requests.round = ? ORDER BY requests.id"""


class _Earlier(NamedTuple):
    """A submission that the ledger knows, in the order in which one community's replace each other."""

    handed_in: str
    version: int
    sha256: str


class _AtHand(NamedTuple):
    """A file of the folder: the day that it is of, "" where there is none, and what it holds."""

    handed_in: str
    sha256: str | None


def with_earlier(ledger: sqlite3.Connection, town: Town) -> Town:
    """The town with what its communities' submissions were before: what changed, when the first came, what is unheeded."""
    known: dict[str, list[_Earlier]] = defaultdict(list)
    for community, handed_in, version, sha256, _ in ledger.execute(
        _VERSIONS, (str(town.round), town.scheme.id)
    ):
        known[community].append(_Earlier(handed_in or "", version, sha256))
    asked = {version: (request, day) for version, request, day in ledger.execute(_REQUESTS, (town.round,))}
    at_hand = {book.file: _AtHand(_day(town, book.file), book.sha256) for book in town.books}
    standings = tuple(
        _with_earlier(ledger, standing, known.get(masked(standing.name), ()), asked, at_hand)
        for standing in town.standings
    )
    return replace(town, standings=standings)


def _with_earlier(
    ledger: sqlite3.Connection,
    standing: Standing,
    known: Sequence[_Earlier],
    asked: Mapping[int, tuple[int, str]],
    at_hand: Mapping[str, _AtHand],
) -> Standing:
    last = _replaced(standing, known)
    if last is None:
        return standing
    before = [at_hand[file] for file in standing.replaced[:1]]
    heard_of = {earlier.sha256 for earlier in known}
    if any(one.sha256 not in heard_of and one.handed_in >= last.handed_in for one in before):
        return standing  # what it replaces came just now
    changed = standing.changed
    if last.sha256 not in [one.sha256 for one in before]:
        changed = changes_between(answers_in(ledger, last.version), answers_without_private(standing.book))
    days = [date.fromisoformat(earlier.handed_in) for earlier in known if earlier.handed_in]
    first = min([*days, *([standing.first_on] if standing.first_on else [])], default=None)
    unheeded = (
        _unheeded(ledger, standing, changed or (), *asked[last.version]) if last.version in asked else None
    )
    return replace(standing, changed=changed, first_on=first, unheeded=unheeded)


def _day(town: Town, file: str) -> str:
    arrival = town.arrivals.get(file)
    return arrival.handed_in.isoformat() if arrival and arrival.handed_in else ""


def _replaced(standing: Standing, known: Sequence[_Earlier]) -> _Earlier | None:
    """The last submission of a community before the one that counts: by its day, then as they came."""
    day = standing.submitted_on.isoformat() if standing.submitted_on else ""
    own = next((earlier.version for earlier in known if earlier.sha256 == standing.book.sha256), None)
    others = (earlier for earlier in known if earlier.sha256 != standing.book.sha256)
    return max(
        (e for e in others if e.handed_in < day or (e.handed_in == day and (own is None or e.version < own))),
        default=None,
    )


def _unheeded(
    ledger: sqlite3.Connection, standing: Standing, changed: Changes, request: int, day: str
) -> date | None:
    """The day of the request about the submission before, where all that it asked for stands as it did."""
    rows = ledger.execute("SELECT code, item, found FROM asked WHERE request = ?", (request,)).fetchall()
    items = {item for _, item, _ in rows} & {change.item for change in changed}
    still = rows and not items and {*rows} <= asked_of(standing.book.findings)
    return date.fromisoformat(day) if still else None
