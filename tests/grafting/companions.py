"""What stands beside the table in a workbook: by XlsxWriter, openpyxl and xlwt, each as it writes it."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
import xlwt
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests.books import Sheet
from validators.scheme.model import Scheme

CHOICES = dict.fromkeys(range(1, 26), "良好") | dict.fromkeys(range(26, 30), "合格")
TOTAL = 106
"""The base of 100 in full, and 合格 in section (六): 6 points by the plan's table of sections."""

Companion = Callable[[Any, Any], object]
"""Changes a workbook, given with the page that holds the table."""


def table(scheme: Scheme) -> Sheet:
    """The table that is put into every workbook."""
    return Sheet(scheme, "示范一居", "tiered").dated(date(2021, 10, 9)).choose(CHOICES)


def by_xlsxwriter(path: Path, scheme: Scheme, companion: Companion, **options: Any) -> None:
    """The table and its companion; ``options`` are XlsxWriter's."""
    with xlsxwriter.Workbook(path, options) as book:
        page = book.add_worksheet("任务分解表")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for (row, column), value in sorted(table(scheme).cells.items(), key=lambda cell: cell[0]):
            if isinstance(value, date):
                page.write_datetime(row - 1, column - 1, value, day)
            elif value is not None:
                page.write(row - 1, column - 1, value)
        companion(book, page)


def by_openpyxl(path: Path, scheme: Scheme, companion: Companion) -> None:
    """The table and its companion."""
    book = openpyxl.Workbook()
    page = book.active
    companion(book, page)
    for (row, column), value in table(scheme).cells.items():
        page.cell(row, column, value)
    book.save(path)


def by_xlwt(path: Path, scheme: Scheme, companion: Companion) -> None:
    """The table and its companion as Excel 97 wrote it."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("任务分解表")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for (row, column), value in table(scheme).cells.items():
        if value is not None:
            page.write(row - 1, column - 1, value, *([day] if isinstance(value, date) else []))
    companion(book, page)
    book.save(path)


def _chart(book: Any) -> Any:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=任务分解表!$D$6:$D$9"})
    return chart


def _many(book: Any, _: Any) -> None:
    for number in range(40):
        book.add_worksheet(f"底稿{number}").write(0, 0, number)


def _rich(book: Any, page: Any) -> None:
    bold = book.add_format({"bold": True})
    page.write_rich_string("R2", "说", bold, "明", "文字")


XLSXWRITER: Mapping[str, Companion] = {
    "nothing": lambda _book, _page: None,
    "chart sheet": lambda book, _: book.add_chartsheet("图").set_chart(_chart(book)),
    "chart sheet and far cell": lambda book, _: (
        book.add_chartsheet("图").set_chart(_chart(book)),
        book.add_worksheet("明细").write(1499, 0, "明细"),
    ),
    "far cell": lambda book, _: book.add_worksheet("明细").write(1499, 0, "明细"),
    "chart in the sheet": lambda book, page: page.insert_chart("R2", _chart(book)),
    "very hidden sheet": lambda book, _: book.add_worksheet("底稿").very_hidden(),
    "hidden sheet": lambda book, _: book.add_worksheet("底稿").hide(),
    "40 sheets": _many,
    "blank sheets": lambda book, _: [book.add_worksheet(f"Sheet{n}") for n in (1, 2, 3)],
    "defined names": lambda book, _: book.define_name("得分区", "=任务分解表!$J$6:$J$34"),
    "broken name": lambda book, _: book.define_name("坏", "=#REF!"),
    "table object": lambda book, _: book.add_worksheet("表").add_table("A1:B4", {"name": "表一"}),
    "comments": lambda _book, page: page.write_comment("I6", "已核对"),
    "data validation": lambda _book, page: page.data_validation("H6:H34", {"validate": "list", "source": ["良好", "一般"]}),
    "conditional format": lambda _book, page: page.conditional_format("J6:J34", {"type": "data_bar"}),
    "autofilter": lambda _book, page: page.autofilter("A5:M34"),
    "frozen": lambda _book, page: page.freeze_panes(5, 2),
    "outline": lambda _book, page: page.set_column("L:M", 9, None, {"level": 1}),
    "protected": lambda _book, page: page.protect("1234"),
    "text box": lambda _book, page: page.insert_textbox("R2", "请勿改动"),
    "sparkline": lambda _book, page: page.add_sparkline("R6", {"range": "任务分解表!D6:G6"}),
    "hyperlink": lambda _book, page: page.write_url("R2", "https://example.com/"),
    "rich text": _rich,
    "header and footer": lambda _book, page: page.set_header("&C白鹤镇"),
    "printed area": lambda _book, page: page.print_area("A1:M35"),
    "checkbox": lambda _book, page: page.insert_checkbox("R2", True),
    "dynamic array": lambda _book, page: page.write_dynamic_array_formula("R2", "=SORT(D6:D9)", None, 4),
    "formula of a text": lambda _book, page: page.write_formula("R2", '="甲"&"乙"', None, "甲乙"),
    "error": lambda _book, page: page.write_formula("R2", "=1/0", None, "#DIV/0!"),
    "properties": lambda book, _: book.set_custom_property("部门", "镇办"),
    "height of rows": lambda _book, page: page.set_default_row(20),
    "rows without height": lambda _book, page: page.set_row(60, 0),
    "coloured tab": lambda _book, page: page.set_tab_color("#00FF00"),
}  # fmt: skip
"""What XlsxWriter can put beside the table."""


def _linked(book: Any, _: Any) -> None:
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=4, min_row=6, max_row=9))
    book.create_chartsheet("图").add_chart(chart)


def _validated(_: Any, page: Any) -> None:
    choice = DataValidation(type="list", formula1='"良好,一般,合格"')
    choice.add("H6:H34")
    page.add_data_validation(choice)


OPENPYXL: Mapping[str, Companion] = {
    "nothing": lambda _book, _page: None,
    "chart sheet": _linked,
    "very hidden sheet": lambda book, _: setattr(book.create_sheet("底稿"), "sheet_state", "veryHidden"),
    "sheet before": lambda book, _: book.create_sheet("封面", 0),
    "comment": lambda _, page: setattr(page["I6"], "comment", Comment("已核对", "某")),
    "defined name": lambda book, _: book.defined_names.add(DefinedName("区", attr_text="Sheet!$A$1")),
    "data validation": _validated,
    "conditional format": lambda _, page: page.conditional_formatting.add(
        "J6:J34", ColorScaleRule(start_type="min", start_color="FF0000", end_type="max", end_color="00FF00")
    ),
    "table object": lambda book, _: (
        book.create_sheet("表").append(["甲", "乙"]),
        book["表"].append([1, 2]),
        book["表"].add_table(Table(displayName="表一", ref="A1:B2")),
    ),
    "days from 1904": lambda book, _: setattr(book, "epoch", CALENDAR_MAC_1904),
    "custom property": lambda book, _: book.custom_doc_props.append(
        StringProperty(name="部门", value="镇办")
    ),
    "protected workbook": lambda book, _: setattr(book.security, "lockStructure", True),
    "formula without result": lambda book, _: book.create_sheet("算").append(["=1+1"]),
}
"""What openpyxl can put beside the table."""

XLWT: Mapping[str, Companion] = {
    "nothing": lambda _book, _page: None,
    "hidden sheet": lambda book, _: setattr(book.add_sheet("底稿"), "visibility", 1),
    "very hidden sheet": lambda book, _: setattr(book.add_sheet("底稿"), "visibility", 2),
    "blank sheets": lambda book, _: [book.add_sheet(f"Sheet{n}") for n in (1, 2, 3)],
    "formula": lambda _, page: page.write(1, 17, xlwt.Formula("1+1")),
    "link": lambda _, page: page.write(1, 17, xlwt.Formula('HYPERLINK("https://example.com/";"链接")')),
    "protected": lambda _, page: setattr(page, "protect", True),
    "frozen": lambda _, page: page.set_panes_frozen(True),
    "far cell": lambda book, _: book.add_sheet("明细").write(9_999, 100, "远"),
    "many sheets": lambda book, _: [book.add_sheet(f"第{n}页").write(0, 0, n) for n in range(40)],
    "long text": lambda book, _: book.add_sheet("说明").write(0, 0, "长" * 30_000),
    "days from 1904": lambda book, _: setattr(book, "dates_1904", True),
}
"""What xlwt can put beside the table."""
