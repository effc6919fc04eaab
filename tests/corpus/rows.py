"""Rows that are no item's, and rows that lost what they are known by: totals, sections, examples, other numbers.

As written, item n stands in row n + 5; official: A 序号, B 内容, C 创建标准, D 分值, E F G the tiers, H 得分.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from tests.books import Value
from tests.corpus.case import CHOICES, Bend, Case, of, official, tiered
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


def _several(kinds: Sequence[str], own: int | None, others: Value = 1, *, numbered: bool = False) -> Bend:
    """Rows for each item, called by their kinds in a column 类别 (H); the community's own scores in one of them (I).

    Item n has its first row in 6 + rows * (n - 1); the number is merged over all, or printed in each.
    """

    def bend(sheet: Drifted) -> None:
        sheet.with_column(8, "类别").with_column(9, "")
        sheet.cells[4, 9], sheet.cells[4, 10] = "得分", None
        sheet.moved(lambda row: row if row < 6 else 6 + len(kinds) * (row - 6))
        for row in sheet.rows.values():
            mine = sheet.cells.pop((row, 10), None)
            for n, kind in enumerate(kinds):
                sheet.cells[row + n, 8] = kind
                sheet.cells[row + n, 9] = mine if n == own else others
                if numbered:
                    sheet.cells[row + n, 1] = sheet.cells[row, 1]
            if not numbered:
                sheet.merges.append((row, 1, row + len(kinds) - 1, 1))
        sheet.elsewhere = {item: (row + (own or 0), 9) for item, row in sheet.rows.items()}

    return bend


def _apart(other: str, own: str) -> Bend:
    """Somebody else's rows of all items first, then the community's own; the column 类别 (I) tells them apart."""

    def bend(sheet: Drifted) -> None:
        sheet.with_column(9, "类别", other)
        sheet.cells |= {(row, 9): own for row in sheet.rows.values()}
        theirs = {place: value for place, value in sheet.cells.items() if place[0] in sheet.rows.values()}
        sheet.moved(lambda row: row if row < 6 else row + 29)
        sheet.cells |= theirs | {(row, 9): other for row, _ in theirs} | {(row, 8): 1.0 for row, _ in theirs}

    return bend


def _by_tier(mark: Callable[[Decimal], Value], *, names: str = "{}", other: Value = None) -> Bend:
    """A row for each tier, named in E with its points in D; H is marked beside the chosen one.

    Item n has the rows 3 * n + 3 to 3 * n + 5.
    """

    def bend(sheet: Drifted) -> None:
        tiers = sheet.scheme.tiers
        sheet.moved(lambda row: row if row < 6 else 6 + len(tiers) * (row - 6))
        for item, row in sheet.rows.items():
            points = sheet.scheme.items[item - 1].points
            for n, tier in enumerate(tiers):
                chosen = CHOICES[item] == tier.name
                sheet.cells |= {(row + n, 4): float(points[tier.id]), (row + n, 5): names.format(tier.name)}
                sheet.cells |= {(row + n, 6): None, (row + n, 7): None}
                sheet.cells[row + n, 8] = mark(points[tier.id]) if chosen else other
                if chosen:
                    sheet.elsewhere = {**sheet.elsewhere, item: (row + n, 8)}
        sheet.cells |= {(4, 4): "分值", (4, 5): "档次", (4, 6): None, **{(5, n): None for n in (5, 6, 7)}}

    return bend


def _everywhere(value: Callable[[Decimal], Value]) -> Bend:
    """The same form with something in every row, and nothing chosen."""

    def bend(sheet: Drifted) -> None:
        _by_tier(lambda _: None)(sheet)
        for item, row in sheet.rows.items():
            for n, tier in enumerate(sheet.scheme.tiers):
                sheet.cells[row + n, 8] = value(sheet.scheme.items[item - 1].points[tier.id])

    return bend


def _two_chosen(sheet: Drifted) -> None:
    """Item 3 has a tick in the row of 一般 besides that of 良好."""
    _by_tier(lambda _: "√")(sheet)
    sheet.cells[sheet.rows[3] + 1, 8] = "√"


def _points_of_another_tier(sheet: Drifted) -> None:
    """Item 3 has the 3 points of 合格 in the row of 良好."""
    _by_tier(float)(sheet)
    sheet.cells[sheet.rows[3] + 2, 8] = 3.0


def _bonus(*head: str, total: bool = False) -> Bend:
    """A table of three items of its own below the total; without a head where none is given."""

    def bend(sheet: Drifted) -> None:
        top = sheet.total_row + 2
        for n, word in enumerate(head or ("加分项",), start=1):
            sheet.cells[top, n] = word
        for n in (1, 2, 3):
            sheet.cells |= {(top + n, 1): n, (top + n, 2): f"表彰{n}", (top + n, 3): 2.0, (top + n, 4): 1.0}
        if total:
            sheet.cells |= {(top + 4, 1): "合计", (top + 4, 8): 3.0}

    return bend


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
    # several rows an item
    *(
        Case(f"rows {'、'.join(kinds)}{', numbered each' if numbered else ''}", of(official, _several(kinds, own, numbered=numbered)), ("GCT134 任务分解表!H4",))
        for kinds, own in ((("镇复核", "自评"), 1), (("自评", "镇复核"), 0), (("区复核", "镇复核", "居委会自评"), 2), (("居委会", "镇"), 0), (("上年自评", "自评"), 1))
        for numbered in (False, True)
    ),
    *(
        Case(f"rows {'、'.join(kinds)}", of(official, _several(kinds, own)), ("GCT135 任务分解表!H4",), dict.fromkeys(CHOICES))
        for kinds, own in ((("初评", "终评"), 0), (("镇复核", "区复核"), 1), (("上年自评", "镇复核"), 0), (("第一次自评", "第二次自评"), 1))
    ),
    Case("rows 镇复核、自评, the own one blank", of(lambda scheme: Drifted(scheme, "示范一居"), _several(("镇复核", "自评"), 1)), ("GCT132 任务分解表!I7",), dict.fromkeys(CHOICES)),
    *(
        Case(f"rows {'、'.join(kinds)}, the second blank", of(official, _several(kinds, 0, None)), ("GCT135 任务分解表!H4",), dict.fromkeys(CHOICES))
        for kinds in (("2020年", "2021年"), ("调整前", "调整后"), ("初评", "复评"))
    ),
    Case("two rows an item without a word", of(official, lambda s: (_several(("", ""), 0)(s), s.without_column("section"))), ("GCT135 任务分解表!A4",), dict.fromkeys(CHOICES)),
    *(
        Case(f"a row for each tier, {name}", of(official, bend), ("GCT134 任务分解表!E4",))
        for name, bend in (("ticked", _by_tier(lambda _: "√")), ("with its points", _by_tier(float)), ("with its points and 分", _by_tier(lambda p: f"{p}分")), ("crossed out", _by_tier(lambda _: "√", other="×")), ("with 0 for the others", _by_tier(float, other=0)), ("named with points", _by_tier(lambda _: "√", names="{}（5分）")))
    ),
    *(Case(f"a row for each tier, {name}", of(official, bend), ("GCT132 任务分解表!H6",), dict.fromkeys(CHOICES)) for name, bend in (("blank", _everywhere(lambda _: None)), ("the plan's points in all", _everywhere(float)), ("a box in all", _everywhere(lambda _: "□")), ("分 in all", _everywhere(lambda _: "分")))),
    Case("a row for each tier, two of them ticked", of(official, _two_chosen), ("GCT134 任务分解表!E4", "GCS204 任务分解表!H13"), {3: None}),
    Case("a row for each tier, the points of another", of(official, _points_of_another_tier), ("GCT134 任务分解表!E4", "GCS204 任务分解表!H14"), {3: None}),
    *(Case(f"all rows of {kinds[0]}, then those of {kinds[1]}", of(official, _apart(*kinds)), findings, choices) for kinds, findings, choices in ((("镇复核", "自评"), ("GCT134 任务分解表!I4",), {}), (("初评", "终评"), ("GCT135 任务分解表!I4",), dict.fromkeys(CHOICES)))),
    # what the form prints in every row
    *(Case(f"{text} under 自评档次 in every row", of(tiered, lambda s, text=text: s.all("tier", lambda _, __: text).all("score", lambda _, __: None)), ("GCT132 任务分解表!H6",), dict.fromkeys(CHOICES)) for text in ("请选择", "（　）", "□合格 □一般 □良好", "合格/一般/良好")),  # type: ignore[misc]
    *(Case(f"{text} under 得分 in every row", of(official, lambda s, text=text: s.all("score", lambda _, __: text)), ("GCT132 任务分解表!H6",), dict.fromkeys(CHOICES)) for text in ("（　）", "____")),  # type: ignore[misc]
    Case("0 under 得分 in every row, no tier", of(tiered, lambda s: s.all("tier", lambda _, __: None).all("score", lambda _, __: 0)), ("GCT132 任务分解表!H6",), dict.fromkeys(CHOICES)),
    Case("请选择 in one row", of(tiered, lambda s: s.put(4, "tier", "请选择").put(4, "score", None)), ("GCS202 任务分解表!H9",), {4: None}),
    Case("优秀 in every row", of(tiered, lambda s: s.all("tier", lambda _, __: "优秀").all("score", lambda _, __: None)), tuple(f"GCS202 任务分解表!H{row}" for row in range(6, 35)), dict.fromkeys(CHOICES)),
    # a table of other items below
    *(
        Case(f"a table of other items below: {' '.join(head) or 'no head'}{' with a total' if total else ''}", of(official, _bonus(*head, total=total)), (f"GCT136 任务分解表!A{37 if head else 38}",))
        for head in (("序号", "加分内容", "分值", "得分"), ("序号", "内容", "创建标准", "分值", "", "", "", "得分"), ("序号", "加分内容", "加分"), ())
        for total in (False, True)
        if head or not total
    ),
    *(Case(f"the head again, no numbers, before item {item}", of(official, lambda s, item=item: s.without_column("number").head_again(item)), ("GCT112 任务分解表!B6", f"GCT113 任务分解表!B{item + 5}")) for item in (2, 15, 29)),  # type: ignore[misc]
    Case("a row that shows how", of(official, lambda s: s.with_row(s.rows[8], {1: "示例", 3: s.scheme.items[7].text, 8: 5}))),
    Case("a section's first row without number and criterion", of(official, lambda s: s.put(5, "number", None).put(5, "criterion", None)), ("GCT102 任务分解表!A9", "GCT104 任务分解表!A10"), {5: None}),
    Case("section rows with numbers", of(official, _numbered_sections)),
    Case("a row pasted over another", of(official, _pasted), ("GCT105 任务分解表!C28", "GCT106 任务分解表!D28", "GCT106 任务分解表!E28", "GCT106 任务分解表!F28", "GCT106 任务分解表!G28", "GCS201 任务分解表!H28"), {23: None}),
    *(Case(f"numbers by section as {pattern}", of(tiered, _by_section(pattern)), ("GCT112 任务分解表!A6",)) for pattern in ("{1}", "（{1}）", "{0}.{1}", "{0}-{1}")),
)  # fmt: skip
