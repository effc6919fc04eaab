"""Rows that are no item's, and rows that lost what they are known by: totals, sections, examples, other numbers.

As written, item n stands in row n + 5; official: A 序号, B 内容, C 创建标准, D 分值, E F G the tiers, H 得分.
"""

from tests.books import Value
from tests.corpus.case import Bend, Case, of, official, tiered
from tests.corpus.drifting import Drifted


def _totals_of_sections(word: str, *, tier: str | None = None) -> Bend:
    """A row of a total below every section, and 总计 below them all."""

    def bend(sheet: Drifted) -> None:
        columns: dict[int, Value] = {sheet.columns["score"]: 10}
        if tier:
            columns[sheet.columns["tier"]] = tier
        for section in reversed(sheet.scheme.sections):
            last = [item.no for item in sheet.scheme.items if item.section == section.no][-1]
            sheet.with_row(sheet.rows[last] + 1, {1: word, **columns})
        sheet.cells[sheet.total_row, 1] = "总计"

    return bend


def _total_under(label: str, column: int = 1) -> Bend:
    """The total's label in another column or spelling; 1 is no total that the table could have."""

    def bend(sheet: Drifted) -> None:
        sheet.cells[sheet.total_row, 1] = None
        sheet.cells[sheet.total_row, column] = label
        sheet.total(1)

    return bend


def _numbered_sections(sheet: Drifted) -> None:
    for section in reversed(sheet.scheme.sections):
        first = next(item.no for item in sheet.scheme.items if item.section == section.no)
        sheet.with_row(sheet.rows[first], {1: section.no, 2: section.title, 4: float(section.max_points)})


def _by_section(pattern: str) -> Bend:
    """Numbers that begin again in every section."""

    def bend(sheet: Drifted) -> None:
        firsts = {
            s.no: min(i.no for i in sheet.scheme.items if i.section == s.no) for s in sheet.scheme.sections
        }
        for item in sheet.scheme.items:
            sheet.put(item.no, "number", pattern.format(item.section, item.no - firsts[item.section] + 1))

    return bend


def _pasted(sheet: Drifted) -> None:
    """The row of item 24 over that of item 23, nothing chosen."""
    for field in ("criterion", "max_points", "qualified", "fair", "good"):
        sheet.put(23, field, sheet.cells[sheet.rows[24], sheet.columns[field]])
    sheet.put(23, "score", None)


CASES = (
    Case("totals of sections", of(tiered, _totals_of_sections("合计", tier="良好"))),
    Case("totals of sections, a total that is wrong", of(official, lambda s: (_totals_of_sections("合计")(s), s.total(1))), ("GCX401 任务分解表!H41",)),
    Case("totals of parts", of(official, _totals_of_sections("第一部分合计"))),
    Case("a criterion edited below a section's total", of(official, lambda s: (_totals_of_sections("合计")(s), s.put(5, "criterion", "社区基础设施齐全完好，群众满意"))), ("GCT105 任务分解表!C11",)),
    Case("no criterion below a section's total", of(official, lambda s: (_totals_of_sections("合计")(s), s.put(5, "criterion", None)))),
    Case("a blank row of an item below a section's total", of(official, lambda s: (_totals_of_sections("合计")(s), s.put(5, "criterion", None).put(5, "score", None))), ("GCS201 任务分解表!H11",), {5: None}),
    *(Case(f"the total under {label}", of(official, _total_under(label)), ("GCX401 任务分解表!H35",)) for label in ("合计：", "合计（分）", "总得分")),
    Case("the total's label under 分值", of(official, _total_under("合计", 4)), ("GCX401 任务分解表!H35",)),
    Case("a row that shows how", of(official, lambda s: s.with_row(s.rows[8], {1: "示例", 3: s.scheme.items[7].text, 8: 5}))),
    Case("a section's first row without number and criterion", of(official, lambda s: s.put(5, "number", None).put(5, "criterion", None)), ("GCT102 任务分解表!A9", "GCT104 任务分解表!A10"), {5: None}),
    Case("section rows with numbers", of(official, _numbered_sections)),
    Case("a row pasted over another", of(official, _pasted), ("GCT105 任务分解表!C28", "GCT106 任务分解表!D28", "GCT106 任务分解表!E28", "GCT106 任务分解表!F28", "GCT106 任务分解表!G28", "GCS201 任务分解表!H28"), {23: None}),
    *(Case(f"numbers by section as {pattern}", of(tiered, _by_section(pattern)), ("GCT112 任务分解表!A6",)) for pattern in ("{1}", "（{1}）", "{0}.{1}", "{0}-{1}")),
)  # fmt: skip
