"""校验结果: what is missing or contradicts itself, by formula; below it what the check button found."""

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline import template
from pipeline.reply_by import day_text
from pipeline.together import Together, told_together
from pipeline.writing.fitting import row_height
from pipeline.writing.workbook import table
from pipeline.writing.workbook.checks import check_text
from pipeline.writing.workbook.writer import WorkbookWriter, literal
from validators.finding import Severity
from validators.scheme.item import Item

NAME = template.RESULTS

FINDING_HEADS = ("序号", "项目", "问题", "怎么改", "单元格", "类别")
_LAST = len(FINDING_HEADS) - 1
_BRIEF = 22
_WIDTHS = [6.0, 12.0, 50.0, 50.0, 16.0, 10.0]


def write(book: WorkbookWriter) -> None:
    """Add the sheet: the formula list, then the area of the check button (``GC_Findings``)."""
    sheet, looks = book.sheet(NAME, _WIDTHS, landscape=False), book.looks
    book.heading(sheet, 0, _LAST, "校验结果", 34, "title")
    items = len(book.scheme.items)
    book.heading(sheet, 1, _LAST, "一、表内自动校验（不用宏，随填随算）", 24)
    issues = [item for item in book.scheme.items if check_text(item, book.content)]
    missing = len(book.content.scorecard.missing)
    fine = "任务分解表没有发现缺项和矛盾。"
    told = f"任务分解表有{len(issues)}项待处理，其中{missing}项未选择。"
    counted = '"任务分解表有"&MAX(GC_Issues)&"项待处理，其中"&GC_MissingCount&"项未选择。"'
    sheet.merge_range(2, 0, 2, _LAST, "", looks["plain"])
    summary = f"=IF(MAX(GC_Issues)=0,{literal(fine)},{counted})"
    sheet.write_formula(2, 0, summary, looks["plain"], told if issues else fine)
    sheet.write_row(3, 0, ("序号", "项目", "问题", "创建标准", "位置"), looks["head"])
    for line in range(1, items + 1):
        _line(book, sheet, line, issues[line - 1] if line <= len(issues) else None)
    lined = book.workbook.add_format({"border": 1})
    sheet.conditional_format(4, 0, items + 3, 4, {"type": "formula", "criteria": '=$A5<>""', "format": lined})
    top = items + 6
    book.heading(sheet, top - 1, _LAST, _button_heading(book), 24)
    sheet.write_row(top, 0, FINDING_HEADS, looks["head"])
    found = told_together(book.content.findings)
    for row, together in enumerate(found, start=top + 1):
        _finding(book, sheet, row, together)
    for row in range(top + 1 + len(found), top + 201):
        for column in range(len(FINDING_HEADS)):
            sheet.write_blank(row, column, None, looks["area"])
    book.define("GC_Findings", sheet, top + 1, 0, top + 200, len(FINDING_HEADS))
    sheet.print_area(0, 0, top + max(len(found), 1), _LAST)
    sheet.set_h_pagebreaks([top - 1])
    sheet.repeat_rows(top)  # on the pages that follow it
    sheet.freeze_panes(4, 0)
    sheet.set_zoom(90)


def _button_heading(book: WorkbookWriter) -> str:
    if book.content.findings:
        day, year = book.content.reply_by, book.content.round
        by = f"于{day_text(day, year)}前" if day else ""
        wrong = any(finding.severity is Severity.ERROR for finding in book.content.findings)
        return f"二、退回意见：请{by}" + ("改正后重新报送" if wrong else "核实，有误的改正后重新报送")
    return "二、检查结果（点击“检查本表”后填写）"


def _line(book: WorkbookWriter, sheet: Worksheet, line: int, item: Item | None) -> None:
    """The k-th issue of the formula list; empty lines stay empty."""
    row, looks, content = line + 3, book.looks, book.content
    place = f"MATCH({line},GC_Issues,0)"
    here = f"INDEX(GC_PlanPlaces,{place})"
    shown = (item.no, f"第{item.no}项", check_text(item, content), _brief(item.text)) if item else ("",) * 4
    criterion = f"INDEX(GC_Criteria,{here})"
    brief = f'IF(LEN({criterion})>{_BRIEF},LEFT({criterion},{_BRIEF - 1})&"…",{criterion})'
    formulas = (
        f'=IFERROR(INDEX(GC_PlanNumbers,{place}),"")',
        f'=IF(A{row + 1}="","","第"&A{row + 1}&"项")',
        f'=IF(A{row + 1}="","",INDEX(GC_Checks,{here}))',
        f'=IF(A{row + 1}="","",{brief})',
    )
    for column, (formula, value) in enumerate(zip(formulas, shown, strict=True)):
        sheet.write_formula(row, column, formula, looks["bare"], value)
    first, choices = xl_rowcol_to_cell(table.FIRST, 0), table.choice_cell(content, 1).rstrip("0123456789")
    jump = f'=IF(A{row + 1}="","",HYPERLINK("#{table.NAME}!{choices}"&(ROW({table.NAME}!{first})+{here}-1),"跳转"))'
    sheet.write_formula(row, 4, jump, looks["jump"], "跳转" if item else "")
    sheet.set_row(row, 20)


def _brief(text: str) -> str:
    """The beginning of a criterion: enough to know it by, on one line."""
    return f"{text[: _BRIEF - 1]}…" if len(text) > _BRIEF else text


def _finding(book: WorkbookWriter, sheet: Worksheet, row: int, together: Together) -> None:
    """One finding, or several that say the same, with a link to the first one's item."""
    looks, finding = book.looks, together.told
    item = together.items
    sheet.write_number(row, 0, row - len(book.scheme.items) - 6, looks["short"])
    for column, text in enumerate((item, finding.message, finding.fix), start=1):
        sheet.write_string(row, column, text, looks["short" if column == 1 else "text"])
    original = str(finding.cell or "")
    if finding.item and finding.item in book.scheme.item_by_no:
        target = table.choice_cell(book.content, finding.item)
        sheet.write_url(row, 4, f"internal:'{table.NAME}'!{target}", looks["link"], f"{table.NAME}!{target}")
    else:
        sheet.write_string(row, 4, original, looks["short"])
    sheet.write_string(row, 5, finding.severity.label, looks["short"])
    texts = [(item, _WIDTHS[1]), (finding.message, _WIDTHS[2]), (finding.fix, _WIDTHS[3])]
    sheet.set_row(row, row_height(texts))
