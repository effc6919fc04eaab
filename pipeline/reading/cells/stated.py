"""What a cell states of a table: the label of a total or a grade, and the value behind or beside it."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from pipeline.reading.cells.values import narrow, number_of
from pipeline.reading.containers.grid import Cell
from pipeline.reading.words.column_owner import Whose, whose
from pipeline.reading.words.labels import bare, field_of
from pipeline.reading.words.numerals import with_digits
from validators.scheme.model import Scheme
from validators.submission import Number
from validators.wording import folded

StatedKind: TypeAlias = Literal["total", "subtotal", "grade", "derived"]
""""derived" is what is made of a total and is none: an average, a rank."""

SUBTOTALS = ("小计", "分计")

TOTALS = (
    "累计", "汇总", "最终得分", "最后得分", "最终评分", "综合得分", "综合评分", "总评", "共得", "本表得分", "全表得分", "总积分",
    "total",
)  # fmt: skip
"""Totals under names that are no plan's."""

_GRADES = re.compile(r"(?:评定|认定|达标|综合)(?:等级|等次)|(?:综合|总体)评定|结论|评定结[论果]")
"""Grades under names that are no plan's; the committee's own words may stand before."""

_PRINTED = "应得"
"""Before the total that the plan has, or that the committee should get."""

_ACTS = ("考核", "考评")
"""Before a total of which nobody can tell whose it is: it counts where it is the only one."""

BEFORE = (
    *_ACTS,
    "评定", "全部", "全表", "本表", "各项", "所有", "加权", "最终", "最后", _PRINTED, "实得分", "实得", "实际", "社区", "小区",
    "本次", "评分", "分数", "分值",
)  # fmt: skip
_BEHIND = ("得分", "分数", "值", "score")
_DERIVED = re.compile(
    r"(?:平均|人均|均)(?:得?分[值数]?|值|成绩)?|.*(?:得分|完成|达标|合格)率|排名|名次|位次|折[合算].*|百分制(?:得?分)?"
)

_LONGEST = 40
"""A text of more letters is a remark."""

_POINTS = r"(?P<points>[0-9]+(?:\.[0-9]+)?)"
_LINKS = "得为是"
"""What may stand between a total's label and its points: 总分为95分."""

_NEUTRAL = re.compile("|".join((_PRINTED, *_ACTS)))
"""What of a total's label says nothing of whose it is."""

_BESIDE = re.compile(r"\([盖公签]章\)$")
"""What stands behind a total and says nothing of it."""

_NAMED = re.compile(r"([^\d:]+)[为是]([^\d:]+)")
"""A grade and its name: 自评等次为良好."""

_DIGITS = re.compile(r"(\D+)([0-9].*)")


class Label(NamedTuple):
    """The label of a total or a grade; ``rest`` is what stands behind it in its own cell: 合计：60."""

    kind: StatedKind
    word: str
    rest: str = ""

    @property
    def printed(self) -> bool:
        """Whether the plan's own total may stand behind it: 应得总分."""
        return self.word.startswith(_PRINTED)


def label_in(cell: Cell, scheme: Scheme) -> Label | None:
    """The label that a cell is, or begins with; points that are the plan's own, as in 总分110分, state nothing."""
    if not isinstance(cell, str) or not cell or len(cell) > _LONGEST:
        return None
    return _label_in(cell, scheme)


@lru_cache(maxsize=4096)
def _label_in(cell: str, scheme: Scheme) -> Label | None:
    word = bare(cell)
    if kind := _kind_of(word, scheme):
        others = whose([_NEUTRAL.sub("", cell)], (), scheme) is Whose.ANOTHERS
        return None if others else Label(kind, word)
    text = _BESIDE.sub("", with_digits(folded(cell), scheme.unit).rstrip("。."))
    year, _, own = text.partition("年")
    text = own.removeprefix("度") if year.isdecimal() and int(year) in scheme.deadlines else text
    if named := _NAMED.fullmatch(text):
        return Label("grade", named[1], named[2]) if _kind_of(bare(named[1]), scheme) == "grade" else None
    head, colon, rest = text.partition(":")
    if not colon:
        match = _DIGITS.fullmatch(text)
        head, rest = match.groups() if match else ("", "")
        head = head.rstrip(_LINKS)
        if number_of(rest, scheme.unit) == scheme.declared.max_points:
            return None
    word = bare(head)
    kind = _kind_of(word, scheme) if rest else None
    if rest and not kind and field_of(word, scheme) == "score":
        kind = "total"
    return Label(kind, word, rest) if kind else None


def _kind_of(word: str, scheme: Scheme) -> StatedKind | None:
    """What a word is the label of: 自评总分 and 累计得分 are totals like 总分 and 合计, 平均分 is none."""
    if word in SUBTOTALS:
        return "subtotal"
    own = next((word.removeprefix(own) for own in scheme.self_words if word.startswith(own)), word)
    if field_of(word, scheme) in ("tier", "grade") or _GRADES.fullmatch(own):
        return "grade"
    if word in (folded(field.label) for field in scheme.declaration.fields if field.kind == "total"):
        return "total"
    if _totals(scheme.labels.total, (*scheme.self_words, *scheme.labels.score), scheme.unit).fullmatch(word):
        return "subtotal" if any(act in word for act in _ACTS) else "total"
    return "derived" if _DERIVED.fullmatch(word) else None


@lru_cache(maxsize=16)
def _totals(totals: tuple[str, ...], before: tuple[str, ...], unit: str) -> re.Pattern[str]:
    """Words for a total, with what stands before and behind: 自评总分, 本次得分合计, 加权总分."""
    first, word, last = (
        "|".join(map(re.escape, words))
        for words in (
            (*before, *BEFORE),
            (*totals, *TOTALS, *(f"总{own}" for own in before)),
            (*before, *_BEHIND, unit),
        )
    )
    return re.compile(rf"(?:{first})*(?:{word})+(?:{last})?", re.IGNORECASE)


def stated(cell: Cell, scheme: Scheme) -> tuple[Decimal | None, str | None]:
    """The total and the grade that a cell states, in either order: 91, 91分, 91/110, 合格, 91分（合格）."""
    number: Number = number_of(cell, scheme.unit)
    if number is None or isinstance(number, Decimal):
        return number, None
    text = with_digits(narrow(folded(number)), scheme.unit)
    if name := scheme.grade_name(text):
        return None, name
    points = rf"{_POINTS}(?:{re.escape(scheme.unit)})?"
    most = f"{scheme.declared.max_points.normalize():f}"
    for pattern in (
        points,
        rf"{points}/{most}(?:{re.escape(scheme.unit)})?",
        rf"{points}[(,]?(?:[^():]+:)?(?P<grade>[^():]+?)\)?",
        rf"(?P<grade>[^(),0-9]+)[(,:]?{points}\)?",
    ):
        match = re.fullmatch(pattern, text)
        found = match.groupdict() if match else {}
        name = scheme.grade_name(found["grade"]) if "grade" in found else None
        if found and (name or "grade" not in found):
            return Decimal(found["points"]), name
    return None, None
