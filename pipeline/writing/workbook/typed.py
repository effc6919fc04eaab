"""整理 (hidden): what was typed, cleared of blanks: the one place where a formula looks at it.

The table's points and checks, 方案 and 薄弱项目及措施 look here, so that no two of them read a cell differently.
"""

from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from pipeline import template
from pipeline.template import MEASURE_LACKS
from pipeline.writing.workbook import declaration, measures
from pipeline.writing.workbook.writer import WorkbookWriter
from validators.scheme.item import Item
from validators.wording import INVISIBLE, SPACES, cleared, number_text

NAME = template.TYPED

_ABOUT_ITEMS = ("序号", "位置", "自评", "实测文字", "实测", "没有说明", "措施位置")
_HEADS = (*_ABOUT_ITEMS, *MEASURE_LACKS.values(), "申报表未填栏数")
_NAMED = {"GC_PlanTiers": 2, "GC_PlanMeasured": 4, "GC_NoEvidence": 5} | {
    measures.blank_name(field): column for column, field in enumerate(MEASURE_LACKS, start=len(_ABOUT_ITEMS))
}
_BOXES = len(_HEADS) - 1


def write(book: WorkbookWriter) -> None:
    """Add the hidden sheet with its names: a line per item, and one per box of the declaration form."""
    sheet = book.sheet(NAME, [9.0] * len(_HEADS))
    sheet.write_row(0, 0, _HEADS)
    for row, item in enumerate(book.scheme.items, start=1):
        _row(book, sheet, row, item)
    for name, column in _NAMED.items():
        book.define(name, sheet, 1, column, len(book.scheme.items))
    boxes = book.scheme.declaration.inputs
    for row, box in enumerate(boxes, start=1):
        known = book.content.declaration.values.get(box.id)
        _blank(sheet, row, _BOXES, declaration.input_name(box), known)
    if boxes:
        book.define("GC_NoBox", sheet, 1, _BOXES, len(boxes))
    sheet.hide()


def _row(book: WorkbookWriter, sheet: Worksheet, row: int, item: Item) -> None:
    content, here = book.content, row + 1
    measured, measure = content.entry(item).measured, content.measure(item)
    text = "" if measured is None else cleared(number_text(measured))
    sheet.write_number(row, 0, item.no)
    sheet.write_formula(row, 1, f"=INDEX(GC_PlanPlaces,A{here})", None, item.no)
    tier = f"={cleared_formula(f'INDEX(GC_Tiers,B{here})')}"
    sheet.write_formula(row, 2, tier, None, cleared(content.tier_text(item)))
    sheet.write_formula(row, 3, f"={cleared_formula(f'INDEX(GC_Measured,B{here})')}", None, text)
    number = float(measured) if isinstance(measured, Decimal) else text
    sheet.write_formula(row, 4, _number_formula(here), None, number)
    _blank(sheet, row, 5, f"INDEX(GC_Evidence,B{here})", content.evidence(item))
    sheet.write_formula(row, 6, f"=MATCH(A{here},GC_MeasureNumbers,0)", None, item.no)
    for column, field in enumerate(MEASURE_LACKS, start=len(_ABOUT_ITEMS)):
        cell = f"INDEX({measures.input_name(field)},G{here})"
        _blank(sheet, row, column, cell, getattr(measure, field))


def cleared_formula(cell: str) -> str:
    """A formula for the text of a cell as ``validators.wording.cleared`` gives it: CLEAN takes the controls away.

    The characters stand in it as they are: what CHAR(160) is depends on a machine's code page.
    """
    formula = f"CLEAN({cell})"
    for blank in SPACES + INVISIBLE:
        formula = f'SUBSTITUTE({formula},"{blank}","")'
    return formula


def _number_formula(here: int) -> str:
    """The measured value as a number where its text is one as it stands, with no blanks inside; else the text."""
    number = f'AND(FIND(D{here},INDEX(GC_Measured,B{here})&"")>0,VALUE(D{here})&""=D{here})'
    return f"=IFERROR(IF({number},VALUE(D{here}),D{here}),D{here})"


def _blank(sheet: Worksheet, row: int, column: int, cell: str, written: object) -> None:
    """1 where nothing but blanks stands in a cell, else 0."""
    sheet.write_formula(row, column, f'=IF({cleared_formula(cell)}="",1,0)', None, int(not written))
