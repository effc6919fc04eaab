"""Rows that are no item's, and rows that lost what they are known by: sections, examples, other numbers, several an item.

As written, item n stands in row n + 5; official: A 序号, B 内容, C 创建标准, D 分值, E F G the tiers, H 得分.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from tests.books import Value
from tests.corpus.case import CHOICES, Bend, Case, of, official, tiered
from tests.corpus.drifting import Drifted


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
