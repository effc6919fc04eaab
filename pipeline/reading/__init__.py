"""From a file's bytes to a Submission that knows its cells, or to the problem that prevents it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple, TypeAlias

from pipeline import template
from pipeline.reading.cells.source_map import NOWHERE, CellsByLoc
from pipeline.reading.containers.grid import Rows
from pipeline.reading.containers.limits import UnreadableError
from pipeline.reading.review_form import is_form
from pipeline.reading.sheets.missing_labels import holds_criteria, holds_selections, transposed_at
from pipeline.reading.sheets.own_table import chosen
from pipeline.reading.sheets.side_by_side import read_tables
from pipeline.reading.table.model import Stated, Table
from pipeline.reading.template_sheets import read_declaration, read_identity, read_measures
from pipeline.reading.workbook.book import Book
from pipeline.reading.workbook.hazards import oddities_of
from pipeline.reading.workbook.opening import open_book
from validators.cells import CellRef
from validators.rule import Problem
from validators.scheme.model import Scheme
from validators.submission import Submission

_Reader: TypeAlias = Callable[[Rows, str, Scheme, CellsByLoc], Stated]

_BESIDE: tuple[_Reader, ...] = (read_identity, read_measures, read_declaration)
"""What may stand on a sheet that holds no scorecard."""

_OURS: Mapping[str, Sequence[_Reader]] = {
    template.PLAN: (),
    template.MEASURES: (read_measures,),
    template.DECLARATION: (read_declaration,),
    template.GUIDE: (),
    template.RESULTS: (),
    template.OFFICE: (),
    template.TYPED: (),
}
"""What is read from the sheets of a workbook built here, but for its scorecard and its identity."""

_ASIDE = frozenset({template.GUIDE, template.RESULTS, template.OFFICE, template.TYPED})
"""The sheets of a workbook built here in which nothing is filled in."""

_NAME_ENDS = r"[\s_\-－—－（(【\[.·，,]"


class Reading(NamedTuple):
    """A submission with its sources, or the problem; ``oddities`` are what a workbook holds beside its cells."""

    submission: Submission | None = None
    problem: Problem | None = None
    oddities: tuple[Problem, ...] = ()
    sources: CellsByLoc = NOWHERE


def read_submission(data: bytes, file_name: str, scheme: Scheme) -> Reading:
    """Read one workbook; what cannot be read is a problem, never an exception."""
    try:
        book = open_book(data, aside=_ASIDE)
        return _read(book, file_name, scheme)._replace(oddities=oddities_of(book, file_name))
    except UnreadableError as refused:
        return Reading(problem=refused.problem)


class _Found:
    """What the sheets of a workbook hold: scorecards, and the rest of a Submission with the cells of both."""

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self.stated: Stated = {}
        self.places = CellsByLoc()
        self.others: list[str] = []
        """Sheets that are none of ours and hold no scorecard."""


def _read(book: Book, file_name: str, scheme: Scheme) -> Reading:
    if is_form(book):
        return Reading(problem=Problem("review_form"))
    found = _found(book, scheme, _OURS)
    if found.stated.get("scheme_id", scheme.id) != scheme.id:
        named = found.stated["scheme_id"]
        return Reading(problem=Problem("other_scheme", named, found.places["scheme_id",]))
    version = found.stated.get("template_version", template.TEMPLATE_VERSION)
    if version not in template.KNOWN_VERSIONS:
        return Reading(problem=Problem("other_version", version, found.places["template_version",]))
    if not found.tables:
        found = _found(book, scheme, {})
    if all(table.sheet in book.hidden for table in found.tables):
        read = {table.sheet for table in found.tables}
        for sheet in book.sheet_names:
            if sheet not in read:
                found.tables += read_tables(book, sheet, scheme, incomplete=True)
    if not found.tables:
        return Reading(problem=_no_table(book, scheme))
    return _submission(found, book, file_name, scheme)


def _no_table(book: Book, scheme: Scheme) -> Problem:
    """Why there is no scorecard: it lies on its side, or there is none; UnreadableError where it may be on a lost sheet."""
    for sheet in book.sheet_names:
        if place := transposed_at(book.rows(sheet), sheet, scheme):
            return Problem("transposed", cell=place)
    if book.unread:
        raise UnreadableError("damaged", cell=CellRef(book.unread[0], 1, 1))
    return Problem("no_scorecard", cell=CellRef(book.sheet_names[0], 1, 1) if book.sheet_names else None)


def _found(book: Book, scheme: Scheme, ours: Mapping[str, Sequence[_Reader]]) -> _Found:
    """What the sheets hold: those of a workbook built here what their names say, all others anything."""
    found = _Found()
    if template.PLAN in book.sheet_names:
        found.stated |= read_identity(book.rows(template.PLAN), template.PLAN, scheme, found.places)
    known = ours if found.stated else {}
    for sheet in book.sheet_names:
        if sheet not in known and (tables := read_tables(book, sheet, scheme)):
            found.tables += tables
            continue
        if sheet not in known:
            found.others.append(sheet)
        for reader in known.get(sheet, _BESIDE):
            found.stated |= reader(book.rows(sheet), sheet, scheme, found.places)
    return found


def _submission(found: _Found, book: Book, file_name: str, scheme: Scheme) -> Reading:
    """Take the community's table and what continues it; others are named."""
    round_ = found.stated.get("round", "") if "scheme_id" in found.stated else None
    taken, others = chosen(found.tables, book, scheme, round_=round_, hint=community_in(file_name))
    stated = taken.stated | found.stated
    if "scheme_id" in stated and stated["layout"] == "tiered":
        stated["layout"] = "template"
    named = "community" in stated
    stated.setdefault("community", community_in(file_name))
    submission = Submission(
        community_from="cell" if named else "file_name",
        other_tables=tuple(_not_counted(found, taken, others, book, scheme)),
        read_as=tuple(taken.notes),
        entries=tuple(taken.entries),
        **stated,
    )
    community = {("community",): CellRef(taken.sheet, 1, 1)}
    cells = community | found.places.cells | taken.places.cells
    return Reading(submission, sources=CellsByLoc(cells, found.places.blocks | taken.places.blocks))


def _named(other: Table, taken: Table) -> str:
    """How a table that was not read is called: by its sheet, on the same sheet by its first cell."""
    return other.sheet if other.sheet != taken.sheet else str(other.places.cells["entries",])


def _not_counted(
    found: _Found, taken: Table, others: Sequence[Table], book: Book, scheme: Scheme
) -> Iterator[str]:
    """The tables and sheets that somebody filled in, or seems to have, and that do not count."""
    for table in others:
        rows, blocks = book.rows(table.sheet), table.places.blocks["entries"]
        if table.filled or holds_selections(rows, blocks, scheme):
            yield _named(table, taken)
    read = {table.sheet for table in found.tables}
    for sheet in found.others:
        if sheet not in read and holds_criteria(book.rows(sheet), scheme):
            yield sheet


def community_in(file_name: str) -> str:
    """The community that a file name hints at: its stem up to the first separator."""
    stem = PurePath(file_name).stem.strip()
    return re.split(_NAME_ENDS, stem, maxsplit=1)[0] or stem
