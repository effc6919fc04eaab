"""考评表: the items with the self score as it was handed in, and beside it what is found on site; made for two A4 pages."""

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.harmless import legal
from pipeline.reading.review_words import (
    CHOICE,
    COMMUNITY,
    DEMANDS,
    DUE,
    FORM,
    NUMBER,
    ON,
    REASON,
    REVIEWERS,
    SEEN,
)
from pipeline.writing.fitting import row_height, text_width
from pipeline.writing.review.content import FormContent
from pipeline.writing.workbook.checks import NOT_OFFERED, choice_list, score_formula
from pipeline.writing.workbook.writer import INPUT_FILL, MARK_FILL, WorkbookWriter, literal, span
from validators.scheme.item import Item

NAME = FORM
TITLE, ABOUT, WHEN, BASIS, HEAD, FIRST = range(6)

UNEXPLAINED = "与自评不同，请填说明"

_COLUMNS = {
    "number": (NUMBER, 6.0),
    "criterion": ("创建标准", 48.0),
    "self_tier": ("自评档次", 9.0),
    "self_points": ("自评分", 8.0),
    "evidence": ("佐证", 27.0),
    "seen": (SEEN, 34.0),
    "choice": (CHOICE, 10.0),
    "points": ("考评分", 8.0),
    "difference": ("差额", 8.0),
    "reason": (REASON, 24.0),
    "prompt": ("提示", 13.0),
}
"""Heads and widths of the columns."""

_AT = {field: column for column, field in enumerate(_COLUMNS)}
_LAST = len(_COLUMNS) - 1
_LINES = 3
"""Lines of evidence that a row has room for; the whole stands in the submission."""

_SIGNATURES = (
    "考评人（签名）：　　　　　　　　　　社区负责人（签名）：　　　　　　　　　　日期：　　　　年　　月　　日"
)


def write(book: WorkbookWriter, content: FormContent) -> None:
    """Add the sheet with its names."""
    _Form(book, content).write()


class _Form:
    def __init__(self, book: WorkbookWriter, content: FormContent) -> None:
        self.book, self.content, self.looks = book, content, book.looks
        self.sheet = book.sheet(NAME, [width for _, width in _COLUMNS.values()])
        self.last = FIRST + len(content.items) - 1
        small = {"font_name": "宋体", "font_size": 9, "valign": "vcenter", "border": 1, "text_wrap": True}
        self.words = book.workbook.add_format({**small, "bg_color": INPUT_FILL, "locked": False})

    def write(self) -> None:
        self._head()
        for row, item in enumerate(self.content.items, start=FIRST):
            self._row(row, item)
        self._result(self.last + 1)
        self._counts(self.last + 2)
        self._demands(self.last + 3)
        self.book.heading(self.sheet, self.last + 4, _LAST, _SIGNATURES, 40, "plain")
        self._marks()
        self._names()
        self.sheet.fit_to_pages(1, 2)
        self.sheet.freeze_panes(FIRST, 2)
        self.sheet.repeat_rows(HEAD)
        self.sheet.set_zoom(80)
        self.sheet.set_selection(WHEN, _AT["criterion"], WHEN, _AT["criterion"])
        self.sheet.set_tab_color(INPUT_FILL)
        self.sheet.activate()

    def _head(self) -> None:
        sheet, content, looks = self.sheet, self.content, self.looks
        self.book.heading(sheet, TITLE, _LAST, content.title, 34, "title")
        sheet.set_row(ABOUT, 34)
        self._label(ABOUT, "number", "number", COMMUNITY)
        sheet.write_string(ABOUT, _AT["criterion"], legal(content.standing.name), looks["text"])
        self._label(ABOUT, "self_tier", "self_points", "抽中方式")
        way = "：".join(filter(None, (content.visit.way, "；".join(content.visit.reasons))))
        span(sheet, (ABOUT, _AT["evidence"], ABOUT, _AT["seen"]), legal(way), looks["text"])
        self._label(ABOUT, "choice", "choice", "自评总分")
        sheet.write_number(ABOUT, _AT["points"], float(content.card.total), looks["total"])
        self._label(ABOUT, "difference", "difference", "自评等次")
        span(sheet, (ABOUT, _AT["reason"], ABOUT, _AT["prompt"]), content.card.grade.name, looks["short"])
        sheet.set_row(WHEN, 34)
        self._label(WHEN, "number", "number", f"{ON[:2]}\n{ON[2:]}")
        sheet.write_blank(WHEN, _AT["criterion"], None, looks["day"])
        sheet.data_validation(WHEN, _AT["criterion"], WHEN, _AT["criterion"], self._days(ON))
        self._label(WHEN, "self_tier", "self_points", REVIEWERS)
        span(sheet, (WHEN, _AT["evidence"], WHEN, _LAST), "", looks["input"])
        unit, whole = content.scheme.unit, len(content.items) == len(content.scheme.items)
        about = "" if whole else f"本表列出抽中的{len(content.items)}项，"
        rest = f"{about}没有选{CHOICE}的项目按自评计分；浅黄色格可以填写，其余由表格自动计算"
        basis = f"依据：{content.scheme.plan}{content.scheme.clause}　　计量单位：{unit}　　{rest}"
        self.book.heading(sheet, BASIS, _LAST, basis, 20, "plain")
        sheet.set_row(HEAD, 22)
        for field, (text, _) in _COLUMNS.items():
            sheet.write_string(HEAD, _AT[field], text, looks["head"])

    def _days(self, title: str) -> dict[str, Any]:
        return self.book.day_limits("11-24") | {"input_title": title}

    def _label(self, row: int, first: str, last: str, text: str) -> None:
        span(self.sheet, (row, _AT[first], row, _AT[last]), text, self.looks["label"])

    def _row(self, row: int, item: Item) -> None:
        sheet, content, looks = self.sheet, self.content, self.looks
        evidence = _fitting(legal(content.book.evidence(item)), _COLUMNS["evidence"][1])
        why = dict(content.visit.why).get(item.no, "")
        criterion = f"{item.text}\n【查看原因】{legal(why)}" if why else item.text
        points = content.card.mark(item.no).points
        sheet.write_number(row, _AT["number"], item.no, looks["short"])
        sheet.write_string(row, _AT["criterion"], criterion, looks["text"])
        sheet.write_string(row, _AT["self_tier"], legal(content.book.tier_text(item)), looks["short"])
        sheet.write(row, _AT["self_points"], "" if points is None else float(points), looks["points"])
        sheet.write_string(row, _AT["evidence"], evidence, looks["text"])
        for field, look in (("seen", self.words), ("choice", looks["choice"]), ("reason", self.words)):
            sheet.write_blank(row, _AT[field], None, look)
        sheet.data_validation(row, _AT["choice"], row, _AT["choice"], choice_list(item, content.scheme))
        number, given, own = (self._cell(row, field) for field in ("number", "points", "self_points"))
        score = score_formula(item, content.scheme, number)
        sheet.write_formula(row, _AT["points"], score, looks["points"], "")
        difference = f'=IF({given}="","",{given}-SUM({own}))'
        sheet.write_formula(row, _AT["difference"], difference, looks["points"], "")
        sheet.write_formula(row, _AT["prompt"], _prompt(number, given), looks["mark"], "")
        texts = [(criterion, _COLUMNS["criterion"][1]), (evidence, _COLUMNS["evidence"][1])]
        sheet.set_row(row, row_height([*texts, ("字" * 12, _COLUMNS["prompt"][1])]))

    def _cell(self, row: int, field: str) -> str:
        return str(xl_rowcol_to_cell(row, _AT[field]))

    def _area(self, field: str) -> str:
        return f"{self._cell(FIRST, field)}:{self._cell(self.last, field)}"

    def _result(self, row: int) -> None:
        sheet, looks, card = self.sheet, self.looks, self.content.card
        sheet.set_row(row, 26)
        self._label(row, "number", "criterion", "考评总分（没有考评的项目按自评计）")
        own = xl_rowcol_to_cell(ABOUT, _AT["points"])
        total = f"={own}+SUM({self._area('difference')})"
        sheet.merge_range(row, _AT["self_tier"], row, _AT["self_points"], "", looks["total"])
        sheet.write_formula(row, _AT["self_tier"], total, looks["total"], float(card.total))
        self._label(row, "evidence", "evidence", "考评等次")
        grade = "=LOOKUP(GC_ReviewTotal,GC_Thresholds,GC_GradeNames)"
        sheet.write_formula(row, _AT["seen"], grade, looks["total"], card.grade.name)
        self._label(row, "choice", "choice", "差额")
        sheet.write_formula(row, _AT["points"], f"=GC_ReviewTotal-{own}", looks["total"], 0)
        self._label(row, "difference", "reason", "未填说明的项目数")
        lacking = f"=COUNTIF({self._area('prompt')},{literal(UNEXPLAINED)})"
        sheet.write_formula(row, _AT["prompt"], lacking, looks["count"], 0)
        for name, field in (
            ("Total", "self_tier"),
            ("Grade", "seen"),
            ("Gap", "points"),
            ("Lacking", "prompt"),
        ):
            self.book.define(f"GC_Review{name}", sheet, row, _AT[field])

    def _counts(self, row: int) -> None:
        sheet, differences = self.sheet, self._area("difference")
        sheet.set_row(row, 26)
        self._label(row, "number", "criterion", f"已考评项目数（本表共{len(self.content.items)}项）")
        sheet.merge_range(row, _AT["self_tier"], row, _AT["self_points"], "", self.looks["count"])
        for label, last, field, name, formula in (
            ("", "", "self_tier", "Done", f"=COUNT({differences})"),
            ("evidence", "evidence", "seen", "Same", f'=COUNTIF({differences},"=0")'),
            ("choice", "choice", "points", "Lowered", f'=COUNTIF({differences},"<0")'),
            ("difference", "reason", "prompt", "Raised", f'=COUNTIF({differences},">0")'),
        ):
            if label:
                words = {"Same": "与自评一致项目数", "Lowered": "核减项数", "Raised": "核增项目数"}
                self._label(row, label, last, words[name])
            sheet.write_formula(row, _AT[field], formula, self.looks["count"], 0)
            self.book.define(f"GC_Review{name}", sheet, row, _AT[field])

    def _demands(self, row: int) -> None:
        sheet = self.sheet
        sheet.set_row(row, 48)
        self._label(row, "number", "number", f"{DEMANDS[:2]}\n{DEMANDS[2:]}")
        span(sheet, (row, _AT["criterion"], row, _AT["seen"]), "", self.looks["input"])
        self._label(row, "choice", "points", DUE)
        sheet.merge_range(row, _AT["difference"], row, _LAST, "", self.looks["day"])
        sheet.data_validation(row, _AT["difference"], row, _AT["difference"], self._days(DUE))

    def _marks(self) -> None:
        """What needs a word stands out by colour as well as by the words in 提示."""
        wanting = self.book.workbook.add_format({"bg_color": MARK_FILL})
        prompt = xl_rowcol_to_cell(FIRST, _AT["prompt"], col_abs=True)
        rule = {"type": "formula", "criteria": f'={prompt}<>""', "format": wanting}
        for field in ("choice", "reason", "prompt"):
            self.sheet.conditional_format(FIRST, _AT[field], self.last, _AT[field], rule)

    def _names(self) -> None:
        for name, field in (
            ("Numbers", "number"), ("Choices", "choice"), ("Reasons", "reason"), ("Points", "points"),
            ("Differences", "difference"), ("Prompts", "prompt"),
        ):  # fmt: skip
            self.book.define(f"GC_Review{name}", self.sheet, FIRST, _AT[field], self.last)


def _prompt(number: str, points: str) -> str:
    """What is still to be done in a row, in words."""
    chosen = f"INDEX(GC_PlanTiers,{number})"
    differs = f"AND({chosen}<>INDEX(GC_SelfTiers,{number}),INDEX(GC_NoReason,{number})=1)"
    said = f'IF({points}="",{literal(NOT_OFFERED)},IF({differs},{literal(UNEXPLAINED)},""))'
    return f'=IF({chosen}="","",{said})'


def _fitting(text: str, width: float) -> str:
    """The text, or as much of it as the lines of a row hold."""
    room = int(width * 0.9) * _LINES
    if text_width(text) <= room and text.count("\n") < _LINES:
        return text
    kept, ending = " ".join(text[: room * 2].split())[:room], "…（详见自测评分表）"
    while text_width(kept) > room - text_width(ending):
        kept = kept[:-1]
    return f"{kept}{ending}"
