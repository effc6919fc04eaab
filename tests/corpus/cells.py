"""What is written in the cells: dirt around numbers, other words for tiers, marks for nothing, what software made of it.

Rows and columns as in ``layouts``; item 8 earns 3, 4 or 5, item 5 earns 2, 2.5 or 3, item 29 earns 1, 1.5 or 2. Item 17 is 一般 (80 to 90 %), item 7 合格.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import count

from tests.books import Formula, Sheet, Value
from tests.corpus.case import Case, official, ticked, tiered
from tests.corpus.drifting import Drifted
from validators.scheme.model import Scheme


def _put(
    start: Callable[[Scheme], Drifted], *cells: tuple[int, str, Value]
) -> Callable[[Scheme], Sequence[Sheet]]:
    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = start(scheme)
        for item, field, value in cells:
            sheet.put(item, field, value)
        return [sheet]

    return build


def _uncalculated(scheme: Scheme) -> Sequence[Sheet]:
    sheet = tiered(scheme)
    sheet.all("score", lambda _, __: Formula("=1+1"))
    return [sheet]


def _uncalculated_scores(scheme: Scheme) -> Sequence[Sheet]:
    sheet = official(scheme)
    sheet.all("score", lambda _, __: Formula("=1+1"))
    return [sheet]


def _struck(scheme: Scheme) -> Sequence[Sheet]:
    sheet = tiered(scheme)
    sheet.struck.add(sheet.where(8))
    return [sheet]


def _tick(mark: Value, item: int = 8, tier: str = "good") -> Callable[[Scheme], Sequence[Sheet]]:
    """One row ticked, nothing in its 得分; the other rows by points."""
    return _put(official, (item, "score", None), (item, tier, mark))


_number = count(1)
_WRITTEN: tuple[Value, ...] = ("5分", "５", "５分", "5 分", "'5", "‘5", "5.0分", "　５　")
_LITERAL: tuple[Value, ...] = ("5", " 5 ", "5.0", "\u00a05", "　5", 5.0)
_SPOKEN: tuple[Value, ...] = (
    "5.",
    "5。",
    "得5分",
    "5分整",
    "五",
    "五分",
    "5分。",
    "得五分",
    "5\u200e分",
    "\u202a5\u202c分",
    "⑤",
    "⑸",
    "⒌",
    "𝟓",
    "𝟝分",
    "❺",
    "⓹",
    "㈤",
    "⑤分",
    "共5分",
    "共得5分",
    "得5分（满5分）",
    "5（满5）",
    "5分（共5分）",
    "5/5",
    "5／5",
    "5分/5分",
    "__5__",
)
_HALVES: tuple[Value, ...] = ("2.5分", "２．５", "2。5", "2．5分", "2·5")
_ENDLESS = (
    ("number", "第{}项", "GCT112", "A"),
    ("number", "{}", "GCT112", "A"),
    ("score", "{}", "GCS205", "J"),
    ("good", "{}", "GCT106", "G"),
)
_NOTHING = ("无", "—", "/", "——", "－", "／")

CASES = (
    # numbers
    *(Case(f"literal score {next(_number)}", _put(official, (8, "score", value)), choices={8: "良好"}) for value in _LITERAL),
    *(Case(f"score {value}", _put(official, (8, "score", value)), ("GCS211 任务分解表!H13",), {8: "良好"}) for value in _WRITTEN),
    *(Case(f"score {value}", _put(official, (5, "score", value)), ("GCS211 任务分解表!H10",), {5: "一般"}) for value in _HALVES),
    *(Case(f"score as {value}", _put(official, (8, "score", value)), ("GCS211 任务分解表!H13",), {8: "良好"}) for value in _SPOKEN),
    *(Case(f"four of five as {value}", _put(official, (8, "score", value)), ("GCS211 任务分解表!H13",), {8: "一般"}) for value in ("4/5", "4分/5分", "4／5分", "得4分（满5分）", "④/⑤")),
    Case("a half in words", _put(official, (5, "score", "二点五分")), ("GCS211 任务分解表!H10",), {5: "一般"}),
    *(Case(f"no score {value}", _put(official, (8, "score", value)), ("GCS204 任务分解表!H13",), {8: None}) for value in ("⁵", "⑤⑤", "4⑤", "5½", "5/4", "5/6", "5分/4分", "5分（满4分）", date(2021, 4, 5), "是", "5,0", "约5", "4 5", "5 5", "4+1", "得", "五六", "十五", "5分多", "四至五分")),
    *(Case(f"nothing as {value}", _put(official, (8, "score", value)), ("GCS201 任务分解表!H13",), {8: None}) for value in _NOTHING),
    *(Case(f"no score beside a tier as {value}", _put(tiered, (8, "score", value)), ("GCS213 任务分解表!J13",)) for value in _NOTHING),
    Case("nothing as a tier", _put(tiered, (8, "tier", "无"), (8, "score", None)), ("GCS201 任务分解表!H13",), {8: None}),
    Case("nothing as a measured value", _put(tiered, (17, "measured", "/")), ("GCS213 任务分解表!I22",)),
    Case("blank of spaces", _put(official, (8, "score", " 　\u00a0")), ("GCS201 任务分解表!H13",), {8: None}),
    Case("4.5 become a day", _put(official, (20, "score", date(2021, 5, 3))), ("GCS212 任务分解表!H25",), {20: "一般"}),
    Case("2.5 become 2 May", _put(official, (5, "score", date(2021, 2, 5))), ("GCS212 任务分解表!H10",), {5: "一般"}),
    Case("3 shown as a day of 1900", _put(official, (8, "score", date(1900, 1, 3))), ("GCS212 任务分解表!H13",), {8: "合格"}),
    Case("3.5 shown as a day of 1900", _put(official, (15, "score", datetime(1900, 1, 3, 12))), ("GCS212 任务分解表!H20",), {15: "一般"}),
    Case("a day that is no score", _put(official, (8, "score", date(2021, 10, 9))), ("GCS204 任务分解表!H13",), {8: None}),
    *(Case(f"an endless number in {field} {mark}", _put(tiered, (8, field, mark.format("9" * 5000))), (f"{code} 任务分解表!{column}13",)) for field, mark, code, column in _ENDLESS),
    # tiers
    *(Case(f"tier {word}", _put(tiered, (8, "tier", word), (8, "score", 5)), ("GCS210 任务分解表!H13",), {8: "良好"}) for word in ("良", "良 好", "良好档", "'良好", "良\n好", "良好（5分）", "良好(5)", "5分（良好）", "良好√", "√良好", "☑ 良好", "良好。", "良\u200d好", "良\u202a好", "良\u2066好", "\u200f良\u00ad好")),
    *(Case(f"tier {word}", _put(tiered, (8, "tier", word), (8, "score", 3)), ("GCS210 任务分解表!H13",), {8: "合格"}) for word in ("及格", "合 格", "合格等次")),
    *(Case(f"no tier {word}", _put(tiered, (8, "tier", word), (8, "score", None)), ("GCS202 任务分解表!H13",), {8: None}) for word in ("优", "优秀", "中", "差", "合格/良好", "A", "5分", "不合格", "良好（4分）", "4分（良好）", "良好（暂）", "√合格 良好", "良好？")),
    *(Case(f"tier between marks of direction {n}", _put(tiered, (8, "tier", f"{mark}良好{mark}"), (8, "score", 5)), choices={8: "良好"}) for n, mark in enumerate("\u200d\u200e\u202c\ufeff")),
    *(Case(f"zero as {value!r}", _put(tiered, (8, "tier", value), (8, "score", 0)), ("GCS210 任务分解表!H13",), {8: "不得分"}) for value in (0, "0", "0分")),
    Case("tier between spaces", _put(tiered, (8, "tier", " 一般　"), (8, "score", 4)), choices={8: "一般"}),
    Case("不适用", _put(tiered, (25, "tier", "不适用"), (25, "score", 0)), ("GCS206 任务分解表!H30",), {25: "不涉及"}),
    Case("及格 in the score column", _put(official, (8, "score", "及格")), ("GCS215 任务分解表!H13",), {8: "合格"}),
    *(Case(f"grade {word}", lambda scheme, word=word: [tiered(scheme).graded(word)]) for word in ("合格", "合 格", "及格", "合格档", "合格（89分）", "合格(89)")),  # type: ignore[misc]
    *(Case(f"no grade {word}", lambda scheme, word=word: [tiered(scheme).graded(word)], ("GCX402 任务分解表!H35",)) for word in ("良好", "合格（90分）", "不合格", "合格或一般")),  # type: ignore[misc]
    # ticks
    *(Case(f"ticks {mark}", lambda scheme, mark=mark: [ticked(scheme, mark)], ("GCS214 任务分解表!E6",)) for mark in ("Y", "y", "是", True, "▣", "⊙", "◉", "★", "对", "勾", "yes", "YES", "v", "∨", "[√]", "〔√〕", "____√____", "□√", "（是）")),  # type: ignore[misc]
    *(Case(f"ticked beside its points as {mark}", _tick(mark), ("GCS214 任务分解表!G13",), {8: "良好"}) for mark in ("√5", "5√", "5 ✓", "✅", "✔\ufe0f", "√√", "V", "v", "√ 已完成", "✓详见佐证", "✅5")),
    *(Case(f"no tick {mark}", _put(official, (8, "good", mark)), ("GCT106 任务分解表!G13",)) for mark in ("√4", "√ 未完成", "√合格", "O", "☒", "已完成√")),
    *(Case(f"ticked as {mark!r}", _tick(mark), ("GCS214 任务分解表!G13",), {8: "良好"}) for mark in (1, "1", "Y", True)),
    Case("1 where 1 is printed", _tick(1, 29, "qualified"), ("GCS201 任务分解表!H34",), {29: None}),
    Case("1 twice in a row", _put(official, (8, "score", None), (8, "good", 1), (8, "fair", 1)), ("GCT106 任务分解表!F13", "GCT106 任务分解表!G13", "GCS201 任务分解表!H13"), {8: None}),
    Case("1 against the score", _put(official, (8, "score", 3), (8, "good", 1)), ("GCT106 任务分解表!G13",), {8: "合格"}),
    Case("boxes left open", _put(official, (8, "fair", "□"), (8, "good", False), (8, "qualified", "☐"))),
    Case("a cross under a tier", _put(official, (8, "good", "×")), ("GCS213 任务分解表!G13",)),
    # measured values
    *(Case(f"measured {value}", _put(tiered, (17, "measured", value)), ("GCE304 任务分解表!I22",)) for value in ("85%", "85％", 0.85)),
    Case("measured 100% or 1", _put(tiered, (17, "measured", 1)), ("GCE305 任务分解表!I22",)),
    Case("measured 85", _put(tiered, (17, "measured", 85))),
    Case("measured with its unit", _put(tiered, (7, "measured", "3处")), ("GCE304 任务分解表!I12",)),
    Case("measured in words", _put(tiered, (17, "measured", "九成")), ("GCE302 任务分解表!I22",)),
    # what software left behind
    Case("#REF! as the tier", _put(tiered, (8, "tier", Formula("=#REF!", "#REF!")), (8, "score", None)), ("GCS202 任务分解表!H13",), {8: None}),
    Case("#N/A as the score", _put(official, (8, "score", Formula("=NA()", "#N/A"))), ("GCS204 任务分解表!H13",), {8: None}),
    Case("scores never calculated", _uncalculated, ("GCT117 任务分解表!J6",)),
    Case("a score never calculated", _put(official, (8, "score", Formula("=2+3"))), ("GCS201 任务分解表!H13",), {8: None}),
    Case("scores alone never calculated", _uncalculated_scores, ("GCT132 任务分解表!H6",), dict.fromkeys(range(1, 30))),
    Case("a score calculated", _put(official, (8, "score", Formula("=2+3", 5.0))), choices={8: "良好"}),
    Case("a tier struck out", _struck, ("GCS202 任务分解表!H13",), {8: None}),
)  # fmt: skip
