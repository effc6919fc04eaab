"""A consolidation added to the ledger: what is new since the last one, and nothing that is there already.

Numbers of telephones and the like are taken out of every text first, names of files too.
"""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from pipeline import __version__
from pipeline.checking.engine import CheckedBook
from pipeline.ledger.decisions import record_decisions
from pipeline.ledger.draws import record_draw
from pipeline.ledger.private import answers_without_private, asked_of
from pipeline.policy.masking import masked, without_private
from pipeline.town.changes import ItemAnswer
from pipeline.town.model import Standing, Town
from pipeline.town.review.drawing import Draw
from validators.waiver import Waiver

GONE = "gone"
"""The state of a file that is no longer where it was, beside those that every file found ends in."""

_COLUMNS = {
    "versions": 8,
    "selections": 6,
    "measures": 7,
    "findings": 8,
    "sightings": 9,
    "asked": 5,
    "copies": 4,
}
"""How wide the tables are that are filled by many rows at a time."""

_Row: TypeAlias = tuple[object, ...]


class Request(NamedTuple):
    """A message to a community in the report; ``standing`` is what it is about, None where nothing came."""

    community: str
    text: str
    standing: Standing | None = None


class Returned(NamedTuple):
    """A return copy that was written: of which submission's file, under which name, asked back by when."""

    of: str
    file: str
    reply_by: date


class Happened(NamedTuple):
    """One consolidation, when it was made, and what went out of it."""

    town: Town
    at: datetime
    requests: Sequence[Request] = ()
    returned: Sequence[Returned] = ()
    waivers: Sequence[Waiver] = ()
    draw: Draw | None = None


def record(ledger: sqlite3.Connection, happened: Happened) -> None:
    """Add one consolidation, within the transaction of whoever calls."""
    town = happened.town
    now = _consolidation(ledger, town, happened.at)
    versions = _versions(ledger, now, town)
    _insert(ledger, "sightings", _sightings(ledger, now, town, versions))
    _requests(ledger, now, happened, versions)
    copies = ((versions[r.of], masked(r.file), r.reply_by.isoformat(), now) for r in happened.returned)
    ledger.executemany("INSERT OR IGNORE INTO copies VALUES (?, ?, ?, ?)", copies)
    waivers = (
        (
            now,
            masked(w.community),
            w.code,
            w.item,
            masked(w.approver),
            masked(w.reason),
            w.expires.isoformat(),
        )
        for w in happened.waivers
    )
    ledger.executemany("INSERT OR IGNORE INTO waivers VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", waivers)
    if happened.draw:
        record_draw(ledger, now, happened.draw, versions)
    record_decisions(ledger, now, town)


def _insert(ledger: sqlite3.Connection, table: str, rows: Iterable[_Row]) -> None:
    ledger.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * _COLUMNS[table])})", rows)


def _consolidation(ledger: sqlite3.Connection, town: Town, at: datetime) -> int:
    plan, a = town.scheme.model_dump_json(), town.attainment
    digest = hashlib.sha256(plan.encode()).hexdigest()
    ledger.execute("INSERT OR IGNORE INTO schemes VALUES (?, ?, ?)", (digest, town.scheme.id, plan))
    days = at.isoformat(timespec="seconds"), town.as_of.isoformat()
    row = (*days, town.round, digest, __version__, a.obliged, a.received, a.attained)
    added = ledger.execute("INSERT INTO consolidations VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    assert added.lastrowid  # noqa: S101 - what was added has a number
    return added.lastrowid


def _versions(ledger: sqlite3.Connection, now: int, town: Town) -> Mapping[str, int]:
    """Add the contents that are new, in the order in which they came; by file the number of what it holds."""
    scheme = town.scheme.id
    rows = ledger.execute("SELECT sha256, was_read, id FROM versions WHERE scheme = ?", (scheme,))
    known = {(sha256, was_read): number for sha256, was_read, number in rows}
    (last,) = ledger.execute("SELECT ifnull(max(id), 0) FROM versions").fetchone()
    books = [book for book in town.books if book.sha256]
    fresh: dict[int, CheckedBook] = {}
    for book in sorted(books, key=lambda book: book.received or datetime.min):
        if _content(book) not in known:
            known[_content(book)] = number = last + len(fresh) + 1
            fresh[number] = book
    _insert(ledger, "versions", (_version(number, now, scheme, book) for number, book in fresh.items()))
    told = [
        (n, item, said) for n, book in fresh.items() for item, said in answers_without_private(book).items()
    ]
    _insert(ledger, "selections", (_selection(*row) for row in told))
    measures = ((number, item, *said.measure) for number, item, said in told if any(said.measure))
    _insert(ledger, "measures", measures)
    _insert(ledger, "findings", (row for number, book in fresh.items() for row in _findings(number, book)))
    return {book.file: known[_content(book)] for book in books}


def _content(book: CheckedBook) -> tuple[str | None, bool]:
    """What a version is known by: a file that could be read at last is another than the same unread."""
    return book.sha256, book.scorecard is not None


def _version(number: int, now: int, scheme: str, book: CheckedBook) -> _Row:
    card = book.scorecard
    result = (str(card.total), card.grade.name) if card else (None, None)
    return number, now, book.sha256, scheme, book.size, card is not None, *result


def _selection(version: int, item: int, said: ItemAnswer) -> _Row:
    points = None if said.points is None else str(said.points)
    return version, item, said.choice, points, said.measured, said.evidence


def _findings(version: int, book: CheckedBook) -> Iterator[_Row]:
    for number, told in enumerate((*book.findings, *book.withheld), start=1):
        finding = without_private(told)
        cell = str(finding.cell) if finding.cell else None
        yield (
            version,
            number,
            finding.code,
            finding.severity.value,
            finding.item,
            cell,
            finding.message,
            finding.fix,
        )


def _sightings(
    ledger: sqlite3.Connection, now: int, town: Town, versions: Mapping[str, int]
) -> Iterator[_Row]:
    """What each file is now, where it was another at the round's last consolidation, and which are gone."""
    last = "SELECT file, version, state, community, year, handed_in, max(id) FROM sightings WHERE round = ? GROUP BY file"
    before = {file: tuple(seen) for file, *seen, _ in ledger.execute(last, (town.round,)).fetchall()}
    there = Counter[str]()
    for book in _in_order(town):
        file = masked(book.file)
        there[file] += 1
        file = file if there[file] == 1 else f"{file}（{there[file]}）"
        if book.file in versions:
            seen = (versions[book.file], book.state.value, *_whose(book, town))
            if before.pop(file, None) != seen:
                yield None, now, town.round, file, *seen
        else:  # there, but it cannot be read just now
            before.pop(file, None)
    for file, (version, state, *rest) in before.items():
        if state != GONE:
            yield None, now, town.round, file, version, GONE, *rest


def _in_order(town: Town) -> list[CheckedBook]:
    """The files in the order of the roster, by which communities are listed later."""
    listed = town.roster.communities if town.roster else ()
    order: dict[str | None, int] = {community.name: place for place, community in enumerate(listed)}
    whose = {file: arrival.community for file, arrival in town.arrivals.items()}
    return sorted(town.books, key=lambda book: order.get(whose.get(book.file), len(order)))


def _whose(book: CheckedBook, town: Town) -> tuple[str | None, str | None, str | None]:
    """The community that a file is of, the year that it belongs to, the day on which it was handed in."""
    if arrival := town.arrivals.get(book.file):
        day = arrival.handed_in
        return masked(arrival.community or arrival.named), arrival.year, day.isoformat() if day else None
    called = town.roster.called(book.file) if town.roster else None
    return (masked(called.name) if called else None), str(town.round), None


def _requests(ledger: sqlite3.Connection, now: int, happened: Happened, versions: Mapping[str, int]) -> None:
    for community, text, standing in happened.requests:
        book = standing.book if standing else None
        version = versions.get(book.file) if book else None
        row = (now, happened.town.round, masked(community), version, masked(text))
        added = ledger.execute("INSERT OR IGNORE INTO requests VALUES (NULL, ?, ?, ?, ?, ?)", row)
        if book and added.rowcount:
            asked = enumerate(sorted(asked_of(book.findings), key=str), start=1)
            _insert(ledger, "asked", ((added.lastrowid, number, *what) for number, what in asked))
