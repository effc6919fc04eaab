"""A town as pandas DataFrames, for whoever wants to ask it something that no sheet answers.

``frames_of(town)`` gives five tables; COLUMNS says which columns they have and of what dtype, also where a table is empty.
Points are floats, days as pandas has them, what is not known is NaN, NA or NaT. Personal data stand in them as they were
handed in: what is to be shown goes through ``masked`` of ``pipeline/policy/masking.py`` first. The town's own sheets and
charts do without: they write exact decimals and live formulas row by row, and loading pandas takes longer than that.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

import pandas as pd

from pipeline.town.groups import group_of
from pipeline.town.model import Standing, Town
from validators.finding import Finding, Severity
from validators.scheme.item import Item
from validators.submission import Measure

Row: TypeAlias = Mapping[str, object]

_TEXT, _COUNT, _NUMBER, _POINTS, _SAID, _TIME = "str", "int64", "Int64", "float64", "bool", "datetime64[s]"

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "communities": {
        "community": _TEXT, "group": _TEXT, "rank": _NUMBER, "total": _POINTS, "grade": _TEXT, "attained": _SAID, "gap": _POINTS,
        "missing": _COUNT, "supported_total": _POINTS, "supported_grade": _TEXT, "errors": _COUNT, "queries": _COUNT,
        "state": _TEXT, "submitted_on": _TIME, "late": _SAID, "file": _TEXT,
    },
    "marks": {
        "community": _TEXT, "group": _TEXT, "item": _COUNT, "section": _COUNT, "choice": _TEXT, "name": _TEXT, "points": _POINTS,
        "max_points": _POINTS, "weak": _SAID,
    },
    "findings": {
        "code": _TEXT, "severity": _TEXT, "file": _TEXT, "community": _TEXT, "group": _TEXT, "sheet": _TEXT, "cell": _TEXT,
        "item": _NUMBER, "found": _TEXT, "expected": _TEXT, "message": _TEXT, "fix": _TEXT,
    },
    "files": {
        "file": _TEXT, "state": _TEXT, "community": _TEXT, "group": _TEXT, "archive": _TEXT, "size": _NUMBER, "received": _TIME,
        "layout": _TEXT, "sha256": _TEXT, "errors": _COUNT, "queries": _COUNT,
    },
    "measures": {
        "community": _TEXT, "group": _TEXT, "item": _COUNT, "reason": _TEXT, "action": _TEXT, "plan": _TEXT, "due": _TIME,
        "due_as_written": _TEXT, "person": _TEXT,
    },
}  # fmt: skip
"""The columns of each table with their dtypes. ``communities`` has one more per section, ``section_1`` and so on, in points.

``group`` is the town of a district that a community belongs to, NA where there is none to tell. ``gap`` is what the total
lacks to the next grade, ``missing`` the number of items with nothing chosen; ``state`` and
``severity`` are the words of the JSON report. ``due`` is NaT where what is written there is no day.
"""


class Frames(NamedTuple):
    """The five tables: communities by rank; their marks, a row per item; all findings; every file; what was planned.

    ``measures`` have a row per community and item for which anything was written. Rows are numbered from 0.
    """

    communities: pd.DataFrame
    marks: pd.DataFrame
    findings: pd.DataFrame
    files: pd.DataFrame
    measures: pd.DataFrame


def frames_of(town: Town) -> Frames:
    """The town in tables."""
    sections = {f"section_{section.no}": _POINTS for section in town.scheme.sections}
    standings = town.standings
    return Frames(
        _frame(
            {**COLUMNS["communities"], **sections}, (_community(town, standing) for standing in standings)
        ),
        _frame(COLUMNS["marks"], (_mark(s, item) for s in standings for item in town.scheme.items)),
        _frame(COLUMNS["findings"], (_finding(town, finding) for finding in town.findings)),
        _frame(COLUMNS["files"], _files(town)),
        _frame(
            COLUMNS["measures"], (_measure(s, *m) for s in standings for m in s.submission.measures.items())
        ),
    )


def _frame(columns: Mapping[str, str], rows: Iterable[Row]) -> pd.DataFrame:
    return pd.DataFrame([*rows], columns=[*columns]).astype(dict(columns))


def _community(town: Town, standing: Standing) -> Row:
    card, supported = standing.scorecard, standing.supported
    return {
        "community": standing.name,
        "group": standing.group or None,
        "rank": standing.rank,
        "total": float(card.total),
        "grade": card.grade.name,
        "attained": card.attained,
        "gap": float(card.gap),
        "missing": len(card.missing),
        "supported_total": float(supported.total),
        "supported_grade": supported.grade.name,
        **_weighed(standing.book.findings),
        "state": standing.book.state.value,
        "submitted_on": standing.submitted_on,
        "late": town.is_late(standing),
        "file": standing.book.file,
        **{f"section_{number}": float(points) for number, points in card.sections.items()},
    }


def _weighed(findings: Iterable[Finding]) -> Row:
    severities = [finding.severity for finding in findings]
    return {"errors": severities.count(Severity.ERROR), "queries": severities.count(Severity.QUERY)}


def _mark(standing: Standing, item: Item) -> Row:
    mark = standing.scorecard.mark(item.no)
    return {
        "community": standing.name,
        "group": standing.group or None,
        "item": item.no,
        "section": item.section,
        "choice": mark.choice,
        "name": mark.name,
        "points": None if mark.points is None else float(mark.points),
        "max_points": float(item.max_points),
        "weak": standing.scorecard.weak(item),
    }


def _finding(town: Town, finding: Finding) -> Row:
    cell = finding.cell
    told = {"severity": finding.severity.value, "sheet": cell and cell.sheet, "cell": cell and cell.a1}
    group = group_of(town, finding.community, finding.file) or None
    return finding._asdict() | told | {"group": group}


def _files(town: Town) -> Iterator[Row]:
    """Every file; its time is that of the town's clock."""
    for book in town.books:
        yield {
            "file": book.file,
            "state": book.state.value,
            "community": book.community,
            "group": group_of(town, book.community, book.file) or None,
            "archive": book.archive,
            "size": book.size,
            "received": book.received and book.received.replace(tzinfo=None),
            "layout": book.submission and book.submission.layout,
            "sha256": book.sha256,
            **_weighed(book.findings),
        }


def _measure(standing: Standing, item: int, measure: Measure) -> Row:
    due = measure.due
    written = f"{due:%Y-%m-%d}" if isinstance(due, date) else due
    day = due if isinstance(due, date) else None
    return {
        "community": standing.name,
        "group": standing.group or None,
        "item": item,
        **measure._asdict(),
        "due": day,
        "due_as_written": written,
    }
