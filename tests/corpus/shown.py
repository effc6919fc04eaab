"""What the cells of the selections show: number formats, faint and struck-out text, ticks in signs for letters.

Rows and columns as in ``layouts``; in the official table 得分 is column H, in the tiered one 自评档次 is H, 实测值 I and
得分 J. Item 3 stands in row 8 and earns 3, 3.5 or 4; item 6 in row 11; item 29 in row 34 and earns 1, 1.5 or 2.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from tests.books import Pieces, Sheet, Value
from tests.corpus.case import Case, of, official, ticked, tiered
from tests.corpus.drifting import Drifted
from validators.scheme.model import Scheme

_BUILDER = Callable[[Scheme], Sequence[Sheet]]
_WHITE: Mapping[str, object] = {"font_color": "#FFFFFF"}


def _look(
    start: Callable[[Scheme], Drifted], item: int, field: str, value: Value, **look: object
) -> _BUILDER:
    """One cell with a value and a look of its own."""

    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = start(scheme)
        sheet.put(item, field, value)
        sheet.looks[sheet.rows[item], sheet.columns[field]] = look
        return [sheet]

    return build


def _score(code: str, value: Value, item: int = 3) -> _BUILDER:
    return _look(official, item, "score", value, num_format=code)


def _tier(code: str) -> _BUILDER:
    return _look(tiered, 3, "tier", "良好", num_format=code)


def _choices(code: str) -> _BUILDER:
    """All choices in words, by one format."""

    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = tiered(scheme)
        sheet.looks = {(row, sheet.columns["tier"]): {"num_format": code} for row in sheet.rows.values()}
        return [sheet]

    return build


def _all(field: str, **look: object) -> _BUILDER:
    """A whole column with a look of its own."""

    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = official(scheme)
        sheet.looks = {(row, sheet.columns[field]): look for row in sheet.rows.values()}
        return [sheet]

    return build


def _dated(code: str) -> _BUILDER:
    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = official(scheme)
        sheet.dated(date(2021, 10, 9))
        sheet.looks[2, 5] = {"num_format": code}
        return [sheet]

    return build


def _total(code: str) -> _BUILDER:
    """The choices of the corpus come to 89 points, half a point less where item 3 earns 3.5."""

    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = official(scheme)
        sheet.put(3, "score", 3.5).total(88.5)
        sheet.looks[sheet.total_row, sheet.columns["score"]] = {"num_format": code}
        return [sheet]

    return build


def _signs(font: str, tick: str, *, cross: str | None = None) -> _BUILDER:
    """Every choice a letter that the font shows as a tick, all others one that it shows as a cross."""

    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = ticked(scheme, tick, points=False)
        for item, row in sheet.rows.items():
            for tier in scheme.tiers:
                place = row, sheet.columns[tier.id]
                sheet.looks[place] = {"font_name": font}
                if cross and sheet.cells.get(place) is None:
                    sheet.put(item, tier.id, cross)
        return [sheet]

    return build


def _sized(heights: Mapping[int, float], widths: Mapping[int, float]) -> _BUILDER:
    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = official(scheme)
        sheet.heights, sheet.widths = dict(heights), dict(widths)
        return [sheet]

    return build


def _boxed(row: int, column: int, *rows: int) -> _BUILDER:
    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = official(scheme)
        sheet.boxes = {(at, column): "√ 良好" for at in (row, *rows)}
        return [sheet]

    return build


def _commented(start: Callable[[Scheme], Drifted], field: str, text: str) -> _BUILDER:
    """A comment on a cell of item 3, which is 良好."""

    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = start(scheme)
        sheet.comments[sheet.rows[3], sheet.columns[field]] = text
        return [sheet]

    return build


def _pieces(
    start: Callable[[Scheme], Drifted], field: str, *pieces: tuple[str, Mapping[str, object]]
) -> _BUILDER:
    """Item 3 with a text in pieces that look otherwise than each other."""
    return of(start, lambda s: s.put(3, field, Pieces(pieces)))


def _ruled(look: Mapping[str, object], options: Mapping[str, object], score: Value = 4) -> _BUILDER:
    """A conditional format over the score of item 3."""

    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = official(scheme)
        sheet.put(3, "score", score)
        sheet.rules.append(("H8:H8", options, look))
        return [sheet]

    return build


def _merged_late(scheme: Scheme) -> Sequence[Sheet]:
    """A score that a merged cell covers, listed after 1,200 other merged cells below the table."""
    sheet = official(scheme)
    sheet.put(3, "score", None).put(4, "score", 4)
    sheet.cells |= {(row, 1): " " for row in range(60, 1260)}
    row, column = sheet.rows[3], sheet.columns["score"]
    sheet.merges += [(row, 1, row, 2) for row in range(60, 1260)] + [(row, column, row + 1, column)]
    return [sheet]


_ASKED = "GCT137 任务分解表!H8"
_EXACT = (
    "General", "0.0", "0.00", "0.0_ ", "#,##0.0", "0.0;-0.0;0", '0.0"分"', "¥0.00", "[$-804]0.0", "@", "[Red]0.0", "?.?", "0.0#", "#.0",
)  # fmt: skip
_OTHER = (
    "0", "#", "#,##0", ";;;", '"扣"0.0', '"2"', '[>3]"合格";0', '[=3.5]"√";0.0', "-0.0", "0%", "0.0,", "# ?/?", "0.0E+00", '"4";0', "0!分",
)  # fmt: skip
_FILLED = ("*-0", "0*0", "*10", "0\\.5", "\\-0", "[Color2]0")
_BLANK_FILLED = ("* 0", "_-0", "0_-", "*00", "_(* #,##0_);_(* \\(#,##0\\);_(@_)")
_SIGN_FONTS = ("Wingdings", "Wingdings 2", "Wingdings 3", "Webdings")
_HIDING: tuple[Mapping[str, object], ...] = (
    {"type": "cell", "criteria": ">", "value": 3}, {"type": "cell", "criteria": "between", "minimum": 3, "maximum": 5}, {"type": "cell", "criteria": "==", "value": 4},
    {"type": "no_blanks"}, {"type": "formula", "criteria": "=TRUE"}, {"type": "formula", "criteria": "=H8=4"}, {"type": "formula", "criteria": "=$H$8>=4"}, {"type": "formula", "criteria": '=$A$1<>""'},
)  # fmt: skip
_NOT_HIDING: tuple[Mapping[str, object], ...] = (
    {"type": "cell", "criteria": "==", "value": 0}, {"type": "cell", "criteria": "<", "value": 1}, {"type": "blanks"}, {"type": "errors"}, {"type": "formula", "criteria": "=H8=0"},
    {"type": "formula", "criteria": "=ISERROR(H8)"}, {"type": "cell", "criteria": "not between", "minimum": 3, "maximum": 5},
)  # fmt: skip
_SHOWS_DAY = (
    "yyyy-mm-dd", "yyyy年m月d日", 'yyyy"年"m"月"d"日"', "m/d", "d-mmm-yy", "yyyy/m/d h:mm", '[$-804]yyyy"年"m"月"d"日";@', '[DBNum1][$-804]yyyy"年"m"月"d"日"',
)  # fmt: skip
_HIDES_DAY = ('yyyy"年"m"月"', "yyyy", "h:mm", 'yyyy-mm-"20"')

BY_CONDITION = (
    *(Case(f"hidden under {options}", _ruled(_WHITE, options), (_ASKED,), {3: "良好"}) for options in _HIDING),
    *(Case(f"seen under {options}", _ruled(_WHITE, options), choices={3: "良好"}) for options in _NOT_HIDING),
    Case("white under a condition on a ground of its own", _ruled({**_WHITE, "bg_color": "#C00000"}, {"type": "no_blanks"}), choices={3: "良好"}),
    Case("rounded under a condition", _ruled({"num_format": "0"}, {"type": "no_blanks"}, 3.5), (_ASKED,), {3: "一般"}),
    Case("a bar alone", _ruled({}, {"type": "data_bar", "bar_only": True, "data_bar_2010": True}), (_ASKED,), {3: "良好"}),
    Case("a bar beside the score", _ruled({}, {"type": "data_bar"}), choices={3: "良好"}),
)  # fmt: skip

CASES = (
    *(Case(f"3.5 shown by {code}", _score(code, 3.5), choices={3: "一般"}) for code in _EXACT),
    *(Case(f"3.5 shown otherwise by {code}", _score(code, 3.5), (_ASKED,), {3: "一般"}) for code in _OTHER),
    *(Case(f"4 shown by {code}", _score(code, 4), choices={3: "良好"}) for code in ("0", "#", "#.#", "000", "#,##0", "0.0", "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ")),
    *(Case(f"4 shown otherwise by {code}", _score(code, 4), (_ASKED,), {3: "良好"}) for code in ("0%", '0".5"', "0.00%", '"良好"', '[Red]"3"', "[White]0")),
    *(Case(f"0 shown otherwise by {code}", _score(code, 0), (_ASKED,), {3: "不得分"}) for code in ("#", "0;-0;;@", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ')),
    Case("4 as text shown by 0", _score("0", "4"), choices={3: "良好"}),
    *(Case(f"tier shown by {code}", _tier(code)) for code in ("General", "0", "@")),
    *(Case(f"tier shown otherwise by {code}", _tier(code), (_ASKED,)) for code in (";;;", '@"（待定）"', ';;;"合格"', '0;0;0;"一般"')),
    Case("a tick under ;;;", _look(ticked, 3, "good", "√", num_format=";;;"), ("GCT137 任务分解表!G8", ), {3: "良好"}),
    Case("points shown as a tick", _look(official, 3, "good", 4, num_format='"√"'), ("GCT137 任务分解表!G8",)),
    Case("printed points rounded", _look(official, 3, "fair", 3.5, num_format="0")),
    Case("a whole column of whole scores by 0", _look(official, 8, "score", 4, num_format="0"), choices={8: "一般"}),
    Case("100% or 1", _score("0%", 1, 29), ("GCT137 任务分解表!H34",), {29: "合格"}),
    # measured values: item 17 is 一般, 80 to 90 %
    *(Case(f"measured {value} by {code}", _look(tiered, 17, "measured", value, num_format=code), ("GCE304 任务分解表!I22",)) for value, code in ((0.85, "0%"), (0.855, "0.0%"), (0.85, "0.00"))),
    Case("measured 85 by 0", _look(tiered, 17, "measured", 85, num_format="0")),
    Case("measured 0.895 shown as 90%", _look(tiered, 17, "measured", 0.895, num_format="0%"), ("GCE304 任务分解表!I22", "GCT137 任务分解表!I22")),
    Case("measured 84.6 shown as 85", _look(tiered, 17, "measured", 84.6, num_format="0"), ("GCT137 任务分解表!I22",)),
    Case("3 places shown as 300%", _look(tiered, 7, "measured", 3, num_format="0%"), ("GCT137 任务分解表!I12",)),
    # days and totals
    *(Case(f"a day shown by {code}", _dated(code)) for code in _SHOWS_DAY),
    *(Case(f"a day hidden by {code}", _dated(code), ("GCT137 任务分解表!E2",)) for code in _HIDES_DAY),
    Case("another day than that of the format", _dated('"2021-10-20";yyyy'), ("GCT124 任务分解表!E2", "GCT137 任务分解表!E2")),
    Case("a total shown by 0.0", _total("0.0"), choices={3: "一般"}),
    Case("a total rounded", _total("0"), ("GCT137 任务分解表!H35",), {3: "一般"}),
    # not to be seen
    *(Case(f"faint by {look}", _look(official, 3, "score", 4, **look), ("GCT116 任务分解表!H8",), {3: "良好"}) for look in (_WHITE, {"font_color": "#FEFEFE"}, {"font_color": "#C00000", "bg_color": "#C00000"}, {"font_size": 1}, {"bg_color": "#000000"})),
    *(Case(f"seen by {look}", _look(official, 3, "score", 4, **look), choices={3: "良好"}) for look in ({"font_color": "#C00000"}, {**_WHITE, "bg_color": "#C00000"}, {"font_size": 6}, {"font_color": "#808080"}, {**_WHITE, "pattern": 2})),
    Case("a faint tick", _look(ticked, 3, "good", "√", **_WHITE), ("GCT116 任务分解表!G8",), {3: "良好"}),
    Case("faint printed points", _look(official, 3, "good", 4, **_WHITE)),
    Case("all scores faint", _all("score", **_WHITE), ("GCT116 任务分解表!H6",)),
    Case("a row of 2 points", _sized({8: 2}, {}), ("GCT116 任务分解表!A8",)),
    Case("a column of width 1", _sized({}, {8: 1}), ("GCT116 任务分解表!H4",)),
    Case("low rows and narrow columns", _sized({8: 9}, {8: 3})),
    Case("a merged cell listed late", _merged_late, ("GCS201 任务分解表!H8", "GCS201 任务分解表!H9"), {3: None, 4: None}),
    # in fonts, pieces and by conditions
    *(Case(f"4 shown otherwise by {code}", _score(code, 4), (_ASKED,), {3: "良好"}) for code in _FILLED),
    *(Case(f"4 shown by {code}", _score(code, 4), choices={3: "良好"}) for code in _BLANK_FILLED),
    *(Case(f"4 in {font}", _look(official, 3, "score", 4, font_name=font), (_ASKED,), {3: "良好"}) for font in _SIGN_FONTS),
    Case("good as a letter in Wingdings", _look(tiered, 3, "tier", "良好", font_name="Wingdings")),
    Case("4 as text in Webdings", _look(official, 3, "score", "4", font_name="Webdings"), (_ASKED,), {3: "良好"}),
    Case("printed points in Wingdings", _look(official, 3, "good", 4, font_name="Wingdings 2")),
    *(Case(f"3.5 with a piece by {look}", _pieces(official, "score", ("3", {}), (".5", look)), (_ASKED,), {3: "一般"}) for look in (_WHITE, {"font_size": 1})),
    Case("3.5 in pieces", _pieces(official, "score", ("3", {"bold": True}), (".5", {"font_color": "#C00000"})), choices={3: "一般"}),
    Case("all pieces faint", _pieces(official, "score", ("3", _WHITE), (".5", {"font_size": 1})), ("GCT116 任务分解表!H8",), {3: "一般"}),
    Case("good with a faint remark", _pieces(tiered, "tier", ("良好", {}), ("（自评）", _WHITE)), ("GCS210 任务分解表!H8", "GCT137 任务分解表!H8")),
    Case("a piece struck out", _pieces(official, "score", ("3", {}), (".5", {"font_strikeout": True})), ("GCS204 任务分解表!H8",), {3: None}),
    *BY_CONDITION,
    # drawn over the table: text boxes of three columns and six rows
    *(Case(f"a text box from {row}, {column}", _boxed(row, column), (f"GCT138 任务分解表!{cell}",)) for row, column, cell in ((8, 8, "H8"), (4, 5, "E6"), (34, 7, "G34"))),
    *(Case(f"a text box beside, from {row}, {column}", _boxed(row, column)) for row, column in ((1, 1), (36, 5), (10, 10), (10, 3))),
    Case("two text boxes", _boxed(8, 8, 20), ("GCT138 任务分解表!H8",)),
    # what is written on the cells of item 3, 良好 and 4 points
    *(Case(f"a comment that only says {text}", _commented(official, "score", text), ("GCT145 任务分解表!H8",), {3: "良好"}) for text in ("照片见附件3", "得4分", "良好", "已核对", "镇已审核无误", "2021年新建")),
    *(Case(f"a comment that asks: {text}", _commented(official, "score", text), ("GCT144 任务分解表!H8",), {3: "良好"}) for text in ("镇复核改为一般", "一般", "得3分", "3.5", "有照片吗", "?", "应为3.5", "材料不足", "请补材料", "未核实")),
    Case("a comment on a tier", _commented(tiered, "tier", "良好，见台账"), ("GCT145 任务分解表!H8",)),
    Case("a comment on the tier not chosen", of(lambda s: ticked(s, points=False), lambda s: s.comments.update({(8, 5): "改选这一档"})), ("GCT144 任务分解表!E8",)),
    Case("a comment beside the selections", _commented(official, "criterion", "这是什么？")),
    Case("two comments", of(official, lambda s: s.comments.update({(8, 8): "是否属实", (9, 8): "见台账"})), ("GCT144 任务分解表!H8", "GCT145 任务分解表!H9")),
    # signs for letters
    *(Case(f"ticks as {tick} in {font}", _signs(font, tick), ("GCS214 任务分解表!E6",)) for font, tick in (("Wingdings", "ü"), ("Wingdings", "\uf0fc"), ("Wingdings 2", "P"), ("Webdings", "a"))),
    *(Case(f"ticks as {tick} and crosses as {cross} in {font}", _signs(font, tick, cross=cross), ("GCS214 任务分解表!E6",)) for font, tick, cross in (("Wingdings", "ü", "û"), ("Wingdings", "þ", "¨"), ("Wingdings", "þ", "ý"), ("Wingdings 2", "P", "O"), ("Wingdings 2", "R", "Q"), ("Wingdings 2", "R", "£"), ("Webdings", "a", "r"))),
    # texts and numbers with something around them: item 3 is 良好 and earns 4
    *(Case(f"良好 by {code}", _tier(code)) for code in ('@"档"', '@"级"', '@"（自评）"', '@"（4分）"', '@"。"', '"自评："@', '"√"@')),
    *(Case(f"all choices by {code}", _choices(code), findings) for code, findings in (('@"档"', ()), ('@"等次"', ()), ('@"？"', ("GCT137 任务分解表!H6",)))),
    *(Case(f"良好 shown otherwise by {code}", _tier(code), (_ASKED,)) for code in ('@"（合格）"', '@"？"', '"不"@', '@"（作废）"', '@"（3分）"', '@"或一般"')),
    *(Case(f"4 by {code}", _score(code, 4), choices={3: "良好"}) for code in ('"得"0"分"', '"共"0"分"', '0"（良好）"', '0"分（满分4分）"', '0"/4"', '"（"0"）"', '0"√"')),
    *(Case(f"4 shown otherwise by {code}", _score(code, 4), (_ASKED,), {3: "良好"}) for code in ('0"（合格）"', '0"半"', '0"/5"', '0"档"')),
    *(Case(f"√ by {code}", _look(ticked, 3, "good", "√", num_format=code), findings) for code, findings in (('@"（自评）"', ()), ('@"？"', ("GCT137 任务分解表!G8",)), ('@"（作废）"', ("GCT137 任务分解表!G8",)))),
)  # fmt: skip
