"""薄弱项目及措施: what a committee means to do about every item below the top tier.

Every item keeps its own row, so that a measure never slips beside another item when a selection changes; rows that
need none say so.
"""

from xlsxwriter.worksheet import Worksheet

from pipeline import template
from pipeline.template import MEASURE_HEADS, MEASURE_LACKS, MEASURE_NUMBER, lack_of
from pipeline.writing.fitting import row_height
from pipeline.writing.workbook.content import Content
from pipeline.writing.workbook.writer import MARK_FILL, QUIET, WorkbookWriter, literal
from validators.scheme.item import Item
from validators.wording import cleared

NAME = template.MEASURES

HEADS = (MEASURE_NUMBER, "创建标准", "现状", "可增分", "牵头单位", *MEASURE_HEADS.values(), "标记")
INPUTS = {name: HEADS.index(text) for name, text in MEASURE_HEADS.items()}

MISSING, NEEDS_NOTHING = "未选择", "已达最高档"
_WIDTHS = [5, 34, 10, 7, 19, 22, 26, 26, 14, 9, 14]
_HEAD, FIRST = 2, 3


def input_name(field: str) -> str:
    """The workbook's name for the cells of a field of a Measure."""
    return f"GC_Measure_{field.capitalize()}"


def blank_name(field: str) -> str:
    """The workbook's name for what 整理 says of them: 1 where nothing is written, else 0."""
    return f"GC_No{field.capitalize()}"


def write(book: WorkbookWriter) -> None:
    """Add the sheet with its names."""
    sheet, looks, scheme = book.sheet(NAME, [float(width) for width in _WIDTHS]), book.looks, book.scheme
    book.heading(sheet, 0, len(HEADS) - 1, f"{scheme.heading}薄弱项目及工作措施", 34, "title")
    event = scheme.measures_event
    basis = f"“{event.quote}”" if event.days(book.content.round) else f"；{book.undated}"
    about = f"依据：{event.clause}{basis}。没有达到最高档的项目都要填写；已达最高档的不填。"
    book.heading(sheet, 1, len(HEADS) - 1, about, 34, "plain")
    sheet.write_row(_HEAD, 0, HEADS, looks["head"])
    sheet.set_row(_HEAD, 24)
    for row, item in enumerate(scheme.items, start=FIRST):
        _row(book, sheet, row, item)
    last = FIRST + len(scheme.items) - 1
    _marks(book, sheet, last)
    for name, column in INPUTS.items():
        book.define(input_name(name), sheet, FIRST, column, last)
    book.define("GC_MeasureNumbers", sheet, FIRST, 0, last)
    book.define("GC_MeasureMarks", sheet, FIRST, len(HEADS) - 1, last)
    sheet.freeze_panes(FIRST, 2)
    sheet.repeat_rows(_HEAD)
    sheet.set_zoom(90)
    sheet.set_selection(FIRST, INPUTS["reason"], FIRST, INPUTS["reason"])


def _row(book: WorkbookWriter, sheet: Worksheet, row: int, item: Item) -> None:
    content, looks, index = book.content, book.looks, item.no
    measure, weak = content.measure(item), content.scorecard.weak(item)
    sheet.write_number(row, 0, item.no, looks["short"])
    sheet.write_string(row, 1, item.text, looks["text"])
    nothing = cleared(content.scheme.choices.not_applicable.name)
    tier = f"INDEX(GC_PlanTiers,{index})"
    needed = f"INDEX(GC_Weak,{index})"
    fine = f"IF({tier}={literal(nothing)},{tier},{literal(NEEDS_NOTHING)})"
    status = f'=IF({needed}=1,IF({tier}="",{literal(MISSING)},{tier}),{fine})'
    sheet.write_formula(row, 2, status, looks["short"], status_text(content, item))
    points = content.scorecard.mark(item.no).points
    gain = f'=IF({needed}=1,{item.max_points}-N(INDEX(GC_PlanScores,{index})),"")'
    sheet.write_formula(row, 3, gain, looks["points"], float(item.max_points - (points or 0)) if weak else "")
    sheet.write_string(row, 4, item.lead_text.replace("；", "\n"), looks["text"])
    for name, column in INPUTS.items():
        look = looks["day" if name == "due" else "input"]
        sheet.write(row, column, getattr(measure, name) or "", look)
    mark = '""'
    for name, text in reversed(MEASURE_LACKS.items()):
        mark = f"IF(INDEX({blank_name(name)},{index})=1,{literal(text)},{mark})"
    sheet.write_formula(
        row, len(HEADS) - 1, f'=IF({needed}=0,"",{mark})', looks["mark"], lack_of(measure) if weak else ""
    )
    texts = [(item.text, 1), (measure.reason, 5), (measure.action, 6), (measure.plan, 7), (item.lead_text, 4)]
    sheet.set_row(row, max(row_height((text, _WIDTHS[column]) for text, column in texts), 36))


def status_text(content: Content, item: Item) -> str:
    """What 现状 shows for an item."""
    tier = cleared(content.tier_text(item))
    if content.scorecard.weak(item):
        return tier or MISSING
    return tier if content.scorecard.mark(item.no).choice == "not_applicable" else NEEDS_NOTHING


def _marks(book: WorkbookWriter, sheet: Worksheet, last: int) -> None:
    """Rows that need nothing turn grey; rows that lack something are filled, beside the words."""
    quiet = book.workbook.add_format({"font_color": QUIET, "bg_color": "#F2F2F2"})
    wanting = book.workbook.add_format({"bg_color": MARK_FILL})
    fine = {"type": "formula", "criteria": f'=$D{FIRST + 1}=""', "format": quiet}
    lacking = {"type": "formula", "criteria": f'=$K{FIRST + 1}<>""', "format": wanting}
    sheet.conditional_format(FIRST, 0, last, len(HEADS) - 1, fine)
    sheet.conditional_format(FIRST, 10, last, 10, lacking)
    sheet.data_validation(FIRST, INPUTS["due"], last, INPUTS["due"], book.day_limits("06-30"))
