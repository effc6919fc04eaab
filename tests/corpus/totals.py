"""What is stated of the whole table: its total and its grade, in a row, a cell or a sentence, and what only looks like them.

As written, item n stands in row n + 5; official: A 序号, B 内容, C 创建标准, D 分值, E F G the tiers, H 得分.
"""

from collections.abc import Mapping

from tests.books import Value
from tests.corpus.case import Bend, Case, of, official, tiered
from tests.corpus.drifting import Drifted

TOTAL = 89
"""What CHOICES are worth: 31 for 良好 (items 3, 6, 9 ...), 27 for 合格 (1, 4, 7 ...), 31 for 一般 (2, 5, 8 ...)."""


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


def _states(text: Value, label: str = "合计", *, below: Mapping[tuple[int, int], Value] = {}) -> Bend:
    """A total under its label in H35, and further cells below the table."""

    def bend(sheet: Drifted) -> None:
        sheet.cells[sheet.total_row, 1] = label
        sheet.total(text)
        sheet.cells |= below

    return bend


def _office_total(sheet: Drifted) -> None:
    sheet.with_column(9, "镇核定", 1)
    sheet.cells[sheet.total_row, 9] = 73
    sheet.cells |= {(36, 1): "等次", (36, 9): "良好"}


CASES = (
    Case("totals of sections", of(tiered, _totals_of_sections("合计", tier="良好"))),
    Case("totals of sections, a total that is wrong", of(official, lambda s: (_totals_of_sections("合计")(s), s.total(1))), ("GCX401 任务分解表!H41",)),
    Case("totals of parts", of(official, _totals_of_sections("第一部分合计"))),
    Case("a criterion edited below a section's total", of(official, lambda s: (_totals_of_sections("合计")(s), s.put(5, "criterion", "社区基础设施齐全完好，群众满意"))), ("GCT105 任务分解表!C11",)),
    Case("no criterion below a section's total", of(official, lambda s: (_totals_of_sections("合计")(s), s.put(5, "criterion", None)))),
    Case("a blank row of an item below a section's total", of(official, lambda s: (_totals_of_sections("合计")(s), s.put(5, "criterion", None).put(5, "score", None))), ("GCS201 任务分解表!H11",), {5: None}),
    *(Case(f"the total under {label}", of(official, _total_under(label)), ("GCX401 任务分解表!H35",)) for label in ("合计：", "合计（分）", "总得分")),
    Case("the total's label under 分值", of(official, _total_under("合计", 4)), ("GCX401 任务分解表!H35",)),
    *(Case(f"the total under {label}", of(official, _states(1, label)), ("GCX401 任务分解表!H35",)) for label in ("自评总分", "得分合计", "自评得分合计", "自评合计：", "自查评分", "小计", "合计得分", "共计", "总评分", "评分合计", "实得总分", "总评", "总评得分", "实得分合计", "评定总分", "Total", "自评共得", "本表得分")),
    Case("a subtotal below a blank total", of(official, _states(None, below={(37, 1): "小计：95"})), ("GCX401 任务分解表!A37",)),
    *(Case(f"the total under {label}", of(official, _states(95, label)), ("GCX401 任务分解表!H35",)) for label in ("应得总分", "加权总分", "汇总得分", "全部合计", "总计得分", "最终得分", "累计", "得分累计", "总分值", "本次得分合计", "社区总分", "实际得分合计")),
    *(Case(f"the right total under {label}", of(official, _states(TOTAL, label))) for label in ("应得总分", "最终得分", "累计", "汇总得分")),
    Case("the plan's total under 应得总分", of(official, _states(TOTAL, below={(36, 1): "应得总分", (36, 8): 110}))),
    *(Case(f"{label}, which is no total", of(official, _states(3.1, label))) for label in ("平均分", "平均", "得分率", "排名", "折合百分制")),
    Case("加分, which the plan has not", of(official, _states(3, "加分")), ("GCT104 任务分解表!A35",)),
    *(Case(f"another total, {text}", of(official, _states(TOTAL, below={(37, 1): text})), ("GCX401 任务分解表!A37",)) for text in ("加权总分：95", "最终得分：95分", "总分：95分，等次：合格")),
    *(
        Case(f"the sentence {text} in row {row}", of(official, _states(None, "", below={(row, 1): text})), (f"GCX401 任务分解表!A{row}",))
        for text in ("经自评我居得95分", "经自评，我居得95分。", "共95分", "自测总分95分，请审核。", "总得分：95分（满分110分）", "备注：经自评，我居得95分", "我社区自评得分为九十五分，达到合格等次", "根据镇方案逐项对照，经自评我居共得95分，请镇推进办审核。", "示范一居自评总得分95分，评为一般", "白鹤镇示范一居共得95分") for row in (3, 35, 38)
    ),
    *(
        Case(f"the sentence {text} in row {row} states no total", of(official, _states(None, "", below={(row, 1): text})))
        for text in ("满分110分", "73分以上为合格", "总分73分，为合格", "总分91.5分为一般", "加5分", "共加5分", "扣15分，共95分", "共110分", "共20分", "共29项", "创新项目共得6分", "经镇考核我居得95分", "经镇复核，我居得95分", "经镇考核示范一居共得95分", "去年示范一居共得95分", "2020年自评得95分", "自评得84分，加分5分", "自评总分应达到73分", "经自评我居第7项得2分") for row in (3, 36)
    ),
    *(Case(f"the sentence {text}, which is right", of(official, _states(TOTAL, below={(37, 1): text}))) for text in ("经自评我居得89分", "自评得84分，加5分，共89分", "共捌拾玖分")),
    Case("a sentence beside the right total", of(official, _states(TOTAL, below={(37, 1): "经自评我居得95分"})), ("GCX401 任务分解表!A37",)),
    Case("共95分 beside the right total, which may be of something else", of(official, _states(TOTAL, below={(37, 1): "共95分"}))),
    *(Case(f"the total in numerals: {text}", of(official, _states(None, text)), ("GCX401 任务分解表!A35",)) for text in ("合计：玖拾伍", "合计：玖拾伍分整", "合计（大写）：玖拾伍分", "总分九十五分", "合计：壹佰零伍分", "合计：九十一点五分")),
    *(Case(f"the total {text} under its label", of(official, _states(text)), ("GCX401 任务分解表!H35",)) for text in ("玖拾伍分", "九十五")),
    *(Case(f"the right total in numerals: {text}", of(official, _states(None, text))) for text in ("合计：捌拾玖", "合计八十九分")),
    *(Case(f"the total under {label}", of(official, _states(95, label)), ("GCX401 任务分解表!H35",)) for label in ("考核总分", "TOTAL SCORE")),
    *(Case(f"a total in one cell: {text}", of(official, _states(None, text)), ("GCX401 任务分解表!A35",)) for text in ("考核总分：95", "Total: 95", "自评共得95分", "本表得分：95")),
    Case("考核总分 beside the own total is somebody else's", of(official, _states(TOTAL, below={(36, 1): "考核总分", (36, 8): 95}))),
    Case("the total of the town", of(official, _states(1, "总分（镇）"))),
    *(Case(f"a total in one cell: {text}", of(official, _states(None, text)), ("GCX401 任务分解表!A35",)) for text in ("合计：60", "合计:60分", "合计60分", "自评总分：60分", "总 分：60", "总评：60", "总分为60", "合计得60分", "总评60分", "自评得分：60", "自评得分60分", "最终得分为60分。")),
    *(Case(f"the right total in one cell: {text}", of(official, _states(None, text.format(TOTAL)))) for text in ("合计：{}", "合计{}分", "自评总分：{}分（合格）", "总分110分")),
    *(Case(f"the right total as {text}", of(official, _states(text.format(TOTAL)))) for text in ("{}分", "{}分（合格）", "{}（合格）", "合格（{}分）", "{}/110分")),
    Case("the right total with another grade", of(official, _states(f"{TOTAL}分（良好）")), ("GCX402 任务分解表!H35",)),
    *(Case(f"a total in words: {text}", of(official, _states(None, text)), ("GCX401 任务分解表!A35",)) for text in ("合计：玖拾伍", "合计玖拾伍分", "合计：九十五分", "总分：九十五点五", "共95分", "总共95分")),
    *(Case(f"a total in a sentence: {text}", of(official, _states(TOTAL, below={(37, 1): text})), ("GCX401 任务分解表!A37",)) for text in ("经自评我居得95分", "经自评，我居委会得95.5分，等次为合格", "自评结果：95分", "本社区自评共计95分。")),
    *(Case(f"no total: {text}", of(official, _states(TOTAL, below={(37, 1): text}))) for text in ("满分110分，73分以上为合格", "共29项", "共20分", "我居自评加5分", "自评以第3项得4分为例", "本居委上年得95分", "第一部分共20分", "经镇考核我居得95分", "物业自评得95分")),
    Case("a wrong total with its grade", of(official, _states("95分（一般）")), ("GCX401 任务分解表!H35", "GCX402 任务分解表!H35")),
    Case("two totals, the second wrong", of(official, _states(TOTAL, below={(36, 1): "总分", (36, 8): 95})), ("GCX401 任务分解表!H36",)),
    Case("two totals, the first wrong", of(official, _states(95, below={(36, 1): "总分", (36, 8): TOTAL})), ("GCX401 任务分解表!H35",)),
    Case("two totals, both right", of(official, _states(TOTAL, below={(36, 1): "自评总分", (36, 8): TOTAL}))),
    Case("a total beside its label", of(official, _states(TOTAL, below={(36, 1): "自评总分", (36, 2): 95})), ("GCX401 任务分解表!B36",)),
    Case("a grade in a row of its own", of(official, _states(TOTAL, below={(36, 1): "等次", (36, 8): "良好"})), ("GCX402 任务分解表!H36",)),
    Case("a grade in a row and cell of its own", of(official, _states(TOTAL, below={(36, 1): "自评等次：良好"})), ("GCX402 任务分解表!A36",)),
    *(
        Case(f"a grade in a row and cell of its own: {text}", of(official, _states(TOTAL, below={(36, 1): text})), ("GCX402 任务分解表!A36",))
        for text in ("总评：良好", "评定等级：良好", "综合评定：良好", "结论：良好", "自评结论：良好")
    ),
    *(Case(f"above the head: {text}", of(official, _states(TOTAL, below={(3, 1): text})), ("GCX401 任务分解表!A3",)) for text in ("自评总分：95", "合计95分", "总得分：95/110", "自评得分：95", "最终得分为95分。")),
    *(Case(f"above the head: {text}", of(official, _states(TOTAL, below={(3, 1): text})), ("GCX402 任务分解表!A3",)) for text in ("总评：良好", "结论：良好", "自评等次：良好")),
    *(Case(f"nothing wrong above the head: {text}", of(official, _states(TOTAL, below={(3, 1): text}))) for text in (f"自评总分：{TOTAL}分", "总分：110分", "满分：110分", "总分110分，基本分100分")),
    Case("the right grade in a row of its own", of(official, _states(TOTAL, below={(36, 1): "等次", (36, 8): "合格"}))),
    Case("a total's label as the number of an item", of(official, lambda s: s.put(1, "number", "合计")), ("GCT112 任务分解表!A6",)),
    Case("somebody else's total and grade", of(official, _office_total), ("GCT128 任务分解表!I4",)),
)  # fmt: skip
