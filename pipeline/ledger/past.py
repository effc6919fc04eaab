"""Earlier rounds as the ledger knows them: what its last consolidation of each counted, by the plan that it went by."""

import sqlite3
from contextlib import suppress
from datetime import date
from decimal import Decimal

from pipeline.checking.engine import State
from pipeline.ledger.answers import answers_in
from pipeline.town.changes import Answers
from pipeline.town.past import PastCommunity, PastMeasure, PastRound, items_of, past_mark
from validators.scheme.model import Scheme

_ROUNDS = """SELECT round, day, obliged, received, attained, schemes.id, plan, max(consolidations.id) FROM consolidations
    JOIN schemes ON digest = scheme WHERE round < ? GROUP BY round"""
_COUNTING = """SELECT community, file, version, total, grade, state, max(sightings.id) AS last FROM sightings
    JOIN versions ON versions.id = version WHERE round = ? AND scheme = ? GROUP BY file ORDER BY last"""


def past_rounds(ledger: sqlite3.Connection, before: int) -> list[PastRound]:
    """The rounds of earlier years, as their last consolidations left them; what is masked in the ledger is not compared."""
    return [
        _round(ledger, *row)._replace(source=f"台账第{number}次汇总（{row[1]}）")
        for *row, number in ledger.execute(_ROUNDS, (before,)).fetchall()
    ]


def _round(
    ledger: sqlite3.Connection,
    year: int,
    day: str,
    obliged: int | None,
    received: int,
    attained: int,
    scheme_id: str,
    plan: str,
) -> PastRound:
    scheme = Scheme.model_validate_json(plan)
    target = scheme.target_of(year)
    counting = {State.ACCEPTED, State.WITH_ERRORS}
    return PastRound(
        year=year,
        as_of=date.fromisoformat(day),
        items=items_of(scheme),
        lines=scheme.lines,
        target=target.rate,
        target_by=target.by,
        obliged=obliged,
        received=received,
        attained=attained,
        communities=tuple(
            _community(scheme, community, file, Decimal(total), grade, answers_in(ledger, version))
            for community, file, version, total, grade, state, _ in ledger.execute(
                _COUNTING, (year, scheme_id)
            ).fetchall()
            if state in counting
        ),
    )


def _community(
    scheme: Scheme, name: str, file: str, total: Decimal, grade: str, answers: Answers
) -> PastCommunity:
    return PastCommunity(
        name=name,
        code="",
        total=total,
        grade=grade,
        attained=scheme.attains(total),
        marks={
            item: past_mark(said.choice or None, said.points)
            for item, said in answers.items()
            if said.points is not None
        },
        measures={
            item: PastMeasure(said.action, _day(said.due))
            for item, said in answers.items()
            if any(said.measure)
        },
        source=file,
    )


def _day(text: str) -> date | None:
    """The day by which a measure is due, where it was written as one."""
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None
