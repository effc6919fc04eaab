"""The sheets beside the scorecard that a workbook built here has: identity, measures, declaration form."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from pipeline.reading.cells.dates import day_of
from pipeline.reading.cells.source_map import Block, CellsByLoc
from pipeline.reading.cells.values import number_of, text_of
from pipeline.reading.containers.grid import Cell, Rows
from pipeline.reading.table.model import Stated
from pipeline.reading.words.labels import HEAD_ROWS
from pipeline.template import CODE, MEASURE_HEADS, MEASURE_NUMBER, ROUND, SCHEME, VERSION
from validators.cells import CellRef
from validators.scheme.model import Scheme
from validators.scheme.parts import DeclarationField
from validators.submission import Declaration, Loc, Measure
from validators.wording import folded

_Word: TypeAlias = Literal["scheme_id", "template_version", "round", "code"]
_IDENTITY: Mapping[str, _Word] = {
    SCHEME: "scheme_id",
    VERSION: "template_version",
    ROUND: "round",
    CODE: "code",
}
_MEASURE_NAMES = {text: name for name, text in MEASURE_HEADS.items()}


def read_identity(rows: Rows, sheet: str, _: Scheme, places: CellsByLoc) -> Stated:
    """Scheme, template version and round, each right of its label; empty where no scheme is named."""
    texts: dict[_Word, str] = {}
    cells: dict[Loc, CellRef] = {}
    for number, row in enumerate(rows[:HEAD_ROWS], start=1):
        if _IDENTITY.keys().isdisjoint(row):
            continue
        for column, cell in enumerate(row[:-1]):
            if isinstance(cell, str) and (word := _IDENTITY.get(cell)):
                texts[word] = text_of(row[column + 1])
                cells[word,] = CellRef(sheet, number, column + 2)
    found: Stated = {}
    if "scheme_id" in texts:
        places.cells.update(cells)
        for word, text in texts.items():
            if text:
                found[word] = text
    return found


def read_measures(rows: Rows, sheet: str, _: Scheme, places: CellsByLoc) -> Stated:
    """Rows with a number below the heads of 薄弱项目及措施 in which anything was written."""
    head = next((number for number, row in enumerate(rows[:HEAD_ROWS]) if _is_head(row)), None)
    if head is None:
        return {}
    columns = {_MEASURE_NAMES[str(c)]: n for n, c in enumerate(rows[head]) if c in _MEASURE_NAMES}
    number_column = rows[head].index(MEASURE_NUMBER)
    fields = [*columns.items()]
    measures: dict[int, Measure] = {}
    numbers: dict[int, int] = {}
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        item = number_of(row[number_column])
        if isinstance(item, Decimal):
            numbers[int(item)] = number
            written = {name: row[column] for name, column in fields if row[column] != ""}
            if written and any(measure := _measure(written)):
                measures[int(item)] = measure
    places.blocks["measures"] = [Block(sheet, numbers, {(name,): n + 1 for name, n in columns.items()})]
    return {"measures": measures} if measures else {}


def _is_head(row: list[Cell]) -> bool:
    return MEASURE_NUMBER in row and all(head in row for head in _MEASURE_NAMES)


def _measure(cells: Mapping[str, Cell]) -> Measure:
    due = cells.get("due", "")
    texts = {name: text_of(cell) for name, cell in cells.items() if name != "due"}
    return Measure(**texts, due=day_of(due) or text_of(due) or None)


def read_declaration(rows: Rows, sheet: str, scheme: Scheme, places: CellsByLoc) -> Stated:
    """The boxes right of the form's labels; empty unless the sheet holds most of the labels.

    A total that stands there is the form's own witness, no answer of the committee.
    """
    fields = {folded(field.label): field for field in scheme.declaration.fields}
    found: dict[str, tuple[DeclarationField, int, int]] = {}
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell and isinstance(cell, str) and (field := fields.get(folded(cell.split("\n", 1)[0]))):
                found.setdefault(field.id, (field, number, column))
    if 2 * len(found) <= len(fields):
        return {}
    values: dict[str, str | date | Decimal] = {}
    told: Stated = {}
    for name, (field, number, column) in found.items():
        row = rows[number]
        cell = row[column + 1] if column + 1 < len(row) else ""
        places.cells["declaration", name] = CellRef(sheet, number + 1, column + 2)
        if field.kind == "total":
            told["declared_total"] = number_of(cell, scheme.unit)
        elif field.kind != "opinion" and text_of(cell):
            values[name] = _boxed(field, cell)
    if values:
        told["declaration"] = Declaration(values)
    return told


def _boxed(field: DeclarationField, cell: Cell) -> str | date | Decimal:
    """What a filled box holds by its kind; text where the kind's own value cannot be made out."""
    value = day_of(cell) if field.kind == "date" else number_of(cell) if field.kind == "count" else None
    return text_of(cell) if value is None else value
