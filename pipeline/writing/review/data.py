"""考评数据 (hidden): what was chosen on site cleared of blanks, the self tiers, the grades, and what the form is about.

A row for every item of the plan, so that everything is looked up by the number in 序号.
"""

from xlsxwriter.worksheet import Worksheet

from pipeline.reading.review_words import DATA, IDENTITY, NUMBER, OWN
from pipeline.writing.review.content import FormContent
from pipeline.writing.workbook.typed import cleared_formula
from pipeline.writing.workbook.writer import WorkbookWriter
from validators.wording import cleared

NAME = DATA

_HEADS = (NUMBER, "位置", "考评", "没有说明", OWN)
_GRADES, _WORDS = 6, 9


def write(book: WorkbookWriter, content: FormContent) -> None:
    """Add the hidden sheet with its names."""
    sheet = book.sheet(NAME, [9.0] * (_WORDS + 1) + [40.0])
    sheet.write_row(0, 0, _HEADS)
    on_form = [item.no for item in content.items]
    for row, item in enumerate(content.scheme.items, start=1):
        here = row + 1
        place = on_form.index(item.no) + 1 if item.no in on_form else 0
        sheet.write_number(row, 0, item.no)
        sheet.write_formula(row, 1, f"=IFERROR(MATCH(A{here},GC_ReviewNumbers,0),0)", None, place)
        _typed(sheet, row, 2, f'IF(B{here}=0,"",{cleared_formula(f"INDEX(GC_ReviewChoices,B{here})")})', "")
        blank = f'IF({cleared_formula(f"INDEX(GC_ReviewReasons,B{here})")}="",1,0)'
        _typed(sheet, row, 3, f"IF(B{here}=0,0,{blank})", int(place > 0))
        sheet.write_string(row, 4, cleared(content.book.tier_text(item)))
    last = len(content.scheme.items)
    for name, column in (("GC_PlanTiers", 2), ("GC_NoReason", 3), ("GC_SelfTiers", 4)):
        book.define(name, sheet, 1, column, last)
    book.write_grades(sheet, _GRADES)
    for row, (label, text) in enumerate(zip(IDENTITY, content.identity, strict=True)):
        sheet.write_string(row, _WORDS, label)
        sheet.write_string(row, _WORDS + 1, text)
    sheet.hide()


def _typed(sheet: Worksheet, row: int, column: int, formula: str, value: str | int) -> None:
    sheet.write_formula(row, column, f"={formula}", None, value)
