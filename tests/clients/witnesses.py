"""Programs that calculate a workbook without us: LibreOffice, Gnumeric, formualizer.

Each takes a workbook without saved results, fills its blank cells in one way after the other, and tells as text what
its formulas then give. Every filling fills the same cells.
"""

from __future__ import annotations

import csv
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias
from xml.sax.saxutils import escape

import formualizer
from openpyxl.utils.cell import range_boundaries
from python_calamine import CalamineWorkbook

from tests.grafting.archives import rewritten

from .libreoffice import driven
from .programs import require, run

Value: TypeAlias = str | float
Area: TypeAlias = tuple[str, str]
"""A sheet, and cells in one column of it: 任务分解表, H6:H34."""

Filling: TypeAlias = Mapping[Area, Sequence[Value]]
"""What stands in the cells of each area; ``""`` for nothing."""

Results: TypeAlias = list[list[str]]
"""What is shown in the cells of each area that was asked about."""


def libreoffice(path: Path, fillings: Sequence[Filling], areas: Sequence[Area]) -> list[Results]:
    """What LibreOffice calculates, in one document filled again and again."""
    jobs = [[(*area, list(values)) for area, values in filling.items()] for filling in fillings]
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "jobs.json")
        told.write_text(json.dumps({"areas": areas, "fillings": jobs}), encoding="utf-8")
        answers = json.loads(driven("uno_cells", [str(path), str(told)], 600))
    return [[[shown(value) for value in area] for area in answer] for answer in answers]


def in_process(path: Path, fillings: Sequence[Filling], areas: Sequence[Area]) -> list[Results]:
    """What formualizer calculates, in one workbook filled again and again."""
    book = formualizer.load_workbook(str(path), strategy="eager_all")
    asked = [[(sheet, row, column) for row, column in _cells(area)] for sheet, area in areas]
    answers = []
    for filling in fillings:
        for (sheet, area), values in filling.items():
            for (row, column), value in zip(_cells(area), values, strict=True):
                book.set_value(sheet, row, column, None if value == "" else value)
        book.evaluate_all()
        answers.append([[shown(value) for value in book.evaluate_cells(cells)] for cells in asked])
    return answers


def gnumeric(path: Path, fillings: Sequence[Filling], areas: Sequence[Area]) -> list[Results]:
    """What Gnumeric calculates, a file for each filling."""
    text = [
        "--export-file-per-sheet",
        "--export-type=Gnumeric_stf:stf_assistant",
        "--export-options=format=raw quoting-mode=always",
    ]
    names = CalamineWorkbook.from_path(path).sheet_names
    answers = []
    with tempfile.TemporaryDirectory() as folder:
        filled = Path(folder, "filled.xlsx")
        for filling in fillings:
            write_filled(path, filled, filling)
            run([require("ssconvert"), "--recalc", *text, filled, Path(folder, "%n.csv")], 60)
            answers.append(
                [_column(Path(folder, f"{names.index(sheet)}.csv"), area) for sheet, area in areas]
            )
    return answers


def shown(value: object) -> str:
    """A value as text: no difference between 4 and 4.0, none between nothing and an empty text."""
    return "" if value is None else f"{value:g}" if isinstance(value, float | int) else str(value)


def _cells(area: str) -> Iterator[tuple[int, int]]:
    left, top, _, bottom = range_boundaries(area)
    return ((row, left) for row in range(top, bottom + 1))


def _column(path: Path, area: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    cells = [(row - 1, column - 1) for row, column in _cells(area)]
    return [rows[row][column] if row < len(rows) and column < len(rows[row]) else "" for row, column in cells]


def write_filled(path: Path, target: Path, filling: Filling) -> None:
    """Write a workbook anew with blank cells filled in, as a program does that calculates nothing."""
    names = CalamineWorkbook.from_path(path).sheet_names
    cells: dict[str, dict[str, Value]] = {}
    for (sheet, area), values in filling.items():
        part = cells.setdefault(f"xl/worksheets/sheet{names.index(sheet) + 1}.xml", {})
        column = re.match("[A-Z]+", area)
        assert column is not None
        part |= {f"{column[0]}{row}": value for (row, _), value in zip(_cells(area), values, strict=True)}
    rewritten(
        path,
        lambda name, part: _filled(part.decode(), cells[name]).encode() if name in cells else part,
        target,
    )


def _filled(xml: str, cells: Mapping[str, Value]) -> str:
    def cell(blank: re.Match[str]) -> str:
        value = cells.get(blank[1], "")
        if value == "":
            return blank[0]
        if isinstance(value, str):
            text = escape(value, {"\r": "&#13;"})
            return (
                f'<c r="{blank[1]}"{blank[2]} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
            )
        return f'<c r="{blank[1]}"{blank[2]}><v>{value}</v></c>'

    return re.sub(r'<c r="(\w+)"( s="\d+")/>', cell, xml)
