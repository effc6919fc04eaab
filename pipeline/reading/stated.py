"""What a cell states of a table: the label of a total or a grade, and the value behind or beside it."""

import re
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from pipeline.reading.book import Cell
from pipeline.reading.labels import bare, field_of
from pipeline.reading.values import narrow, number_of
from pipeline.reading.whose_column import Whose, whose
from validators.scheme import Scheme
from validators.submission import Number
from validators.wording import folded

Kind: TypeAlias = Literal["total", "subtotal", "grade"]

SUBTOTALS = ("小计", "分计")

_LONGEST = 40
"""A text of more letters is a remark."""

_POINTS = r"(?P<points>[0-9]+(?:\.[0-9]+)?)"
_DIGITS = re.compile(r"(\D+)([0-9].*)")


class Label(NamedTuple):
    """The label of a total or a grade; ``rest`` is what stands behind it in its own cell: 合计：60."""

    kind: Kind
    word: str
    rest: str = ""


def label_in(cell: Cell, scheme: Scheme) -> Label | None:
    """The label that a cell is, or begins with; points that are the plan's own, as in 总分110分, state nothing."""
    if not isinstance(cell, str) or not cell or len(cell) > _LONGEST:
        return None
    word = bare(cell)
    if kind := _kind_of(word, scheme):
        return None if whose([cell], (), scheme) is Whose.ANOTHERS else Label(kind, word)
    text = folded(cell)
    head, colon, rest = text.partition(":")
    if not colon:
        match = _DIGITS.fullmatch(text)
        head, rest = match.groups() if match else ("", "")
        if number_of(rest, scheme.unit) == scheme.declared.max_points:
            return None
    kind = _kind_of(bare(head), scheme) if rest else None
    return Label(kind, bare(head), rest) if kind else None


def _kind_of(word: str, scheme: Scheme) -> Kind | None:
    """What a word is the label of: 自评总分 and 得分合计 are totals like 总分 and 合计."""
    if word in SUBTOTALS:
        return "subtotal"
    if field_of(word, scheme) in ("tier", "grade"):
        return "grade"
    if word in (folded(field.label) for field in scheme.declaration.fields if field.kind == "total"):
        return "total"
    before = ("", *scheme.self_words, *scheme.labels.score)
    behind = ("", *scheme.labels.score, scheme.unit)
    return (
        "total"
        if any(word == f"{b}{total}{e}" for total in scheme.labels.total for b in before for e in behind)
        else None
    )


def stated(cell: Cell, scheme: Scheme) -> tuple[Decimal | None, str | None]:
    """The total and the grade that a cell states, in either order: 91, 91分, 91/110, 合格, 91分（合格）."""
    number: Number = number_of(cell, scheme.unit)
    if number is None or isinstance(number, Decimal):
        return number, None
    text = narrow(folded(number))
    if name := scheme.grade_name(text):
        return None, name
    points = rf"{_POINTS}(?:{re.escape(scheme.unit)})?"
    most = f"{scheme.declared.max_points.normalize():f}"
    for pattern in (
        rf"{points}/{most}(?:{re.escape(scheme.unit)})?",
        rf"{points}[(,]?(?P<grade>[^()]+?)\)?",
        rf"(?P<grade>[^(),0-9]+)[(,:]?{points}\)?",
    ):
        match = re.fullmatch(pattern, text)
        found = match.groupdict() if match else {}
        name = scheme.grade_name(found["grade"]) if "grade" in found else None
        if found and (name or "grade" not in found):
            return Decimal(found["points"]), name
    return None, None
