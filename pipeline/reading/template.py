"""The sheets beside the scorecard that a workbook built here has: identity, measures, declaration form."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pipeline.reading.book import Book, Cell, Rows
from pipeline.reading.labels import HEAD_ROWS
from pipeline.reading.values import day_of, number_of, text_of
from pipeline.template import MEASURE_HEADS, MEASURE_NUMBER, ROUND, SCHEME, VERSION
from validators.cells import CellRef
from validators.scheme import DeclarationField, Scheme
from validators.submission import Declaration, Loc, Measure
from validators.wording import folded

_IDENTITY = {SCHEME: "scheme_id", VERSION: "template_version", ROUND: "round"}


def read_template_sheets(
    book: Book, sheets: Iterable[str], scheme: Scheme, sources: dict[Loc, CellRef]
) -> dict[str, Any]:
    """Fields of a Submission found on these sheets, with their cells added to ``sources``."""
    raw: dict[str, Any] = {}
    for sheet in sheets:
        rows = book.rows(sheet)
        raw |= _identity(rows, sheet, sources)
        if measures := _measures(rows, sheet, sources):
            raw["measures"] = measures
        if values := _declaration(rows, sheet, scheme, sources):
            raw["declaration"] = Declaration(values=values)
    return raw


def _identity(rows: Rows, sheet: str, sources: dict[Loc, CellRef]) -> dict[str, str]:
    found = {}
    for number, row in enumerate(rows[:HEAD_ROWS], start=1):
        for column, cell in enumerate(row[:-1]):
            if isinstance(cell, str) and cell in _IDENTITY:
                found[_IDENTITY[cell]] = text_of(row[column + 1])
                sources[_IDENTITY[cell],] = CellRef(sheet, number, column + 2)
    return found if "scheme_id" in found else {}


def _measures(rows: Rows, sheet: str, sources: dict[Loc, CellRef]) -> dict[int, Measure]:
    """Rows with a number below the heads of 薄弱项目及措施 in which anything was written."""
    names = {text: name for name, text in MEASURE_HEADS.items()}
    head, columns = next(
        ((n, c) for n, row in enumerate(rows[:HEAD_ROWS]) if (c := _heads(row, names))), (0, {})
    )
    measures: dict[int, Measure] = {}
    for number, row in enumerate(rows[head + 1 :] if columns else [], start=head + 2):
        item = number_of(row[rows[head].index(MEASURE_NUMBER)])
        values = {name: _value(name, row[column]) for name, column in columns.items()}
        if isinstance(item, Decimal):
            for name, column in columns.items():
                sources["measures", int(item), name] = CellRef(sheet, number, column + 1)
            if any(values.values()):
                measures[int(item)] = Measure(**values)
    return measures


def _heads(row: list[Cell], names: dict[str, str]) -> dict[str, int]:
    """The column of each field when the row holds all heads, else nothing."""
    columns = {
        names[cell]: column for column, cell in enumerate(row) if isinstance(cell, str) and cell in names
    }
    return columns if len(columns) == len(names) and MEASURE_NUMBER in row else {}


def _boxed(field: DeclarationField, cell: Cell) -> Any:
    """A box's value by its kind; text where the kind's own value cannot be made out."""
    if field.kind == "date":
        return day_of(cell) or text_of(cell)
    return number_of(cell) if field.kind == "count" else text_of(cell)


def _value(name: str, cell: Cell) -> Any:
    return day_of(cell) or text_of(cell) or None if name == "due" else text_of(cell)


def _declaration(rows: Rows, sheet: str, scheme: Scheme, sources: dict[Loc, CellRef]) -> dict[str, Any]:
    """The boxes right of the form's labels; empty unless the sheet holds most of the labels."""
    fields = {folded(field.label): field for field in scheme.declaration.fields}
    places: dict[str, tuple[DeclarationField, int, int]] = {}
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and (field := fields.get(folded(cell.split("\n")[0]))):
                places.setdefault(field.id, (field, number, column))
    if 2 * len(places) <= len(fields):
        return {}
    values: dict[str, Any] = {}
    for name, (field, number, column) in places.items():
        row = rows[number]
        cell = row[column + 1] if column + 1 < len(row) else ""
        sources["declaration", name] = CellRef(sheet, number + 1, column + 2)
        if field.kind not in ("total", "opinion") and text_of(cell):
            values[name] = _boxed(field, cell)
    return values
