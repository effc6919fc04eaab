"""Workbooks for tests and samples: a scheme's table as people type it, in the layouts we read.

A ``Sheet`` is filled and bent in memory and then written; it knows the scheme's words, nothing of the engine.
"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Literal, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from validators.scheme.model import Scheme

Layout = Literal["official", "tiered"]


class Formula(NamedTuple):
    """A formula with the result that a spreadsheet program stored; none where it was never calculated."""

    text: str
    result: str | float = ""


class Pieces(NamedTuple):
    """A text of two pieces and more, each with properties of XlsxWriter's formats."""

    pieces: tuple[tuple[str, Mapping[str, object]], ...]


Value = str | int | float | date | Formula | Pieces | None

FIRST_ITEM_ROW = 6
SHEET = "任务分解表"


class Sheet:
    """The official table with 社区名称 and 填报日期 above it; with ``tiered`` also 自评档次, 实测值, 佐证材料及说明."""

    def __init__(
        self, scheme: Scheme, community: str | None, layout: Layout = "official", name: str = SHEET
    ) -> None:
        self.scheme, self.layout, self.name = scheme, layout, name
        self.cells: dict[tuple[int, int], Value] = {}
        own = ["tier", "measured", "score", "evidence"] if layout == "tiered" else ["score"]
        tiers = [tier.id for tier in scheme.tiers]
        order = [
            "number",
            "section",
            "criterion",
            "max_points",
            *tiers,
            *own,
            "lead",
            "cooperating",
            "responsible",
        ]
        self.columns = {field: column for column, field in enumerate(order, start=1)}
        self.rows = {item.no: FIRST_ITEM_ROW + index for index, item in enumerate(scheme.items)}
        self.total_row = FIRST_ITEM_ROW + len(scheme.items)
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.struck: set[tuple[int, int]] = set()
        self.looks: dict[tuple[int, int], Mapping[str, object]] = {}
        """Properties of XlsxWriter's formats, of cells that look otherwise than the table does."""
        self.rules: list[tuple[str, Mapping[str, object], Mapping[str, object]]] = []
        """Conditional formats: the cells, XlsxWriter's options, and the look that they give."""
        self.boxes: dict[tuple[int, int], str] = {}
        """Text boxes of three columns and six rows, by the cell of their first corner."""
        self.comments: dict[tuple[int, int], str] = {}
        self.heights: dict[int, float] = {}
        self.widths: dict[int, float] = {}
        self.hidden = False
        self._head(community)
        self._body()

    def _head(self, community: str | None) -> None:
        labels = self.scheme.labels
        self.cells[1, 1] = self.scheme.title
        if community is not None:
            self.cells[2, 1], self.cells[2, 3] = labels.community[0], community
        for field, column in self.columns.items():
            if field in self.scheme.labels.model_fields_set:
                self.cells[4, column] = getattr(labels, field)[0]
                self.merges.append((4, column, 5, column))
        first = self.columns[self.scheme.tiers[0].id]
        self.cells[4, first] = labels.weights[0]
        self.merges.append((4, first, 4, first + len(self.scheme.tiers) - 1))
        for tier in self.scheme.tiers:
            self.cells[5, self.columns[tier.id]] = tier.name

    def _body(self) -> None:
        for item in self.scheme.items:
            row = self.rows[item.no]
            texts = {"criterion": item.text, "lead": item.lead_text, "cooperating": item.cooperating_text}
            texts["responsible"] = item.responsible_text
            numbers = {"max_points": item.max_points, **item.points}
            self.cells[row, self.columns["number"]] = item.no
            self.cells |= {(row, self.columns[field]): text for field, text in texts.items()}
            self.cells |= {(row, self.columns[field]): float(number) for field, number in numbers.items()}
        for section in self.scheme.sections:
            rows = [self.rows[item.no] for item in self.scheme.items if item.section == section.no]
            self.cells[rows[0], 2] = section.title
            if len(rows) > 1:
                self.merges.append((rows[0], 2, rows[-1], 2))
        self.cells[self.total_row, 1] = self.scheme.labels.total[0]
        self.cells[self.total_row, self.columns["max_points"]] = float(self.scheme.declared.max_points)
        for tier, points in self.scheme.declared.points.items():
            self.cells[self.total_row, self.columns[tier]] = float(points)

    def dated(self, day: date) -> "Sheet":
        """Write 填报日期."""
        self.cells[2, 4], self.cells[2, 5] = self.scheme.labels.filled_on[0], day
        return self

    def put(self, item: int, field: str, value: Value) -> "Sheet":
        """Write one cell of an item's row; None empties it."""
        self.cells[self.rows[item], self.columns[field]] = value
        return self

    def choose(self, choices: Mapping[int, str]) -> "Sheet":
        """Fill in choices by name as the layout wants them: the tier in words, or its points as the score."""
        names = {tier.name: tier.id for tier in self.scheme.tiers}
        for number, name in choices.items():
            item = self.scheme.items[number - 1]
            points = float(item.points[names[name]]) if name in names else 0
            if self.layout == "tiered":
                self.put(number, "tier", name)
                if name != self.scheme.choices.not_applicable.name:
                    self.put(number, "score", points)
            else:
                self.put(number, "score", points if name != self.scheme.choices.not_applicable.name else name)
        return self

    def total(self, stated: Value) -> "Sheet":
        """State a total in the 合计 row."""
        self.cells[self.total_row, self.columns["score"]] = stated
        return self

    def graded(self, stated: str) -> "Sheet":
        """State a grade in the 合计 row's tier cell."""
        self.cells[self.total_row, self.columns["tier"]] = stated
        return self

    def drop(self, item: int) -> "Sheet":
        """Take an item's row out; the rows below move up."""
        gone = self.rows.pop(item)
        self.cells = {
            (row - (row > gone), column): value for (row, column), value in self.cells.items() if row != gone
        }
        self.rows = {number: row - (row > gone) for number, row in self.rows.items()}
        self.total_row -= 1
        self.merges = []
        return self


def write_book(path: Path, *sheets: Sheet) -> Path:
    """Write the sheets as one workbook, the same bytes every time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": datetime(2021, 1, 1), "author": "示范"})
        usual = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_name": "宋体"}
        table = workbook.add_format(usual)
        struck = workbook.add_format({"border": 1, "font_name": "宋体", "font_strikeout": True})
        day = workbook.add_format({"num_format": "yyyy年m月d日", "font_name": "宋体"})
        for sheet in sheets:
            page = workbook.add_worksheet(sheet.name)
            _set_up(page, sheet, table)
            for cells, options, given in sheet.rules:
                page.conditional_format(cells, {**options, "format": workbook.add_format(given)})
            for (row, column), value in sheet.cells.items():
                look = struck if (row, column) in sheet.struck else table
                if (row, column) in sheet.looks:
                    look = workbook.add_format({**usual, **sheet.looks[row, column]})
                if isinstance(value, datetime):
                    page.write_datetime(row - 1, column - 1, value, day)
                elif isinstance(value, date):
                    moment = datetime(value.year, value.month, value.day)
                    page.write_datetime(row - 1, column - 1, moment, day if look is table else look)
                elif isinstance(value, Pieces):
                    pieces = [part for text, own in value.pieces for part in (workbook.add_format(own), text)]
                    page.write_rich_string(row - 1, column - 1, *pieces, look)
                elif isinstance(value, Formula):
                    page.write_formula(row - 1, column - 1, value.text, look, value.result)
                elif value is not None:
                    page.write(row - 1, column - 1, value, look)
    return path


def _set_up(page: Worksheet, sheet: Sheet, look: Format) -> None:
    """What is merged and hidden."""
    page.set_column(1, 2, 30)
    if sheet.hidden:
        page.hide()
    for first_row, first_column, last_row, last_column in sheet.merges:
        page.merge_range(first_row - 1, first_column - 1, last_row - 1, last_column - 1, "", look)
    for (row, column), text in sheet.boxes.items():
        page.insert_textbox(row - 1, column - 1, text)
    for (row, column), text in sheet.comments.items():
        page.write_comment(row - 1, column - 1, text)
    for row, height in sheet.heights.items():
        page.set_row(row - 1, height)
    for column, width in sheet.widths.items():
        page.set_column(column - 1, column - 1, width)
    for row in sheet.hidden_rows:
        page.set_row(row - 1, None, None, {"hidden": True})
    for column in sheet.hidden_columns:
        page.set_column(column - 1, column - 1, None, None, {"hidden": True})
