"""填报说明: what the workbook is for, five steps, deadlines, and where one stands."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from pipeline import template
from pipeline.template import lack_of
from pipeline.writing.fitting import row_height
from pipeline.writing.workbook import declaration, measures, results, table
from pipeline.writing.workbook.checks import check_text
from pipeline.writing.workbook.writer import WorkbookWriter
from validators.scheme.parts import Ruling
from validators.wording import joined, number_text

NAME = template.GUIDE

_WIDTHS = [16.0, 22.0, 60.0, 16.0]
_RULINGS = "填报口径"
_RULING_HEADS = ("依据", "事项", "口径")


class Status(NamedTuple):
    """One line of the status panel: label, formula and its value, a hint, where to jump."""

    label: str
    formula: str
    value: str | int | float
    hint: str | tuple[str, str]
    sheet: str
    cell: str


def write(book: WorkbookWriter) -> None:
    """Add the sheet; the panel's values are formulas."""
    sheet, scheme = book.sheet(NAME, _WIDTHS, landscape=False), book.scheme
    book.heading(sheet, 0, 3, f"{scheme.heading}自测评分工作簿", 40, "title")
    purpose = (
        f"本工作簿依据《{scheme.plan_title}》（{scheme.plan}）编制，供{joined(sorted({i.responsible_text for i in scheme.items}))}"
        f"对照{scheme.clause}逐项自评，报{scheme.office}审核汇总。"
    )
    row = _paragraph(book, sheet, 1, purpose)
    row = _panel(book, sheet, row + 1)
    row = _list(book, sheet, row + 1, "填报步骤", list(_steps(book)))
    row = _list(book, sheet, row + 1, "时间要求", list(_deadlines(book)))
    row = _list(book, sheet, row + 1, "表中标记", list(_legend(book)))
    if first := [ruling for ruling in scheme.rulings if ruling.first_page]:
        row = _rulings(book, sheet, row + 1, f"主要填报口径（全部见本表末尾的“{_RULINGS}”）", first)
    sheet.set_h_pagebreaks([row + 1])
    _rulings(book, sheet, row + 1, f"{_RULINGS}（方案未写明的，按下表办理）", scheme.rulings)
    identity = book.content.identity
    version = f"方案{identity.scheme_id}　模板版本{identity.template_version}　申报年度{identity.round}　标签校验码{identity.checksum}"
    sheet.set_footer(f"&C第&P页，共&N页&R&6 {version}")
    sheet.set_selection(4, 3, 4, 3)


def _paragraph(book: WorkbookWriter, sheet: Worksheet, row: int, text: str) -> int:
    book.heading(sheet, row, 3, text, row_height([(text, sum(_WIDTHS))]), "plain")
    return row + 1


def _list(book: WorkbookWriter, sheet: Worksheet, row: int, heading: str, lines: list[str]) -> int:
    book.heading(sheet, row, 3, heading, 24)
    for number, line in enumerate(lines, start=1):
        _paragraph(book, sheet, row + number, f"{number}．{line}")
    return row + len(lines) + 1


def _rulings(
    book: WorkbookWriter, sheet: Worksheet, row: int, heading: str, rulings: Sequence[Ruling]
) -> int:
    looks, about = book.looks, sum(_WIDTHS[2:])
    book.heading(sheet, row, 3, heading, 24)
    for line, texts in enumerate(
        (_RULING_HEADS, *((r.clause, r.subject, r.ruling) for r in rulings)), start=row + 1
    ):
        look = looks["head" if line == row + 1 else "text"]
        for column, text in enumerate(texts[:2]):
            sheet.write_string(line, column, text, look)
        sheet.merge_range(line, 2, line, 3, texts[2], look)
        sheet.set_row(line, row_height(zip(texts, (*_WIDTHS[:2], about), strict=True)))
    return row + len(rulings) + 2


def _panel(book: WorkbookWriter, sheet: Worksheet, row: int) -> int:
    looks = book.looks
    sheet.write_row(row, 0, ("当前情况", "数值", "说明", "跳转"), looks["head"])
    for line, status in enumerate(_statuses(book), start=row + 1):
        sheet.set_row(line, 22)
        sheet.write_string(line, 0, status.label, looks["label"])
        look = looks["count" if isinstance(status.value, int) else "total"]
        sheet.write_formula(line, 1, status.formula, look, status.value)
        if isinstance(status.hint, tuple):
            sheet.write_formula(line, 2, status.hint[0], looks["text"], status.hint[1])
            sheet.set_row(line, 54)
        else:
            sheet.write_string(line, 2, status.hint, looks["text"])
        sheet.write_url(line, 3, f"internal:'{status.sheet}'!{status.cell}", looks["link"], "前往")
        last = line
    return last + 1


def _statuses(book: WorkbookWriter) -> Iterator[Status]:
    yield from _result(book)
    yield from _left_to_do(book)


def _result(book: WorkbookWriter) -> Iterator[Status]:
    """Who it is and what it is worth."""
    content, scheme, card = book.content, book.scheme, book.content.scorecard
    total = f"A{table.FIRST + len(scheme.items) + 1}"
    named = '=IF(GC_Community="","未填写",GC_Community)'
    most = f"满分{number_text(scheme.declared.max_points)}分，由各项档次自动计算"
    lines = joined(f"{name}{number_text(line)}分" for name, line in scheme.lines.items())
    gap = "还差的分数；已到最高等次为0"
    yield Status("社区", named, content.community or "未填写", "填写全称，与名册一致", table.NAME, "C2")
    yield Status("总分", "=GC_TotalPoints", float(card.total), most, table.NAME, total)
    yield Status("等次", "=GC_GradeName", card.grade.name, lines, table.NAME, total)
    yield Status("距上一等次（分）", "=GC_GapPoints", float(card.gap), gap, measures.NAME, "A4")


def _left_to_do(book: WorkbookWriter) -> Iterator[Status]:
    """What is missing, contradictory, without a measure, empty."""
    content, scheme, card = book.content, book.scheme, book.content.scorecard
    first = table.choice_cell(content, 1)
    listed = '=IF(GC_MissingItems="","每项都已选择自评档次","没有选择自评档次的：第"&GC_MissingItems&"项")'
    named = f"没有选择自评档次的：第{joined(card.missing)}项" if card.missing else "每项都已选择自评档次"
    weak = [item for item in scheme.items if card.weak(item)]
    unfinished = sum(bool(lack_of(content.measure(item))) for item in weak)
    marked = '=COUNTIF(GC_MeasureMarks,"缺*")'
    empty = len(content.declaration.blank(scheme.declaration))
    lacking, blank = "薄弱项目中没有写明措施、计划或时限的项数", "申报表中还没有填写的栏目数"
    issues = "缺项和前后矛盾的项目数，见“校验结果”"
    yield Status("缺项", "=GC_MissingCount", len(card.missing), (listed, named), table.NAME, first)
    yield Status("待处理问题数", "=MAX(GC_Issues)", _issues(book), issues, results.NAME, "A3")
    yield Status("措施不完整项数", marked, unfinished, lacking, measures.NAME, "F4")
    yield Status("申报表未填栏数", "=GC_DeclarationEmpty", empty, blank, declaration.NAME, "D2")


def _issues(book: WorkbookWriter) -> int:
    return sum(1 for item in book.scheme.items if check_text(item, book.content))


def _steps(book: WorkbookWriter) -> Iterator[str]:
    scheme, labels = book.scheme, book.scheme.labels
    tiers = joined(tier.name for tier in scheme.tiers)
    yield f"在“{table.NAME}”上方填写{labels.community[0]}、{labels.filled_on[0]}、{labels.filler[0]}和{labels.reviewer[0]}。"
    yield (
        f"逐项在“{labels.tier[0]}”的下拉列表中选择{tiers}；未达到{scheme.tiers[0].name}标准的，选“{scheme.choices.zero.name}”，"
        f"没有这类对象的选“{scheme.choices.not_applicable.name}”并写明理由。得分自动计算，不用填。"
    )
    yield f"能量化的项目可填“{labels.measured[0]}”，在“{labels.evidence[0]}”写明依据；右侧“{table.CHECK}”有字的，按提示改正。"
    yield f"在“{measures.NAME}”中，为没有达到最高档的项目填写薄弱原因、工作措施、实施计划、完成时限和责任人。"
    yield f"填写“{declaration.NAME}”，看“{results.NAME}”没有问题后打印盖章，连同本文件报{scheme.office}。"


def _deadlines(book: WorkbookWriter) -> Iterator[str]:
    """What is due in the workbook's round or later; what the plan gives no day for is said to have none."""
    year = book.content.round
    for event in book.scheme.calendar:
        yield f"{event.days(year) or book.undated}：{event.name}（{event.clause}）。"


def _legend(book: WorkbookWriter) -> Iterator[str]:
    zero, nothing = book.scheme.choices.zero.name, book.scheme.choices.not_applicable.name
    yield "浅黄色格：可以填写。其余的格由表格计算或照方案印制，不能修改；列宽、行高可以调整，内容可以复制。"
    yield f"浅橙色格：这一行有缺项或矛盾，“{table.CHECK}”用文字写明是什么问题。"
    if book.content.shows_previous:
        labels = book.scheme.labels
        yield f"“{labels.previous[0]}”：上一轮的自评，只供对照，不计分；“{labels.tier[0]}”要按本年度的情况选定。"
    yield f"“{zero}”：已经自评，得0分。“{nothing}”：社区没有这类对象，由{book.scheme.office}核实。空着：还没有自评，是缺项。"
