"""A workbook file as xlwings has it when it is open: a real xlwings Book over its values and names.

What a macro does to it is read from the Book's own list of writes.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from openpyxl.utils import get_column_letter, range_boundaries
from python_calamine import CalamineWorkbook

from pipeline.buttons import ADDIN, CONFIGURATION


@contextmanager
def remote_engine() -> Iterator[None]:
    """Xlwings' engine for books given as JSON; it comes with a licence, which is for tests only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XLWINGS_LICENSE_KEY", "noncommercial")
        from xlwings.pro import _xlremote

        patch.setattr(xw.engines, "engines", list(xw.engines.engines))
        patch.setattr(xw.engines, "engines_by_name", dict(xw.engines.engines_by_name))
        xw.engines.add(xw.Engine(impl=_xlremote.engine))
        yield


def open_book(
    path: Path, cells: Mapping[str, Sequence[Sequence[object]]] | None = None, **names: str | None
) -> xw.Book:
    """Open the file; ``cells`` are typed into named cells beforehand.

    ``names`` refer elsewhere than in the file, or are not there (None).
    """
    workbook = CalamineWorkbook.from_path(path)
    sheets: dict[str, list[list[Any]]] = {
        name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in workbook.sheet_names
    }
    defined = _names(path) | {name: ("镇级汇总", address) for name, address in names.items() if address}
    defined = {name: place for name, place in defined.items() if names.get(name, name)}
    for name, rows in (cells or {}).items():
        sheet, address = defined[name]
        left, top, *_ = range_boundaries(address)
        held, width = sheets[sheet], len(sheets[sheet][0])
        held += [[""] * width for _ in range(top - 1 + len(rows) - len(held))]
        for number, row in enumerate(rows, start=top - 1):
            held[number][left - 1 : left - 1 + len(row)] = row
    order = list(sheets)
    return xw.Book(
        json={
            "client": "Office.js",
            "version": xw.__version__,
            "book": {"name": str(path), "active_sheet_index": 0, "selection": "A1"},
            "names": [_name(name, order.index(sheet), address) for name, (sheet, address) in defined.items()],
            "sheets": [_sheet(name, rows) for name, rows in sheets.items()],
        }
    )


def ribbon_over(
    path: Path | None, cells: Mapping[str, Sequence[Sequence[object]]] | None = None
) -> tuple[xw.Book, xw.Book]:
    """The add-in as what calls, and the workbook that is active; the add-in itself where none is open."""
    caller = xw.Book(
        json={
            "client": "Office.js",
            "version": xw.__version__,
            "book": {"name": ADDIN, "active_sheet_index": 0, "selection": "A1"},
            "names": [],
            "sheets": [_sheet("texts", [["版本"]]), _sheet(CONFIGURATION, [["INTERPRETER_WIN", ""]])],
        }
    )
    return caller, open_book(path, cells) if path else caller


def written(book: xw.Book) -> dict[str, object]:
    """What the macro wrote, by cell: texts without the apostrophe that makes them texts, blanks as ``""``."""
    cells: dict[str, object] = {}
    for action in actions(book, "setValues"):
        sheet = book.sheets[action["sheet_position"]].name
        for row, values in enumerate(action["values"], start=action["start_row"] + 1):
            for column, value in enumerate(values, start=action["start_column"] + 1):
                cells[f"{sheet}!{get_column_letter(column)}{row}"] = _shown(value)
    return cells


def rows(book: xw.Book) -> list[list[object]]:
    """The rows that the macro's one write fills, without the blank ones below."""
    (action,) = actions(book, "setValues")
    return [[_shown(value) for value in row] for row in action["values"] if any(value != "" for value in row)]


def actions(book: xw.Book, function: str) -> list[dict[str, Any]]:
    """The writes of one kind."""
    return [action for action in book.json()["actions"] if action["func"] == function]


def done(book: xw.Book) -> list[str]:
    """Every kind of write in order."""
    return [action["func"] for action in book.json()["actions"]]


def boxes(book: xw.Book) -> list[str]:
    """The texts of the message boxes."""
    return [action["args"][0] for action in actions(book, "alert")]


def _names(path: Path) -> dict[str, tuple[str, str]]:
    if path.suffix not in {".xlsx", ".xlsm"}:
        return {}
    with closing(openpyxl.load_workbook(path, read_only=True)) as workbook:  # which leaves the sheets alone
        names = workbook.defined_names
    places = {
        name: defined.attr_text.rpartition("!") for name, defined in names.items() if name.startswith("GC_")
    }
    return {
        name: (sheet.strip("'"), address.replace("$", "")) for name, (sheet, _, address) in places.items()
    }


def _name(name: str, sheet_index: int, address: str) -> dict[str, object]:
    scope = {"book_scope": True, "scope_sheet_name": None, "scope_sheet_index": None}
    return {"name": name, "sheet_index": sheet_index, "address": address, **scope}


def _sheet(name: str, values: list[list[Any]]) -> dict[str, object]:
    sent = [[_sent(value) for value in row] for row in values] or [[]]
    return {"name": name, "values": sent, "visibility": "Visible", "pictures": [], "tables": [], "shapes": []}


def _sent(value: object) -> object:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%S}.000Z"
    return f"{value:%Y-%m-%d}T00:00:00.000Z" if isinstance(value, date) else value


def _shown(value: object) -> object:
    if not isinstance(value, str) or not value or value.startswith("=HYPERLINK("):
        return value
    assert value[0] == "'", f"Excel may take {value!r} for something else than text"
    return value[1:]
