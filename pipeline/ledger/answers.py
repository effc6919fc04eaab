"""The answers of a submission as the ledger keeps them, as ``changes`` compares them."""

import sqlite3
from decimal import Decimal

from pipeline.town.changes import Answers, ItemAnswer

_ANSWERS = """SELECT item, choice, points, measured, evidence,
    ifnull(reason, ''), ifnull(action, ''), ifnull(plan, ''), ifnull(due, ''), ifnull(person, '')
    FROM selections LEFT JOIN measures USING (version, item) WHERE version = ?"""


def answers_in(ledger: sqlite3.Connection, version: int) -> Answers:
    """The answers of one version by item; none of a file that could not be read."""
    return {
        item: ItemAnswer(choice, None if points is None else Decimal(points), *texts)
        for item, choice, points, *texts in ledger.execute(_ANSWERS, (version,))
    }
