"""任务分解表: the plan's table as printed, with the columns a committee fills in and what is wrong in words."""

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline import template
from pipeline.writing.fitting import row_height
from pipeline.writing.workbook.checks import (
    advised,
    check_formula,
    check_text,
    choice_list,
    measured_limits,
    score_formula,
)
from pipeline.writing.workbook.content import Content
from pipeline.writing.workbook.writer import (
    A4_LANDSCAPE_HEIGHT,
    A4_LANDSCAPE_WIDTH,
    INPUT_FILL,
    MARK_FILL,
    TableWriter,
    WorkbookWriter,
    span,
    width_in_points,
)
from validators.scheme.item import Item

NAME = template.TABLE
CHECK = "校验"

TITLE, ABOUT, BASIS, HEAD, FIRST = 0, 1, 2, 3, 5

_WIDTHS = {
    "number": 5, "section": 12, "criterion": 40, "max_points": 6, "previous": 9, "tier": 13, "measured": 10, "score": 7,
    "evidence": 24, "lead": 19, "cooperating": 20, "responsible": 9, "check": 20, "advice": 40,
}  # fmt: skip


def fields_of(content: Content, *, returned: bool = False) -> list[str]:
    """The fields of the table's columns, from the left; ``returned`` is whether findings are yet to come."""
    fields = ["number", "section", "criterion", "max_points", *(tier.id for tier in content.scheme.tiers)]
    fields += ["previous"] if content.shows_previous else []
    fields += ["tier", "measured", "score"]
    fields += ["advice"] if content.findings or returned else []
    return [*fields, "evidence", "lead", "cooperating", "responsible", "check"]


def about(tier: int) -> dict[str, int]:
    """The columns of what is filled in above the table whose selections stand in column ``tier``; all from 0."""
    return {"community": 2, "filled_on": tier, "filler": tier + 3, "reviewer": tier + 5}


def choice_cell(content: Content, item: int) -> str:
    """The address of an item's selection, for a jump there."""
    return str(xl_rowcol_to_cell(FIRST + item - 1, fields_of(content).index("tier")))


def write(book: WorkbookWriter) -> None:
    """Add the sheet with its names."""
    widths = {field: _WIDTHS.get(field, 6.0) for field in fields_of(book.content)}
    table = TableWriter(book, NAME, widths, FIRST)
    _head(table)
    for row, item in enumerate(table.scheme.items, start=FIRST):
        _row(table, row, item)
    _sections_merged(table)
    _total(table)
    _subtotals(table)
    _marks(table)
    _names(table)
    _page(table)


def _head(table: TableWriter) -> None:
    sheet, scheme, looks = table.sheet, table.scheme, table.book.looks
    width = len(table.columns) - 1
    sheet.merge_range(TITLE, 0, TITLE, width, scheme.title, looks["title"])
    table.set_height(TITLE, 34)
    table.set_height(ABOUT, 26)
    first = 0
    for name, column in about(table.columns["tier"]).items():
        span(sheet, (ABOUT, first, ABOUT, column - 1), getattr(scheme.labels, name)[0], looks["label"])
        look = looks["day" if name == "filled_on" else "input"]
        sheet.write(ABOUT, column, table.content.above(name), look)
        first = column + 1
    column = table.columns["tier"]
    limits = table.book.day_limits("10-20") | {"input_title": scheme.labels.filled_on[0]}
    sheet.data_validation(ABOUT, column, ABOUT, column, limits)
    basis = f"依据：{scheme.plan}{scheme.clause}　　计量单位：{scheme.unit}　　浅黄色格可以填写，其余由表格自动计算"
    table.set_height(BASIS, 20)
    sheet.merge_range(BASIS, 0, BASIS, width, basis, looks["plain"])
    _column_heads(table)


def _column_heads(table: TableWriter) -> None:
    sheet, scheme, head = table.sheet, table.scheme, table.book.looks["head"]
    table.set_height(HEAD, 22)
    table.set_height(HEAD + 1, 22)
    tiers = [tier.id for tier in scheme.tiers]
    texts = {"check": CHECK, "advice": template.ADVICE}
    for field, column in table.columns.items():
        if field not in tiers:
            text = texts.get(field) or getattr(scheme.labels, field)[0]
            sheet.merge_range(HEAD, column, HEAD + 1, column, text, head)
    first = table.columns[tiers[0]]
    span(sheet, (HEAD, first, HEAD, first + len(tiers) - 1), scheme.labels.weights[0], head)
    for tier in scheme.tiers:
        sheet.write(HEAD + 1, table.columns[tier.id], tier.name, head)


def _row(table: TableWriter, row: int, item: Item) -> None:
    content, scheme = table.content, table.scheme
    table.put(row, "number", item.no, "short")
    table.put(row, "criterion", item.text, "text")
    table.put(row, "max_points", float(item.max_points), "points")
    for tier in scheme.tiers:
        table.put(row, tier.id, float(item.points[tier.id]), "points")
    entry, mark = content.entry(item), content.scorecard.mark(item.no)
    if "previous" in table.columns:
        table.put(row, "previous", entry.previous or "", "quiet")
    table.put(row, "tier", content.tier_text(item), "choice")
    table.sheet.data_validation(
        row, table.columns["tier"], row, table.columns["tier"], choice_list(item, scheme)
    )
    measured = "" if entry.measured is None else entry.measured
    table.put(row, "measured", measured, "choice" if item.measure else "short")
    if item.measure:
        limits = measured_limits(item.measure, scheme)
        table.sheet.data_validation(row, table.columns["measured"], row, table.columns["measured"], limits)
    points = "" if mark.points is None else float(mark.points)
    number, score = table.cell(row, "number"), table.cell(row, "score")
    table.formula(row, "score", score_formula(item, scheme, number), points, "points")
    table.put(row, "evidence", content.evidence(item), "input")
    table.put(row, "lead", _lead(item), "text")
    table.put(row, "cooperating", item.cooperating_text, "text")
    table.put(row, "responsible", item.responsible_text, "short")
    check = check_formula(item, scheme, number, score, advised(item, content))
    table.formula(row, "check", check, check_text(item, content), "mark")
    texts = [(item.text, "criterion"), (item.cooperating_text, "cooperating"), (_lead(item), "lead")]
    texts += [(content.evidence(item), "evidence"), ("字" * 18, "check")]
    if content.findings:
        texts.append((content.advice(item), "advice"))
        table.put(row, "advice", content.advice(item), "mark")
    table.set_height(row, row_height((text, table.widths[field]) for text, field in texts))


def _lead(item: Item) -> str:
    """Units that share an item by place stand on lines of their own."""
    return item.lead_text.replace("；", "\n")


def _sections_merged(table: TableWriter) -> None:
    for section in table.scheme.sections:
        rows = [FIRST + item.no - 1 for item in table.scheme.items_of(section.no)]
        span(table.sheet, (rows[0], 1, rows[-1], 1), section.title, table.book.looks["section"])


def _total(table: TableWriter) -> None:
    row, scheme, card = table.last + 1, table.scheme, table.content.scorecard
    sheet, total = table.sheet, table.book.looks["total"]
    sheet.set_row(row, 22)
    sheet.merge_range(row, 0, row, 2, scheme.labels.total[0], total)
    sums = {"max_points": scheme.declared.max_points, **scheme.declared.points, "score": card.total}
    for field, value in sums.items():
        span = f"{table.cell(FIRST, field)}:{table.cell(table.last, field)}"
        table.formula(row, field, f"=SUM({span})", float(value), "total")
    table.formula(
        row, "tier", "=LOOKUP(GC_TotalPoints,GC_Thresholds,GC_GradeNames)", card.grade.name, "total"
    )
    for field in ("previous", "measured", "evidence", "lead", "cooperating", "responsible", "advice"):
        if field in table.columns:
            table.put(row, field, "", "short")
    missing = f"还有{len(card.missing)}项未选择" if card.missing else ""
    table.formula(
        row, "check", '=IF(GC_MissingCount=0,"","还有"&GC_MissingCount&"项未选择")', missing, "mark"
    )


def _subtotals(table: TableWriter) -> None:
    """Section subtotals in a block of their own below the table, and the line for the signatures."""
    sheet, scheme, looks = table.sheet, table.scheme, table.book.looks
    top = table.last + 3
    sheet.set_row(top - 1, 6)
    sheet.merge_range(top, 0, top, 2, "各部分小计", looks["head"])
    heads = {"max_points": scheme.labels.max_points[0], "score": scheme.labels.score[0]}
    heads |= {tier.id: tier.name for tier in scheme.tiers}
    for field, text in heads.items():
        table.put(top, field, text, "head")
    for row, section in enumerate(scheme.sections, start=top + 1):
        sheet.set_row(row, 17)
        sheet.merge_range(row, 0, row, 2, section.title, looks["text"])
        table.put(row, "max_points", float(section.max_points), "points")
        for tier in scheme.tiers:
            table.put(row, tier.id, float(section.points[tier.id]), "points")
        value = float(table.content.scorecard.sections[section.no])
        table.formula(row, "score", f"=SUMIF(GC_PlanSections,{section.no},GC_PlanScores)", value, "total")
    foot = top + len(scheme.sections) + 1
    signatures = "负责人：　　　　　　　　审核：　　　　　　　　填报：　　　　　　　　（盖章）"
    sheet.merge_range(foot, 0, foot, len(table.columns) - 1, signatures, looks["plain"])
    sheet.set_row(foot, 22)
    table.book.define("GC_SectionPoints", sheet, top + 1, table.columns["score"], top + len(scheme.sections))


def _marks(table: TableWriter) -> None:
    """Missing and contradictory rows stand out by colour as well as by the words in 校验."""
    sheet, workbook = table.sheet, table.book.workbook
    choice, check = table.columns["tier"], table.columns["check"]
    wanting = workbook.add_format({"bg_color": MARK_FILL})
    first = xl_rowcol_to_cell(FIRST, check, col_abs=True)
    rule = {"type": "formula", "criteria": f'={first}<>""', "format": wanting}
    sheet.conditional_format(FIRST, choice, table.last, choice, rule)
    sheet.conditional_format(FIRST, check, table.last, check, rule)


def _names(table: TableWriter) -> None:
    define, sheet, columns, last = table.book.define, table.sheet, table.columns, table.last
    for name, field in (
        ("GC_ItemNumbers", "number"), ("GC_Tiers", "tier"), ("GC_Measured", "measured"), ("GC_Scores", "score"),
        ("GC_Evidence", "evidence"), ("GC_Checks", "check"), ("GC_Criteria", "criterion"),
    ):  # fmt: skip
        define(name, sheet, FIRST, columns[field], last)
    for name, column in zip(
        ("Community", "Date", "Filler", "Reviewer"), about(columns["tier"]).values(), strict=True
    ):
        define(f"GC_{name}", sheet, ABOUT, column)
    define("GC_TotalPoints", sheet, last + 1, columns["score"])
    define("GC_GradeName", sheet, last + 1, columns["tier"])


def _page(table: TableWriter) -> None:
    """All columns on one page; pages end between two sections where the program heeds breaks beside a fit.

    Excel does not, therefore section titles stand at the top of their merged cells: torn ones stay readable.
    """
    sheet = table.sheet
    room = A4_LANDSCAPE_HEIGHT * width_in_points(table.widths.values()) / A4_LANDSCAPE_WIDTH
    page, breaks = sum(table.heights[row] for row in range(FIRST)), []
    for section in table.scheme.sections:
        rows = [FIRST + item.no - 1 for item in table.scheme.items_of(section.no)]
        needed = sum(table.heights[row] for row in rows)
        if page + needed > room:
            breaks.append(rows[0])
            page = table.heights[HEAD] + table.heights[HEAD + 1]
        page += needed
    sheet.set_h_pagebreaks(breaks)
    sheet.freeze_panes(FIRST, 3)
    sheet.repeat_rows(HEAD, HEAD + 1)
    sheet.set_zoom(80)
    sheet.set_selection(ABOUT, 2, ABOUT, 2)
    sheet.set_tab_color(INPUT_FILL)
