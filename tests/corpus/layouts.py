"""Where things stand: columns under other names, rows in other places, tables on other sheets.

As written, item n stands in row n + 5; official: A 序号, B 内容, C 创建标准, D 分值, E F G the tiers, H 得分; tiered:
H 自评档次, I 实测值, J 得分, K 佐证材料及说明.
"""

from collections.abc import Callable, Sequence

from pipeline import template
from tests.books import Sheet, Value
from tests.corpus.case import CHOICES, Bend, Case, of, official, ticked, tiered
from tests.corpus.drifting import Drifted
from validators.scheme.model import Scheme

_HEADS = ("自评等级", "档次", "等次", "选择", "自评等次", "自评档次（必选）")
_SCORES = ("自评得分", "自评分", "得分（分）", "得 分")


def _on_two_sheets(start: Callable[[Scheme], Drifted], last: int) -> Callable[[Scheme], Sequence[Sheet]]:
    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = start(scheme)
        first = sheet.cut(1, last, "评分表")
        first.cells[2, 1], first.cells[2, 3] = "社区名称", "示范一居"
        return [first, sheet.cut(last + 1, 29, "评分表续")]

    return build


def _among(*others: str) -> Callable[[Scheme], Sequence[Sheet]]:
    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheets: list[Sheet] = []
        for name in others:
            page = Sheet(scheme, None, name=name)
            page.cells, page.merges = {(1, 1): name, (2, 1): "序号", (2, 2): "姓名"}, []
            sheets.append(page)
        table = tiered(scheme)
        table.name = "自评"
        return [*sheets, table]

    return build


def _beside(
    last: str | None, bend: Bend = lambda _: None, *, hidden: bool = False
) -> Callable[[Scheme], Sequence[Sheet]]:
    """This year's sheet behind a cover, with last year's hidden sheet of nothing but 良好 where it is named."""

    def build(scheme: Scheme) -> Sequence[Sheet]:
        cover = Sheet(scheme, None, name="封面")
        cover.cells, cover.merges = {(1, 1): "封面"}, []
        this = official(scheme)
        this.name, this.hidden = "今年", hidden
        bend(this)
        sheets: list[Sheet] = [cover, this]
        if last:
            fuller = Drifted(scheme, "示范一居", "official", last).chosen(dict.fromkeys(CHOICES, "良好"))
            fuller.hidden, fuller.rows = True, {}
            sheets.append(fuller)
        return sheets

    return build


def _last_year_beside(field: str, head: str, *, read: str) -> Callable[[Scheme], Sequence[Sheet]]:
    """Last year's sheet, and this year's with another head over a column; ``read`` is the one that counts."""

    def build(scheme: Scheme) -> Sequence[Sheet]:
        last = Drifted(scheme, "示范一居", "official", "去年").chosen(dict.fromkeys(CHOICES, "良好"))
        this = official(scheme)
        this.headed(field, head)
        this.name = "今年"
        (last if read == "this" else this).rows = {}
        return [last, this]

    return build


def _renumbered(pattern: str) -> Bend:
    return lambda s: s.all("number", lambda item, _: pattern.format(item))


def _circled(sheet: Drifted) -> None:
    sheet.all("number", lambda item, _: chr(0x2460 + item - 1) if item <= 20 else chr(0x3251 + item - 21))


def _texts(edit: Callable[[str], str]) -> Bend:
    return lambda s: s.all("criterion", lambda _, text: edit(str(text)))


def _sections_between(sheet: Drifted) -> None:
    for section in reversed(sheet.scheme.sections):
        first = next(item.no for item in sheet.scheme.items if item.section == section.no)
        sheet.with_row(sheet.rows[first], {1: section.title})


def _subtotals(sheet: Drifted) -> None:
    column = sheet.columns["score"]
    for section in reversed(sheet.scheme.sections):
        last = [item.no for item in sheet.scheme.items if item.section == section.no][-1]
        sheet.with_row(sheet.rows[last] + 1, {1: "小计", column: 12.5})


def _transposed(scheme: Scheme) -> Sequence[Sheet]:
    sheet = tiered(scheme)
    sheet.cells = {(column, row): value for (row, column), value in sheet.cells.items()}
    sheet.merges = []
    return [sheet]


def _second_score(sheet: Drifted) -> None:
    sheet.with_column(9, "自评得分", 1.5)


def _two_heads(sheet: Drifted) -> None:
    """档次 and 得分 below one common head."""
    sheet.headed("tier", "自评情况").headed("score", None)
    sheet.merges = []
    sheet.cells[5, 8], sheet.cells[5, 10] = "自评档次", "得分"


def _paged_in_another_order(sheet: Drifted) -> None:
    """From item 15 on the head is printed again with 得分 before 分值."""
    sheet.head_again(15)
    row = sheet.rows[15]
    for number in range(row - 2, row + 16):
        kept: dict[int, Value] = {column: sheet.cells.get((number, column)) for column in range(4, 9)}
        for column, value in zip(range(4, 9), (kept[8], kept[4], kept[5], kept[6], kept[7]), strict=True):
            sheet.cells[number, column] = value
    sheet.elsewhere = {item: (sheet.rows[item], 4) for item in range(15, 30)}


def _without_punctuation(text: str) -> str:
    return text.replace("，", "").replace("、", "").replace("“", "").replace("”", "")


def _wrapped(text: str) -> str:
    return "\n".join((text[:4] + " ", "　" + text[4:]))


def _two_communities(scheme: Scheme) -> Sequence[Sheet]:
    """Items 1 to 20 of one community, 21 to 29 of another."""
    sheets = [tiered(scheme).cut(1, 20, "甲"), tiered(scheme).cut(21, 29, "乙")]
    for sheet, community in zip(sheets, ("示范一居", "示范二居"), strict=True):
        sheet.cells[2, 1], sheet.cells[2, 3] = "社区名称", community
    return sheets


def _beside_our_own(scheme: Scheme) -> Sequence[Sheet]:
    """A workbook built here with its table left empty and 附件1 filled in on a sheet more."""
    identity = Sheet(scheme, None, name=template.PLAN)
    identity.merges = []
    identity.cells = {(1, 1): template.SCHEME, (1, 2): scheme.id, (2, 1): template.VERSION, (2, 2): "1"}
    filled = official(scheme)
    filled.name = "自评"
    return [Sheet(scheme, None, "tiered"), filled, identity]


CASES = (
    # the layouts themselves
    Case("official", of(official)),
    Case("tiered", of(tiered)),
    *(Case(f"ticks {mark}", of(lambda scheme, mark=mark: ticked(scheme, mark))) for mark in "√✓✔☑●"),  # type: ignore[misc]
    Case("ticks without points", of(lambda scheme: ticked(scheme, points=False))),
    Case("tier alone", of(tiered, lambda s: s.all("score", lambda _, __: None))),
    Case("points alone, no tier columns", of(official, lambda s: [s.without_column(t) for t in ("qualified", "fair", "good")])),
    Case("tiers alone, no tier columns", of(tiered, lambda s: [s.without_column(t) for t in ("qualified", "fair", "good")])),
    Case("tier in the score column", of(official, lambda s: s.all("score", lambda item, _: CHOICES[item])), ("GCS215 任务分解表!H6",)),
    # columns
    *(Case(f"tier under {head}", of(tiered, lambda s, head=head: s.headed("tier", head)), ("GCT118 任务分解表!H4",)) for head in _HEADS),  # type: ignore[misc]
    *(Case(f"score under {head}", of(official, lambda s, head=head: s.headed("score", head)), () if head == "得 分" else ("GCT118 任务分解表!H4",)) for head in _SCORES),  # type: ignore[misc]
    Case("number under 项次", of(tiered, lambda s: s.headed("number", "项次")), ("GCT118 任务分解表!A4",)),
    Case("criterion under 评分标准", of(tiered, lambda s: s.headed("criterion", "评分标准")), ("GCT118 任务分解表!C4",)),
    Case("criterion under a head nobody knows", of(tiered, lambda s: s.headed("criterion", "具体要求")), ("GCT118 任务分解表!C4",)),
    Case("score before criterion", of(official, lambda s: s.in_columns(["number", "score", "criterion"]))),
    Case("tier first", of(tiered, lambda s: s.in_columns(["tier", "score", "number"]))),
    Case("number behind criterion", of(tiered, lambda s: s.in_columns(["section", "criterion", "number"]))),
    Case("a column more on the left", of(official, lambda s: s.with_column(1, "检查人", "示范甲"))),
    Case("a column more in the middle", of(tiered, lambda s: s.with_column(9, "去年档次", "一般")), ("GCT128 任务分解表!I4",)),
    Case("a column more of scores", of(official, lambda s: s.with_column(9, "镇级核定分", 1.5)), ("GCT128 任务分解表!I4",)),
    Case("without 内容", of(official, lambda s: s.without_column("section"))),
    Case("without 分值", of(tiered, lambda s: s.without_column("max_points"))),
    Case("without units", of(tiered, lambda s: [s.without_column(f) for f in ("lead", "cooperating", "responsible")])),
    Case("without 实测值 and evidence", of(tiered, lambda s: [s.without_column(f) for f in ("measured", "evidence")])),
    Case("two columns of scores", of(official, _second_score), ("GCT115 任务分解表!I4",)),
    Case("档次 and 得分 below a common head", of(tiered, _two_heads)),
    # rows
    Case("two title rows more", of(tiered, lambda s: s.shifted(rows=2))),
    Case("not at A1", of(official, lambda s: s.shifted(rows=9, columns=5))),
    Case("sorted backwards", of(tiered, lambda s: s.in_rows(range(29, 0, -1)))),
    Case("odd before even", of(official, lambda s: s.in_rows([*range(1, 30, 2), *range(2, 30, 2)]))),
    Case("an empty row inside", of(tiered, lambda s: s.with_row(s.rows[12], {}))),
    Case("a remark between the rows", of(official, lambda s: s.with_row(s.rows[12], {1: "以下由居委会填写"}))),
    Case("section rows between", of(official, _sections_between)),
    Case("section rows between tiers", of(tiered, _sections_between)),
    Case("subtotals between", of(official, _subtotals)),
    Case("subtotals between tiers", of(tiered, _subtotals)),
    Case("head again on the second page", of(tiered, lambda s: s.head_again(15)), ("GCT113 任务分解表!A20",)),
    Case("head again in another order", of(official, _paged_in_another_order), ("GCT113 任务分解表!A20",)),
    Case("notes below the total", of(official, lambda s: s.with_row(s.total_row + 1, {1: "填报人", 3: "示范甲"}))),
    # sheets
    Case("among other sheets", _among("封面", "人员名单")),
    Case("on a renamed sheet", _among()),
    Case("on two sheets", _on_two_sheets(tiered, 14), ("GCT113 评分表续!A5",)),
    Case("official on two sheets", _on_two_sheets(official, 19), ("GCT113 评分表续!A5",)),
    Case("the first section on a sheet of its own", _on_two_sheets(tiered, 4), ("GCT113 评分表续!A5",)),
    Case("two sheets of two communities", _two_communities, ("GCT107 甲!A5", *["GCT102 甲!A25"] * 9), dict.fromkeys(range(21, 30))),
    Case("beside an empty table of our own", _beside_our_own),
    Case("on a hidden sheet", _beside(None, hidden=True), ("GCT126 今年!A5",)),
    Case("last year's fuller sheet is hidden", _beside("去年", lambda this: this.put(7, "score", None)), ("GCS201 今年!H12", "GCT107 今年!A5"), {7: None}),
    Case("last year's sheet is hidden and alone has the printed head", _beside("去年", lambda this: this.headed("number", "项目")), ("GCT107 今年!C5", "GCT112 今年!C6")),
    *(Case(f"this year's sheet cannot be read for its {field}", _last_year_beside(field, head, read="last"), ("GCT107 去年!A5",), dict.fromkeys(CHOICES, "良好")) for field, head in (("number", "项目"), ("criterion", "评定内容"))),
    Case("this year's sheet under 2021年得分", _last_year_beside("score", "2021年得分", read="this"), ("GCT107 今年!A5", "GCT118 今年!H4")),
    Case("transposed", _transposed, ("GCT114 任务分解表!D1",), dict.fromkeys(CHOICES)),
    # numbers
    *(
        Case(f"numbers as {pattern.format(3)}", of(tiered, _renumbered(pattern)), ("GCT111 任务分解表!A6",))
        for pattern in ("第{}项", "{}.", "{}、", "（{}）", "No.{}", "第{}条", "'{}")
    ),
    Case("numbers as ③", of(official, _circled), ("GCT111 任务分解表!A6",)),
    Case("numbers as text", of(tiered, lambda s: s.all("number", lambda item, _: f" {item}"))),
    Case("no numbers", of(tiered, lambda s: s.all("number", lambda _, __: None)), ("GCT112 任务分解表!A6",)),
    Case("no number column", of(official, lambda s: s.without_column("number")), ("GCT112 任务分解表!B6",)),
    Case("a number left out", of(official, lambda s: s.put(9, "number", None)), ("GCT112 任务分解表!A14",)),
    Case("numbers that are no numbers", of(tiered, lambda s: s.put(9, "number", "九")), ("GCT112 任务分解表!A14",)),
    Case("a row that nobody can place", of(official, lambda s: s.put(9, "number", None).put(9, "criterion", "其他工作")), ("GCT102 任务分解表!A13", "GCT104 任务分解表!A14"), {9: None}),
    # criteria
    Case("criteria without punctuation", of(tiered, _texts(_without_punctuation))),
    Case("criteria wrapped", of(tiered, _texts(_wrapped))),
    Case("criteria wrapped, no numbers", of(tiered, lambda s: (_texts(_wrapped)(s), s.without_column("number"))), ("GCT112 任务分解表!B6",)),
    Case("criteria numbered, no numbers", of(tiered, lambda s: (s.all("criterion", lambda i, t: f"{i}．{t}"), s.without_column("number"))), ("GCT112 任务分解表!B6",)),
    Case("a criterion edited", of(tiered, lambda s: s.put(2, "criterion", "充分利用社区现有沟通议事平台")), ("GCT105 任务分解表!C7",)),
    Case("a criterion edited, no number", of(tiered, lambda s: s.put(2, "criterion", "充分利用好现有沟通议事平台").put(2, "number", None)), ("GCT112 任务分解表!A7", "GCT105 任务分解表!C7")),
)  # fmt: skip
