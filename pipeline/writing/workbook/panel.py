"""加载项核对: on 校验结果 of the macro workbook, what the worksheet functions say beside the native results.

Every cell is wrapped so that a machine without the add-in shows 未启用加载项; nothing else refers to these cells.
"""

from collections.abc import Iterator
from typing import NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.writing.workbook.checks import check_text
from pipeline.writing.workbook.writer import WorkbookWriter, literal
from validators.wording import joined

OFF, ON = "未启用加载项", "加载项已启用"
SAME, MORE, DIFFERENT = "一致", "加载项另有提示", "不一致，请点“检查本表”"

_LEFT = 8
_WIDTHS = (3.0, 14.0, 22.0, 48.0, 22.0)
_STATE, _HEAD = 2, 3


class Pair(NamedTuple):
    """One line: what is compared, the native formula with its value, the worksheet function's call."""

    label: str
    native: str
    value: str | float
    call: str


def write(book: WorkbookWriter, sheet: Worksheet) -> None:
    """Add the panel to the right of the results."""
    for column, width in enumerate(_WIDTHS, start=_LEFT - 1):
        sheet.set_column(column, column, width)
    looks = book.looks
    sheet.merge_range(1, _LEFT, 1, _LEFT + 3, "三、加载项核对（与表内结果对照）", looks["heading"])
    answers = f'IF(ISNUMBER(GC_TOTAL(GC_Tiers)),"{ON}","{OFF}")'
    sheet.write_formula(_STATE, _LEFT, f'=IFERROR({answers},"{OFF}")', looks["plain"], OFF)
    sheet.write_row(_HEAD, _LEFT, ("核对项", "表内结果", "加载项结果", "结论"), looks["head"])
    row = _HEAD + 1
    for pair in _pairs(book):
        _line(book, sheet, row, pair.label, pair.native, pair.value)
        sheet.write_formula(row, _LEFT + 2, f"={_guarded(pair.call)}", looks["shrunk"], OFF)
        same = f'IF({_cell(row, 1)}={_cell(row, 2)},"{SAME}","{DIFFERENT}")'
        _conclusion(book, sheet, row, same)
        row += 1
    _checks(book, sheet, row)


def _checks(book: WorkbookWriter, sheet: Worksheet, first: int) -> None:
    """One array call of GC_CHECK beside the native checks, an item a line."""
    items = book.scheme.items
    last, column = first + len(items) - 1, _LEFT + 2
    call = _guarded("GC_CHECK(GC_Tiers,GC_Measured,GC_Scores)")
    sheet.write_array_formula(first, column, last, column, f"={call}", book.looks["text"], OFF)
    for row, item in enumerate(items, start=first):
        if row > first:
            sheet.write_string(row, column, OFF, book.looks["text"])
        _line(
            book, sheet, row, f"第{item.no}项", f"=INDEX(GC_Checks,{item.no})", check_text(item, book.content)
        )
        native, theirs = _cell(row, 1), _cell(row, 2)
        differs = f'IF({theirs}="","{DIFFERENT}","{SAME}")'
        told = f'IF({native}="",IF({theirs}="","{SAME}","{MORE}"),{differs})'
        _conclusion(book, sheet, row, told)


def _line(
    book: WorkbookWriter, sheet: Worksheet, row: int, label: str, native: str, value: str | float
) -> None:
    sheet.write_string(row, _LEFT, label, book.looks["short"])
    sheet.write_formula(row, _LEFT + 1, native, book.looks["shrunk"], value)


def _conclusion(book: WorkbookWriter, sheet: Worksheet, row: int, told: str) -> None:
    formula = f'=IF({_cell(row, 2)}="{OFF}","{OFF}",{told})'
    sheet.write_formula(row, _LEFT + 3, formula, book.looks["short"], OFF)


def _cell(row: int, offset: int) -> str:
    return str(xl_rowcol_to_cell(row, _LEFT + offset))


def _guarded(call: str) -> str:
    """The call, asked only where the add-in has answered once."""
    state = xl_rowcol_to_cell(_STATE, _LEFT, row_abs=True, col_abs=True)
    return f"IFERROR(IF({state}={literal(ON)},{call},{literal(OFF)}),{literal(OFF)})"


def _pairs(book: WorkbookWriter) -> Iterator[Pair]:
    card = book.content.scorecard
    yield Pair("总分", "=GC_TotalPoints", float(card.total), "GC_TOTAL(GC_Tiers)")
    yield Pair("等次", "=GC_GradeName", card.grade.name, "GC_GRADE(GC_Tiers)")
    yield Pair("距上一等次（分）", "=GC_GapPoints", float(card.gap), "GC_GAP(GC_Tiers)")
    yield Pair("缺项", "=GC_MissingItems", joined(card.missing), "GC_MISSING(GC_Tiers)")
    for section in book.scheme.sections:
        native, points = f"=INDEX(GC_SectionPoints,{section.no})", float(card.sections[section.no])
        yield Pair(f"{section.label}小计", native, points, f"INDEX(GC_SECTIONS(GC_Tiers),{section.no},2)")
