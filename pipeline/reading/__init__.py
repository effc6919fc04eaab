"""From a file's bytes to a Submission that knows its cells, or to the problem that prevents it."""

import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from python_calamine import CalamineError

from pipeline.reading.book import Book, open_book
from pipeline.reading.table import Table, read_table
from pipeline.reading.template import read_template_sheets
from validators.cells import CellRef
from validators.rule import Problem
from validators.scheme import Scheme
from validators.submission import Loc, SourceMap, Submission

_NAME_ENDS = re.compile(r"[\s_\-－—－（(【\[.·，,]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A submission with its sources, or the problem."""

    submission: Submission | None = None
    problem: Problem | None = None
    sources: SourceMap = field(default_factory=dict)


def read_submission(data: bytes, file_name: str, scheme: Scheme) -> Reading:
    """Read one workbook; what cannot be read is a problem, never an exception."""
    book = open_book(data)
    if isinstance(book, Problem):
        return Reading(problem=book)
    try:
        return _read(book, file_name, scheme)
    except CalamineError as error:
        return Reading(problem=Problem("damaged", str(error)))


def _read(book: Book, file_name: str, scheme: Scheme) -> Reading:
    tables = [table for sheet in book.sheet_names if (table := read_table(book, sheet, scheme))]
    scorecards = {table.sheet for table in tables}
    beside = [sheet for sheet in book.sheet_names if sheet not in scorecards]
    sources: dict[Loc, CellRef] = {}
    extra = read_template_sheets(book, beside, scheme, sources)
    if extra.get("scheme_id", scheme.id) != scheme.id:
        return Reading(problem=Problem("other_scheme", extra["scheme_id"], sources["scheme_id",]))
    if not tables:
        first = CellRef(book.sheet_names[0], 1, 1) if book.sheet_names else None
        return Reading(problem=Problem("no_scorecard", cell=first))
    return _submission(tables, extra, sources, file_name)


def _submission(
    tables: list[Table], extra: dict[str, Any], sources: dict[Loc, CellRef], file_name: str
) -> Reading:
    """Take the table with the most selections; others that hold any are named."""
    taken = max(tables, key=lambda table: table.filled)
    others = tuple(table.sheet for table in tables if table is not taken and table.filled)
    raw = taken.raw | extra
    if "scheme_id" in raw:
        raw["layout"] = "template"
    name = raw.pop("community", None)
    submission = Submission(
        community=name or community_in(file_name),
        community_from="cell" if name else "file_name",
        other_tables=others,
        **raw,
    )
    sources = {("community",): CellRef(taken.sheet, 1, 1)} | sources | taken.sources
    return Reading(submission, sources=sources)


def community_in(file_name: str) -> str:
    """The community that a file name hints at: its stem up to the first separator."""
    stem = PurePath(file_name).stem.strip()
    return _NAME_ENDS.split(stem, maxsplit=1)[0] or stem
