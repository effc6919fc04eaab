"""决定记录: every decision of the round in its order, what on, and whether that is there still; earlier ones stay."""

from collections.abc import Iterator

from pipeline.town.model import Town
from pipeline.town.review.recommending.candidates import Candidate, candidates
from pipeline.town.review.recommending.decision import DIGITS, Decision
from pipeline.writing.town.sheet import Column, Row, Sheet, Verbatim
from pipeline.writing.town.sheets.recommending.candidates import (
    BY,
    CODE,
    COMMUNITY,
    DIGEST,
    GRADE,
    ON,
    OUTCOME,
    REASON,
    TOTAL,
)

NAME = "决定记录"


def sheet(town: Town) -> Sheet:
    """A line per decision, of one community in the order in which they were made."""
    columns = {
        CODE: Column(9),
        COMMUNITY: Column(16),
        OUTCOME: Column(10),
        BY: Column(12),
        ON: Column(13),
        REASON: Column(34, text=True),
        TOTAL: Column(9),
        GRADE: Column(9),
        "状态": Column(10),
        "此后变动": Column(46, text=True),
        DIGEST: Column(19),
    }
    rows = [row for candidate in candidates(town, decided=True) for row in _rows(candidate)]
    title = f"{town.heading}推荐决定记录（总分、等次为决定时的；只增加，不修改）"
    return Sheet(NAME, title, columns, rows, signed=town.scheme.office)


def _rows(candidate: Candidate) -> Iterator[Row]:
    for decision in candidate.decisions[:-1]:
        yield _row(candidate, decision, "已变更", "")
    if candidate.decision:
        yield _row(candidate, candidate.decision, "现行", candidate.changed)


def _row(candidate: Candidate, decision: Decision, state: str, changed: str) -> Row:
    return {
        CODE: Verbatim(candidate.code) if candidate.code else "",
        COMMUNITY: candidate.community,
        OUTCOME: decision.outcome,
        BY: decision.by,
        ON: f"{decision.on:%Y-%m-%d}",
        REASON: decision.reason,
        TOTAL: decision.total,
        GRADE: decision.grade,
        "状态": state,
        "此后变动": changed,
        DIGEST: Verbatim(decision.sha256[:DIGITS]),
    }
