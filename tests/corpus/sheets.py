"""Which sheet is the community's of this round: blank and filled ones side by side, called by anything.

Both tables are official ones of 示范一居 at the same places: the first selection stands in H6, the head in row 4.
"""

from collections.abc import Callable, Sequence
from datetime import date

from pipeline import template
from tests.books import SHEET, Formula, Sheet
from tests.corpus.case import CHOICES, Bend, Case, official
from tests.corpus.drifting import Drifted
from validators.cells import CellRef
from validators.scheme.model import Scheme

Build = Callable[[Scheme], Sequence[Sheet]]

NOTHING: dict[int, str | None] = dict.fromkeys(CHOICES)
BEST: dict[int, str | None] = dict.fromkeys(CHOICES, "良好")

EXAMPLES = (
    "填写示例", "示例", "样表", "范例", "样例", "任务分解表（样本）", "参考", "模板", "空白模版", "例子", "填写范文",
    "填报样式", "Sample", "template",
)  # fmt: skip
EARLIER = (
    "上年", "去年", "2020年", "2020年度自评表", "20年", "上年自评", "二〇二〇年", "上一版", "old", "历史",
)  # fmt: skip
REVIEWS = (
    "区复核", "镇复核", "镇级", "镇评分", "审核", "镇精细化推进办", "推进办", "专家", "物业", "居民", "检查组",
)  # fmt: skip
DRAFTS = (
    "自评草稿", "自评备份", "草稿", "备份2021", "存档", "标准答案", "预评", "模拟", "目标", "目标分", "自评表（旧）", "旧",
    "物业自评", "培训", "勿用", "废", "修改前", "backup", "test1", "明年", "自评预", "自评（预）", "预填",
)  # fmt: skip
OTHERS = ("Sheet2",)
NAMES = (*EXAMPLES, *EARLIER, *REVIEWS, *DRAFTS, *OTHERS)
"""Names of a sheet that is not the community's of this round, if its own is there."""


def filled(scheme: Scheme, name: str, community: str | None = "示范一居") -> Drifted:
    """A table of nothing but the top tier, which no reading may take."""
    sheet = Drifted(scheme, community, "official", name).chosen(dict.fromkeys(CHOICES, "良好"))
    sheet.rows = {}
    return sheet


def blank(scheme: Scheme, name: str = SHEET, community: str | None = "示范一居") -> Drifted:
    return Drifted(scheme, community, "official", name)


def _head(scheme: Scheme) -> Drifted:
    """A sheet with the head of the table and no row below."""
    sheet = blank(scheme)
    sheet.cells = {place: value for place, value in sheet.cells.items() if place[0] <= 5}
    sheet.rows, sheet.merges = {}, []
    return sheet


def pair(own: Callable[[Scheme], Sheet], other: Callable[[Scheme], Sheet], *, first: bool) -> Build:
    """Two sheets, the community's own as the first or as the last."""
    return lambda scheme: [own(scheme), other(scheme)] if first else [other(scheme), own(scheme)]


def _ordered(own: Callable[[Scheme], Sheet], name: str, *, first: bool) -> Build:
    return pair(own, lambda scheme: filled(scheme, name), first=first)


def _ours(scheme: Scheme) -> Sequence[Sheet]:
    """A workbook built here, nobody's name in it, and its identity."""
    identity = Sheet(scheme, None, name=template.PLAN)
    identity.merges = []
    identity.cells = {(1, 1): template.SCHEME, (1, 2): scheme.id, (2, 1): template.VERSION, (2, 2): "1"}
    return [blank(scheme, community=None), identity]


def named(name: str, bend: Bend = lambda _: None) -> Callable[[Scheme], Drifted]:
    def build(scheme: Scheme) -> Drifted:
        sheet = official(scheme)
        sheet.name = name
        bend(sheet)
        return sheet

    return build


def _dated(day: date) -> Bend:
    return lambda sheet: sheet.dated(day)


def _hidden(sheet: Sheet) -> Sheet:
    sheet.hidden = True
    return sheet


def _without_last_items(sheet: Drifted) -> None:
    for item in (26, 27, 28, 29):
        sheet.drop(item)


def _last_items(scheme: Scheme, name: str) -> Sheet:
    part = official(scheme).cut(26, 29, name)
    part.rows = {}
    return part


def _fetched(formula: str, name: str | None = None, items: Sequence[int] = (8,)) -> Build:
    """Scores that come by a formula with the result 5, and perhaps the sheet that they come from."""

    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = official(scheme)
        for item in items:
            sheet.put(item, "score", Formula(formula, 5.0))
        return [sheet, *([filled(scheme, name)] if name else ())]

    return build


def _twice(community: str | None, *, empty: bool) -> Build:
    """The whole table once more below its total, filled in with the top tier for everything."""

    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = blank(scheme) if empty else official(scheme)
        again = filled(scheme, "", None)
        below = sheet.total_row + 3
        sheet.cells[below - 1, 1] = "镇复核"
        if community:
            sheet.cells[below - 1, 1] = f"填报单位：{community}"
        sheet.cells |= {(row - 4 + below, n): v for (row, n), v in again.cells.items() if row >= 4}
        return [sheet]

    return build


_GAP = tuple("GCT102 任务分解表!A30" for _ in range(4))

CASES = (
    # this year's is blank: nothing is filled in, whatever stands on the other sheet
    *(
        Case(f"a blank table {'before' if first else 'behind'} {name}", _ordered(blank, name, first=first), ("GCT132 任务分解表!H6",), NOTHING)
        for name in NAMES for first in (True, False)
    ),
    *(
        Case(f"our own blank table beside {name}", lambda scheme, name=name: [*_ours(scheme), filled(scheme, name)], ("GCT108 任务分解表!A1", "GCT132 任务分解表!H6"), NOTHING)  # type: ignore[misc]
        for name in NAMES
    ),
    *(
        Case(f"a blank table beside another community's {name}, {first}", pair(blank, lambda scheme, name=name: filled(scheme, name, "示范二居"), first=first), ("GCT132 任务分解表!H6",), NOTHING)  # type: ignore[misc]
        for name in ("Sheet2", "自评", "任务分解表 (2)", "示范二居") for first in (True, False)
    ),
    *(
        Case(f"a blank table beside {name} that names nobody", pair(blank, lambda scheme, name=name: filled(scheme, name, None), first=True), ("GCT132 任务分解表!H6",), NOTHING)  # type: ignore[misc]
        for name in ("示范二居自评", "自评（二居）", "自评复核", "镇自评")
    ),
    Case("自评 of the file's own community beside a blank table", pair(blank, named("示范一居自评"), first=True)),
    Case("a blank table beside a hidden one", pair(blank, lambda scheme: _hidden(filled(scheme, "Sheet2")), first=True), ("GCT132 任务分解表!H6",), NOTHING),
    Case("a blank table of 2021 beside one of 2020, by their days", pair(lambda s: blank(s, "甲").dated(date(2021, 10, 9)), lambda s: filled(s, "乙").dated(date(2020, 10, 9)), first=False), ("GCT132 甲!H6",), NOTHING),
    Case("a blank table alone", lambda scheme: [blank(scheme)], ("GCT132 任务分解表!H6",), NOTHING),
    Case("a blank spare form beside the table", pair(named("任务分解表"), lambda scheme: blank(scheme, "Sheet2", None), first=False)),
    Case("a blank 模板 beside the table", pair(named("Sheet1"), lambda scheme: blank(scheme, "模板"), first=False)),
    Case("a blank form of nobody before another community's table", pair(lambda scheme: blank(scheme, "甲", None), lambda scheme: filled(scheme, "乙", "示范二居"), first=True), ("GCT108 甲!A1", "GCT132 甲!H6"), NOTHING),
    Case("a head alone before the table", pair(_head, named("Sheet2"), first=True)),
    # both are filled in: the own one counts, the other is told
    *(
        Case(f"a table {'before' if first else 'behind'} {name}", _ordered(official, name, first=first), ("GCT107 任务分解表!A5",))
        for name in NAMES for first in (True, False)
    ),
    *(
        Case(f"a sheet a year, {first}", pair(named("2021年"), lambda scheme: filled(scheme, "2020年"), first=first), ("GCT107 '2021年'!A5",))
        for first in (True, False)
    ),
    *(
        Case(f"a year each by their days, {first}", pair(named("甲", _dated(date(2021, 10, 9))), lambda s: filled(s, "乙").dated(date(2020, 10, 9)), first=first), ("GCT107 甲!A5",))
        for first in (True, False)
    ),
    Case("a table beside one of another community", pair(named("甲"), lambda scheme: filled(scheme, "乙", "示范二居"), first=False), ("GCT107 甲!A5",)),
    Case("a hidden table beside an example", pair(lambda s: _hidden(official(s)), lambda scheme: filled(scheme, "填写示例"), first=False), ("GCT107 任务分解表!A5", "GCT126 任务分解表!A5")),
    # what is not the community's is not joined on, and asked about where it is the only one
    *(
        Case(f"items 26 to 29 only on {name}", pair(named("任务分解表", _without_last_items), lambda scheme, name=name: _last_items(scheme, name), first=True), ("GCT107 任务分解表!A5", *_GAP), dict.fromkeys(range(26, 30)))  # type: ignore[misc]
        for name in ("示例", "样表", "上年", "2020年", "镇复核")
    ),
    *(
        Case(f"only {name}", lambda scheme, name=name: [filled(scheme, name)], (f"GCT133 {CellRef(name, 5, 1)}",), BEST)  # type: ignore[misc]
        for name in NAMES if name not in OTHERS
    ),
    *(Case(f"only {name}, the community's own", lambda scheme, name=name: [named(name)(scheme)]) for name in ("目标任务分解表", "示范一居", "一居自评", "测评表", "终稿")),  # type: ignore[misc]
    *(
        Case(f"自评表 {'before' if first else 'behind'} {name}", pair(named("自评表"), lambda scheme, name=name: filled(scheme, name), first=first), ("GCT107 自评表!A5",))  # type: ignore[misc]
        for name in ("自评表（旧）", "自评草稿", "自评备份") for first in (True, False)
    ),
    *(Case(f"only {name}, another community's", lambda scheme, name=name: [named(name)(scheme)], (f"GCT133 {name}!A5",)) for name in ("示范二居", "旧港居自评")),  # type: ignore[misc]
    # scores that a formula fetches
    *(Case(f"scores by {formula}", _fetched(formula, items=(8, 14)), ("GCT143 任务分解表!H13",), {8: "良好", 14: "良好"}) for formula in ("='[上年.xlsx]Sheet1'!E5", "=[1]Sheet1!E5", "=VLOOKUP(A13,'D:\\表\\[上年.xlsx]Sheet1'!A:H,8,0)")),
    *(
        Case(f"a score by {formula}", _fetched(formula, name), ("GCT107 任务分解表!A5", "GCT143 任务分解表!H13"), {8: "良好"})
        for formula, name in (("=上年!H13", "上年"), ("='填写示例'!H13", "填写示例"), ("=VLOOKUP(A13,'2020年'!A:H,8,0)", "2020年"))
    ),
    Case("a score by a formula of an ordinary sheet", _fetched("=Sheet2!H13", "Sheet2"), ("GCT107 任务分解表!A5",), {8: "良好"}),
    Case("a score by a formula of its own sheet, beside 上年", _fetched("=SUM(H12,2)", "上年"), ("GCT107 任务分解表!A5",), {8: "良好"}),
    # the same table once more on the sheet
    Case("the table once more below, filled in by another", _twice(None, empty=False), ("GCT107 任务分解表!A5",)),
    Case("the table once more below the blank one", _twice(None, empty=True), ("GCT132 任务分解表!H6",), NOTHING),
    Case("another community's table below the blank one", _twice("示范二居", empty=True), ("GCT132 任务分解表!H6",), NOTHING),
)  # fmt: skip
