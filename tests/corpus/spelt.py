"""How a choice or a score is spelt in one cell: boxes, list marks, quotes, signs, look-alikes; and marks that nobody can be sure of.

Rows and columns as in ``layouts``: item 8 stands in row 13 and earns 3, 4 or 5 (E F G); item 5 earns 2, 2.5 or 3.
"""

from collections.abc import Callable, Sequence

from tests.books import Sheet, Value
from tests.corpus.case import CHOICES, Case, of, official, ticked, tiered
from validators.scheme.model import Scheme


def _under(*cells: Value) -> Callable[[Scheme], Sequence[Sheet]]:
    """Item 8 with these cells under its tiers; every other row has a tick in its own and nothing beside it."""
    return of(
        lambda scheme: ticked(scheme, points=False),
        lambda s: [
            s.put(8, tier, cell) for tier, cell in zip(("qualified", "fair", "good"), cells, strict=True)
        ],
    )


def _crossed(scheme: Scheme) -> Sequence[Sheet]:
    sheet = ticked(scheme, points=False)
    for tier in ("qualified", "fair", "good"):
        sheet.all(tier, lambda _, cell: cell or "×")
    return [sheet]


def _boxed(scheme: Scheme) -> Sequence[Sheet]:
    sheet = ticked(scheme, points=False)
    for item in scheme.items:
        for tier, points in item.points.items():
            sheet.put(item.no, tier, f"{'☑' if tier == sheet.by[item.no] else '□'}{points}分")
    return [sheet]


def _all(yes: Value, no: Value, *, scored: bool = False) -> Callable[[Scheme], Sequence[Sheet]]:
    """In every row one mark under the chosen tier and another under the others; 得分 with the chosen points or blank."""

    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = ticked(scheme, yes, points=False)
        for item in scheme.items:
            for tier in item.points:
                if tier != sheet.by[item.no]:
                    sheet.put(item.no, tier, no)
            if scored:
                sheet.put(item.no, "score", float(item.points[sheet.by[item.no]]))
        if scored and no is None and yes == "#":
            sheet.by = dict.fromkeys(CHOICES, "score")
        return [sheet]

    return build


def _boxes(side: str) -> Callable[[int, Value], Value]:
    """All tiers in one word with a box beside the chosen one."""

    def written(item: int, _: Value) -> Value:
        name = CHOICES[item]
        return "合格一般良好".replace(name, f"☑{name}" if side == "before" else f"{name}☑")

    return written


def _left(*, alike: bool) -> Callable[[Scheme], Sequence[Sheet]]:
    """No tick anywhere: only the points of the chosen tier are left, or in every row those of the same."""

    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = ticked(scheme, points=False)
        for item in sheet.rows:
            tier = "good" if alike else sheet.by[item]
            sheet.put(item, sheet.by[item], None)
            sheet.put(item, tier, float(scheme.item_by_no[item].points[tier]))
        return [sheet]

    return build


def _tier(text: Value, score: Value = None, item: int = 8) -> Callable[[Scheme], Sequence[Sheet]]:
    return of(tiered, lambda s: s.put(item, "tier", text).put(item, "score", score))


def _score(value: Value, item: int = 8) -> Callable[[Scheme], Sequence[Sheet]]:
    return of(official, lambda s: s.put(item, "score", value))


_NOT_THIS: tuple[tuple[Value, ...], ...] = (
    ("√", "×", "×"), ("√", "○", "○"), ("√", "〇", None), ("√", 0, 0), ("√", "0", "✗"), ("√", "✘", "╳"), ("√", "×4", "5×"), ("☑", "○", "□"),
    ("√", "x", "X"), ("√", "不", "未选"), ("√", "否", "-"), ("√", "N", "no"), ("√", "没选", "☆"), ("√", "（x）", None), ("√", "（否）", "▢"),
)  # fmt: skip
_ASKED: tuple[tuple[tuple[Value, ...], str, str], ...] = (
    (("√", "☒", None), "F13", "合格"), (("√", "√（作废）", None), "F13", "合格"), (("√", None, "√取消"), "G13", "合格"),
    ((None, "☒", None), "F13", "一般"), (("☐", "☐", "☒"), "G13", "良好"), ((None, "○", None), "F13", "一般"), ((3, "○", 5), "F13", "一般"),
    ((0, 1, 0), "F13", "一般"), ((0, 0, 1), "G13", "良好"), (("0", "1", "0"), "F13", "一般"), ((0, 0, 5), "G13", "良好"), ((0, 0, 0), "E13", "不得分"),
    ((3, None, None), "E13", "合格"), ((None, None, 5), "G13", "良好"), ((None, "√ 社区自评通过", None), "F13", "一般"),
    ((None, "[x]", None), "F13", "一般"), (("[ ]", "[ ]", "[X]"), "G13", "良好"), (("√", "[x]", None), "F13", "合格"), ((None, "☆", None), "F13", "一般"), ((None, "◎", None), "F13", "一般"),
    ((None, "⊠", "▢"), "F13", "一般"),
)  # fmt: skip
_REFUSED: tuple[tuple[tuple[Value, ...], str], ...] = (
    *(((None, mark, None), "F13") for mark in ("√?", "√？", "√（作废）", "√ 取消", "√（镇复核改一般）", "√改合格", "√待定", "√（去年）", "√×", "√x", "√（x）", "√否", "√5", "√良好", "√（删）", "✓ 有误")),
    (("○", "○", None), "E13"), (("☒", None, "☒"), "E13"),
)  # fmt: skip
_BOXES: tuple[tuple[Value, ...], ...] = (
    ("□3分", "☑4分", "□5分"), ("□合格", "☑一般", "□良好"), ("（ ）", "（√）", "（ ）"), ("3（ ）", "4（√）", "5（ ）"), ("□", "☑4", "□"), (None, "一般√", None), (None, "■", None), (None, "√（4分）", None),
    ("▢", "▣", "▢"), (None, "⊙", None), ("□", "◉", "□"), (None, "★", None), (None, "〔√〕", "〔 〕"), ("____", "____√____", "____"), (None, "对", None), (None, "勾", None),
    (None, "Yes", None), (None, "□√", None), ("□合格", "□一般√", "□良好"), ("（ ）", "（是）", "（ ）"), (None, "∨", None), (None, "☐√4分", None), ("[ ]", "[√]", "[ ]"),
)  # fmt: skip
_FIRST = (
    "☑合格一般良好",
    "☑合格 一般 良好",
    "☑ 合格 一般 良好",
    "√合格、一般、良好",
    "☑合格/一般/良好",
    "合格☑ 一般 良好",
    "□合格√ □一般 □良好",
    "√□合格 □一般 □良好",
    "☑3分 4分 5分",
)
_YES_AND_NO: tuple[tuple[Value, Value, tuple[str, ...]], ...] = (
    ("√", "x", ("GCS213 任务分解表!F6",)), ("√", "不", ("GCS213 任务分解表!F6",)), ("√", "未选", ("GCS213 任务分解表!F6",)), ("√", "否", ("GCS213 任务分解表!F6",)), ("√", "-", ("GCS213 任务分解表!F6",)),
    ("是", "否", ("GCS214 任务分解表!E6", "GCS213 任务分解表!F6")), ("对", "错", ("GCS214 任务分解表!E6", "GCS213 任务分解表!F6")), ("yes", "no", ("GCS214 任务分解表!E6", "GCS213 任务分解表!F6")),
    ("▣", "▢", ("GCS214 任务分解表!E6",)), ("[x]", "[ ]", ("GCS220 任务分解表!E6",)), ("是", None, ("GCS214 任务分解表!E6",)),
)  # fmt: skip
_GOOD = (
    "A.良好", "C、良好", "c)良好", "“良好”", '"良好"', "（良好）", "【良好】", "「良好」", "3-良好", "3.良好", "③良好", "（三）良好", "三、良好", "1-良好", "5-良好",
    "良好5分", "良好：5分", "良好-5", "5分良好", "自评：良好", "自评良好", "等次：良好", "满分", "良好！", "“良”。", "\uf97c好",
    "□合格 □一般 ☑良好", "合格（ ）一般（ ）良好（√）", "合格□ 一般□ 良好☑", "○合格 ○一般 ●良好", "[ ]合格 [ ] 一般 [√] 良好", "□合格/□一般/■良好",
    "□3分 □4分 ☑5分", "□合格（3分） □一般（4分） √良好（5分）", "×合格 ×一般 √良好", "□良好√", "√□良好", "良好（是）", "★良好", "____良好____", "合格一般良好☑", "合格 一般 良好√", "合格 一般 ☑良好", "□合格 □一般 □良好√", "□合格□一般□良好√",
    "合格（×）一般（×）良好（√）", "合格（否）一般（否）良好（是）", "合格：× 一般：× 良好：√", "▢合格 ▢一般 ▣良好", "○合格 ○一般 ⊙良好", "〔 〕合格 〔 〕一般 〔√〕良好", "合格____ 一般____ 良好__√__", "3分 4分 ☑5分",
    "合格（3分） 一般（4分） ☑良好（5分）", "合格\n一般\n☑良好", "□合格\n□一般\n☑良好", "□不得分 □合格 □一般 ☑良好",
)  # fmt: skip
_NO_TIER = (
    "☑合格 ☑一般 □良好", "☑合格☑一般良好", "合格☑一般良好", "合格 ☑ 一般 良好", "合格 一般 良好 √", "√合格 良好", "☑合格 一般", "×良好√", "☒良好", "是", "对", "☑合格 □合格", "□合格 □一般 ☑良好（4分）", "良好（待定）", "良好？？", "合格→一般", "良好改一般", "4-良好", "良好（3）",
    "良好4分", "4分良好", "C", "D.优秀", "满分？", "良好5个", "⼀般般", "-良好（-5）",
)  # fmt: skip
_FIVE: tuple[Value, ...] = (
    "（5）", "(5)", "[5]", "【5分】", "“5”", "得分5", "得分：5分", "自评5分", "自评得分：5", "+5", "＋5", "+5分", "（+5）", "5！", "5!", "伍", "伍分", "五分整", "满分", "“满分”",
)  # fmt: skip
_NO_SCORE: tuple[Value, ...] = (
    -5, "-5", "－5", "−5", "–5", "—5", "﹣5", "‐5", "（-5）", "得分-5", "得分：-5", "5-", "扣5分", "±5", "5/4", "5改4", "4→5", "5?", "5？", "5（待定）", "伍拾", "不满分", "5+", "（5", "得5扣1", "半分",
)  # fmt: skip
_GOOD_REMARKED = (
    "良好（√）", "良好（自评）", "良好（社区自评）", "良好（满分）", "良好（得5分）", "良好/5分", "良好（已完成）", "良好（详见附件）", "☑良好（自评）", "良好：√",
    "自评为良好", "良好等级", "良好\n5分", "已完成，良好", "良好（满分5分）", "5分/良好",
)  # fmt: skip
_NO_TIER_REMARKED = (
    "一般（满分）", "良好（暂定）", "良好（2020年）", "良好（2020年自查）", "良好（镇复核）", "良好（镇自查）", "良好（上年）", "良好（一般）", "良好（未完成）", "良好（无）", "良好（×）",
    "良好（ ）", "良好（不含小区外）", "合格，良好", "一般，不涉及", "不得分（良好）", "良好（得4分）", "良好（100）", "未完成，良好",
)  # fmt: skip
_NOT_APPLICABLE = (
    "不涉及（无文物）", "不涉及，本社区无历史建筑", "本社区不涉及", "不适用（无古树名木）", "不涉及。", "不涉及（0分）", "无文物，不涉及", "不涉及（镇区外）",
)  # fmt: skip
_NOT_CERTAIN = ("不涉及？", "不涉及（良好）", "不涉及（待定）", "不涉及（3分）", "不涉及改合格")
_FOUR: tuple[Value, ...] = (
    "4（满分）", "4分（自评）", "4（自查）", "满分4分", "满分（4分）", "4分（满分4分）", "4分√", "√4", "4（√）", "4（见佐证）", "4分（详见附件）", "得满分", "4.0分（满分为4分）",
)  # fmt: skip
_GOOD_IN_SCORE = ("4分（良好）", "良好（4分）", "4、良好", "4分/良好", "4\n良好", "良好（自评）")
_NO_FOUR: tuple[Value, ...] = (
    "3.5（满分）", "满分5分", "4（镇复核）", "4（上年3.5）", "4（3.5）", "4（待核）", "4（扣0.5）", "4分（扣分）", "4分（不含附加分）", "4分（一般）", "3点50", "4点", "4/3.5",
)  # fmt: skip
_NO_SCORE_ALONE: tuple[Value, ...] = ("4.5分", "９", "4分半", "９．５分", "得6分", "六")
"""Numbers that are read well and are on no tier: one finding, which quotes them."""
_EXCEL_SHOWS: tuple[tuple[int, float, str], ...] = (
    (5, 2.4999999999999996, "一般"), (5, 2.5000000000000004, "一般"), (8, 4.999999999999999, "良好"), (8, 3.0000000000000004, "合格"),
)  # fmt: skip

CASES = (
    # under the tiers
    Case("ticks and crosses", _crossed, ("GCS213 任务分解表!F6",)),
    Case("boxes with points", _boxed, ("GCS214 任务分解表!E6",)),
    Case("only the chosen tiers' points", _left(alike=False), ("GCS220 任务分解表!E6",)),
    Case("the points of one tier in every row", _left(alike=True), ("GCT132 任务分解表!H6",), dict.fromkeys(range(1, 30))),
    *(Case(f"not this one {cells}", _under(*cells), ("GCS213 任务分解表!F13",), {8: "合格"}) for cells in _NOT_THIS),
    *(Case(f"asked back {cells}", _under(*cells), (f"GCS220 任务分解表!{at}",), {8: choice}) for cells, at, choice in _ASKED),
    *(Case(f"refused {cells}", _under(*cells), (f"GCS202 任务分解表!{at}",), {8: None}) for cells, at in _REFUSED),
    *(Case(f"boxes {cells}", _under(*cells), ("GCS214 任务分解表!F13",), {8: "一般"}) for cells in _BOXES),
    *(Case(f"the first of a group {word}", _tier(word, 3), ("GCS210 任务分解表!H13",), {8: "合格"}) for word in _FIRST),
    *(Case(f"the first of a group as the score {word}", _score(word), ("GCS215 任务分解表!H13",), {8: "合格"}) for word in _FIRST),
    *(Case(f"boxes {side} the names", of(tiered, lambda s, side=side: s.all("tier", _boxes(side))), ("GCS210 任务分解表!H6",)) for side in ("before", "behind")),  # type: ignore[misc]
    *(Case(f"boxes {side} the names as scores", of(official, lambda s, side=side: s.all("score", _boxes(side))), ("GCS215 任务分解表!H6",)) for side in ("before", "behind")),  # type: ignore[misc]
    *(Case(f"one ticked {yes} and the others {no}", _all(yes, no), findings) for yes, no, findings in _YES_AND_NO),
    *(Case(f"{mark} alone in every row", _all(mark, None), (f"{code} 任务分解表!{cell}",), dict.fromkeys(CHOICES)) for mark, code, cell in (("×", "GCT132", "H6"), ("x", "GCT132", "H6"), ("否", "GCT132", "H6"), ("#", "GCT147", "E6"), ("达到", "GCT147", "E6"))),
    Case("rings beside the scores", _all("○", None, scored=True), ("GCS214 任务分解表!E6",)),
    Case("crossed boxes beside the scores", _all("[x]", "[ ]", scored=True), ("GCS214 任务分解表!E6",)),
    Case("unknown marks beside the scores", _all("#", None, scored=True), ("GCT106 任务分解表!E6",)),
    *(Case(f"unknown marks {cells}", _under(*cells), (f"GCT147 任务分解表!{at}",), {8: None}) for cells, at in (((None, "#", None), "F13"), (("甲", "乙", None), "E13"), (("○", "达到", None), "E13"), ((3, "#", None), "F13"), ((None, "★★", None), "F13"))),
    Case("a cross in one row", _under(None, "x", None), ("GCS201 任务分解表!H13", "GCS213 任务分解表!F13"), {8: None}),
    Case("crosses alone", _under("×", "×", "×"), ("GCS201 任务分解表!H13", "GCS213 任务分解表!E13"), {8: None}),
    Case("a box of other points", of(official, lambda s: s.put(8, "good", "□6分")), ("GCT106 任务分解表!G13",)),
    # a choice
    *(Case(f"spelt {word}", _tier(word, 5), ("GCS210 任务分解表!H13",), {8: "良好"}) for word in _GOOD),
    *(Case(f"no choice {word}", _tier(word), ("GCS202 任务分解表!H13",), {8: None}) for word in _NO_TIER),
    *(Case(f"spelt {word!r}", _tier(word, 4), ("GCS210 任务分解表!H13",), {8: "一般"}) for word in ("⼀般", "\u2f00 般", "B.⼀般")),
    Case("a crossed box among open ones", _tier("☐合格 ☐一般 ☒良好", 5), ("GCS220 任务分解表!H13",), {8: "良好"}),
    Case("all boxes open", _tier("□合格 □一般 □良好"), ("GCS201 任务分解表!H13",), {8: None}),
    Case("boxes in the score column", _score("□合格 ☑一般 □良好"), ("GCS215 任务分解表!H13",), {8: "一般"}),
    Case("all boxes open in the score column", _score("□合格 □一般 □良好"), ("GCS201 任务分解表!H13",), {8: None}),
    # a score
    *(Case(f"five as {value}", _score(value), ("GCS211 任务分解表!H13",), {8: "良好"}) for value in _FIVE),
    *(Case(f"no five {value!r}", _score(value), ("GCS204 任务分解表!H13",), {8: None}) for value in _NO_SCORE),
    *(Case(f"a score and another tier {value}", _score(value), ("GCS204 任务分解表!H13",), {8: None}) for value in ("3（良好）", "3良好", "5（一般）")),
    Case("five and a half", _score("5分半"), ("GCS204 任务分解表!H13",), {8: None}),
    *(Case(f"three as {value}", _score(value), ("GCS211 任务分解表!H13",), {8: "合格"}) for value in ("叁", "叁分", "三分", "3.0分", "得分3")),
    *(Case(f"two and a half as {value}", _score(value, 5), ("GCS211 任务分解表!H10",), {5: "一般"}) for value in ("2分半", "两分半", "贰分半", "二点五", "+2.5")),
    *(Case(f"shown with 15 digits {value!r}", _score(value, item), choices={item: choice}) for item, value, choice in _EXCEL_SHOWS),
    Case("measured with 15 digits", of(tiered, lambda s: s.put(17, "measured", 79.99999999999999 + 1e-14))),
    Case("points with 15 digits", of(official, lambda s: s.put(5, "fair", 2.4999999999999996))),
    Case("the total with 15 digits", of(official, lambda s: s.total(89.50000000000001)), ("GCX401 任务分解表!H35",)),
    # with a remark: item 3 earns 3, 3.5 or 4, item 25 may not be applicable
    *(Case(f"remarked {word!r}", _tier(word), ("GCS210 任务分解表!H13",), {8: "良好"}) for word in _GOOD_REMARKED),
    *(Case(f"no choice with a remark {word}", _tier(word), ("GCS202 任务分解表!H13",), {8: None}) for word in _NO_TIER_REMARKED),
    *(Case(f"not applicable {word}", _tier(word, item=25), ("GCS206 任务分解表!H30",), {25: "不涉及"}) for word in _NOT_APPLICABLE),
    *(Case(f"not certain {word}", _tier(word, item=25), ("GCS202 任务分解表!H30",), {25: None}) for word in _NOT_CERTAIN),
    *(Case(f"nothing earned {word}", _tier(word), ("GCS210 任务分解表!H13",), {8: "不得分"}) for word in ("不得分（未开展）", "0分（未开展）", "0（无此设施）")),
    *(Case(f"not applicable as a score {word}", _score(word, 25), ("GCS206 任务分解表!H30",), {25: "不涉及"}) for word in ("不涉及（无文物）", "不适用", "0（不涉及）")),
    *(Case(f"four as {value}", _score(value, 3), ("GCS211 任务分解表!H8",), {3: "良好"}) for value in _FOUR),
    *(Case(f"three and a half as {value}", _score(value, 3), ("GCS211 任务分解表!H8",), {3: "一般"}) for value in ("3点5", "3点5分", "3.5分（满分4分）", "3分半")),
    *(Case(f"good as the score {value!r}", _score(value, 3), ("GCS215 任务分解表!H8",), {3: "良好"}) for value in _GOOD_IN_SCORE),
    *(Case(f"no four {value}", _score(value, 3), ("GCS204 任务分解表!H8",), {3: None}) for value in _NO_FOUR),
    *(Case(f"on no tier {value}", _score(value), ("GCS204 任务分解表!H13",), {8: None}) for value in _NO_SCORE_ALONE),
    *(Case(f"zero as {value}", _score(value, 3), ("GCS211 任务分解表!H8",), {3: "不得分"}) for value in ("0（未开展）", "零分", "0分（无此项工作）")),
    *(Case(f"ticked with a remark {mark}", _under(None, None, mark), ("GCS214 任务分解表!G13",), {8: "良好"}) for mark in ("√（自评）", "√（满分）", "√5分（良好）", "√（见附件）")),
    *(Case(f"ticked against its remark {mark}", _under(None, mark, None), ("GCS202 任务分解表!F13",), {8: None}) for mark in ("√（满分）", "√5分（良好）", "√得3分")),
    # look-alikes around the selections
    Case("a tier's name in the head with a radical", of(official, lambda s: s.cells.update({(5, 6): "⼀般"})), ("GCS221 任务分解表!F5",)),
    Case("a community's name with a radical", of(official, lambda s: s.cells.update({(2, 3): "示范⼀居"})), ("GCS221 任务分解表!C2",)),
    Case("a criterion with a radical", of(official, lambda s: s.put(28, "criterion", s.scheme.item_by_no[28].text.replace("风", "⻛"))), ("GCS221 任务分解表!C33",)),
)  # fmt: skip
