"""The chain of a community's submissions: when each came, what it was worth, what it changed, what was asked for then."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from pipeline.checking.engine import State
from pipeline.ledger.answers import answers_in
from pipeline.ledger.recording import GONE
from pipeline.policy.masking import masked
from pipeline.town.changes import Answers, Changes, changes_between
from validators.finding import Severity
from validators.wording import folded

_WHICH = "(:community IS NULL OR community = :community) AND (:year IS NULL OR year = :year)"
_SIGHTINGS = f"""SELECT community, year, version, file, state, handed_in, round FROM sightings
    WHERE community IS NOT NULL AND {_WHICH} ORDER BY id"""
_THESE = f"(SELECT version FROM sightings WHERE {_WHICH})"
_VERSIONS = f"""SELECT versions.id, sha256, at, total, grade FROM versions
    JOIN consolidations ON consolidations.id = consolidation WHERE versions.id IN {_THESE}"""
_FINDINGS = (
    f"SELECT version, severity, count(*) FROM findings WHERE version IN {_THESE} GROUP BY version, severity"
)
_REQUESTS = f"""SELECT DISTINCT version, day FROM requests
    JOIN consolidations ON consolidations.id = consolidation WHERE version IN {_THESE} ORDER BY day"""
_COPIES = f"""SELECT DISTINCT version, day FROM copies
    JOIN consolidations ON consolidations.id = consolidation WHERE version IN {_THESE} ORDER BY day"""


class Submitted(NamedTuple):
    """One submission of a community for the round of a year, whether its file is still ``there`` or not.

    ``first_seen`` is when it was first consolidated; ``errors`` and ``queries`` are what was found in it then, ``requests``
    and ``returned`` the days on which it was asked to correct it, and a return copy was written. ``changed`` is what
    differs from the one before, None for the first.
    """

    community: str
    year: str
    version: int
    file: str
    sha256: str
    state: State
    there: bool
    handed_in: date | None
    first_seen: datetime
    total: Decimal | None
    grade: str
    errors: int
    queries: int
    requests: tuple[date, ...]
    returned: tuple[date, ...]
    changed: Changes | None = None

    @property
    def state_told(self) -> str:
        """Its state, or that its file has been replaced or taken away."""
        return self.state.label if self.there else "文件已不在"


class _Seen(NamedTuple):
    """A file as one consolidation found it."""

    community: str
    year: str
    version: int
    file: str
    state: str
    handed_in: str | None
    round: int


def communities(ledger: sqlite3.Connection) -> list[str]:
    """The communities that the ledger knows, in the order in which they came."""
    query = "SELECT community FROM sightings WHERE community IS NOT NULL GROUP BY community ORDER BY min(id)"
    return [name for (name,) in ledger.execute(query)]


def known_as(ledger: sqlite3.Connection, name: str) -> str | None:
    """What the ledger calls a community of that name, but for spaces; None when it knows none."""
    wanted = folded(masked(name))
    return next((known for known in communities(ledger) if folded(known) == wanted), None)


def submissions(
    ledger: sqlite3.Connection, community: str | None = None, year: int | None = None
) -> list[Submitted]:
    """The submissions of a community, or of all, for the round of a year, or for all: without what changed.

    Communities come in the order in which the ledger knows them, submissions in the order in which they replace each other.
    """
    which = {"community": community, "year": year and str(year)}
    seen: dict[int, list[_Seen]] = defaultdict(list)
    last: dict[tuple[int, str], _Seen] = {}
    for row in map(_Seen._make, ledger.execute(_SIGHTINGS, which)):
        seen[row.version].append(row)
        last[row.round, row.file] = row
    there = {row.version for row in last.values() if row.state != GONE}
    requests, returned = (_days(ledger, query, which) for query in (_REQUESTS, _COPIES))
    found = {(version, severity): count for version, severity, count in ledger.execute(_FINDINGS, which)}
    told = [
        Submitted(
            community=row.community,
            year=row.year,
            version=version,
            file=row.file,
            sha256=sha256,
            state=State(row.state),
            there=version in there,
            handed_in=date.fromisoformat(row.handed_in) if row.handed_in else None,
            first_seen=datetime.fromisoformat(at),
            total=None if total is None else Decimal(total),
            grade=grade or "",
            errors=found.get((version, Severity.ERROR), 0),
            queries=found.get((version, Severity.QUERY), 0),
            requests=tuple(requests.get(version, ())),
            returned=tuple(returned.get(version, ())),
        )
        for version, sha256, at, total, grade in ledger.execute(_VERSIONS, which)
        for row in _telling(seen[version], last)
    ]
    order = {name: place for place, name in enumerate(communities(ledger))}
    return sorted(told, key=lambda s: (order[s.community], s.year, s.handed_in or date.min, s.version))


def chain(
    ledger: sqlite3.Connection, community: str | None = None, year: int | None = None
) -> list[Submitted]:
    """The same, each with what changed since the one before that could be read."""
    told = submissions(ledger, community, year)
    changed: list[Submitted] = []
    for _, together in groupby(told, key=lambda s: (s.community, s.year)):
        before: Answers = {}
        for one in together:
            after = answers_in(ledger, one.version)
            changed.append(one._replace(changed=changes_between(before, after) if before and after else None))
            before = after or before
    return changed


def _telling(rows: Sequence[_Seen], last: Mapping[tuple[int, str], _Seen]) -> Iterator[_Seen]:
    """Of all that was seen of one content what tells most: of its own round, of a file still there, no duplicate, the latest."""
    found = [row for row in rows if row.state != GONE]
    if found:
        yield max(
            reversed(found),
            key=lambda row: (
                str(row.round) == row.year,
                last[row.round, row.file] == row,
                row.state != State.DUPLICATE,
            ),
        )


def _days(ledger: sqlite3.Connection, query: str, which: Mapping[str, object]) -> Mapping[int, list[date]]:
    days: dict[int, list[date]] = defaultdict(list)
    for version, day in ledger.execute(query, which):
        days[version].append(date.fromisoformat(day))
    return days
