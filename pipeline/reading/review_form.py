"""A 考评表 read back by its headings and labels: what it says of itself and what was filled in, each with its cell."""

import re
from collections.abc import Mapping, Sequence

from pipeline.reading.cells.dates import day_of
from pipeline.reading.cells.values import text_of
from pipeline.reading.containers.grid import Cell, Rows
from pipeline.reading.containers.limits import UnreadableError
from pipeline.reading.review_words import (
    CHOICE,
    COMMUNITY,
    DATA,
    DEMANDS,
    DUE,
    FORM,
    IDENTITY,
    NUMBER,
    ON,
    OWN,
    REASON,
    REVIEWERS,
    SEEN,
    VERSION,
)
from pipeline.reading.workbook.book import Book
from validators.cells import CellRef
from validators.review.forms import FormIdentity, FormLine, ReviewForm
from validators.wording import cleared

_NUMBER = r"\d{1,4}"
"""What may be an item's number."""

_COLUMNS = {"number": NUMBER, "choice": CHOICE, "seen": SEEN, "reason": REASON}
_BESIDE = {"shown": COMMUNITY, "on": ON, "reviewers": REVIEWERS, "demands": DEMANDS, "due": DUE}


def is_form(book: Book) -> bool:
    """Whether a workbook is a 考评表 of ours, filled in or not."""
    return DATA in book.sheet_names and bool(_identity(book))


def read_form(book: Book) -> ReviewForm:
    """What the form says; UnreadableError where the workbook is none, one of an unknown version, or lost its table."""
    if not is_form(book):
        raise UnreadableError("no_form")
    told = _identity(book)
    identity = FormIdentity(**{field: text_of(value) for field, (value, _) in told.items()})
    if identity.version != VERSION:
        raise UnreadableError(
            "other_version", identity.version, told["version"][1] if "version" in told else None
        )
    rows = book.rows(FORM) if FORM in book.sheet_names else []
    head = next((n for n, row in enumerate(rows) if _columns(row)), None)
    said = _labelled(book, FORM, _BESIDE) if rows else {}
    if head is None or said.keys() != _BESIDE.keys() or told.keys() != IDENTITY._asdict().keys():
        raise UnreadableError("damaged", FORM)
    columns = _columns(rows[head])
    due = said["due"][0]
    cells = {field: cell for field, (_, cell) in (said | told).items()}
    return ReviewForm(
        identity=identity,
        own=_own(book.rows(DATA)),
        shown=text_of(said["shown"][0]),
        day=text_of(said["on"][0]),
        on=day_of(said["on"][0]),
        reviewers=text_of(said["reviewers"][0]),
        demands=text_of(said["demands"][0]),
        due=day_of(due) or text_of(due),
        lines=tuple(_lines(rows, head, columns)),
        cells={"title": CellRef(FORM, 1, 1), "choice": CellRef(FORM, head + 1, columns["choice"] + 1)}
        | cells,
    )


def _columns(row: Sequence[Cell]) -> Mapping[str, int]:
    """The columns that are read, by field; empty unless the row has the heads of all."""
    heads = {cleared(text_of(cell)): column for column, cell in reversed([*enumerate(row)])}
    return (
        {field: heads[head] for field, head in _COLUMNS.items()}
        if heads.keys() >= {*_COLUMNS.values()}
        else {}
    )


def _lines(rows: Rows, head: int, columns: Mapping[str, int]) -> Sequence[FormLine]:
    """The rows below the heads that begin with a number: those of the totals do not."""
    lines = []
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        texts = {field: text_of(row[column]) for field, column in columns.items()}
        if not re.fullmatch(_NUMBER, texts["number"]):
            continue
        cells = {field: CellRef(FORM, number, column + 1) for field, column in columns.items()}
        lines.append(FormLine(**texts, cells=cells))
    return lines


def _own(rows: Rows) -> Mapping[int, str]:
    """The community's own choices by item; without the column, none."""
    head = [text_of(cell) for cell in rows[0]]
    if not {NUMBER, OWN} <= {*head}:
        return {}
    number, own = head.index(NUMBER), head.index(OWN)
    return {
        int(n): cleared(text_of(row[own]))
        for row in rows[1:]
        if re.fullmatch(_NUMBER, n := text_of(row[number]))
    }


def _identity(book: Book) -> dict[str, tuple[Cell, CellRef]]:
    return _labelled(book, DATA, IDENTITY._asdict())


def _labelled(book: Book, sheet: str, labels: Mapping[str, str]) -> dict[str, tuple[Cell, CellRef]]:
    """What stands right of each label, by field; the first that has the label."""
    fields = {label: field for field, label in labels.items()}
    found: dict[str, tuple[Cell, CellRef]] = {}
    for number, row in enumerate(book.rows(sheet)):
        for column, cell in enumerate(row):
            field = fields.get(cleared(cell)) if isinstance(cell, str) else None
            if field and field not in found:
                beside = book.last_merged_column(sheet, number, column) + 1
                value = row[beside] if beside < len(row) else ""
                found[field] = value, CellRef(sheet, number + 1, beside + 1)
    return found
