"""The total that a sentence around a table states: 经自评，我居得95分. What may mean other points states none: 73分以上为合格."""

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.reading.cells.stated import BEFORE, TOTALS
from pipeline.reading.cells.values import narrow
from pipeline.reading.words.column_owner import Whose, whose
from pipeline.reading.words.numerals import NUMERALS, with_digits
from validators.names import communities_in_title
from validators.scheme.model import Scheme
from validators.wording import folded

_LONGEST = 200
"""A text of more letters is an instruction."""

_OWN = ("我社区", "我村", "我们", "我小区", "本村", "本单位")
"""The committee, speaking of itself in the words of no plan."""

_FILLING = (
    "我", "备注", "说明", "经", "过", "后", "由", "共", "一共", "总共", "合计", "总计", "以上", "得", "获得", "取得", "获", "计", "的",
    "为", "是", "成绩", "结果", "认真", "逐项", "对照", "评估", "打分", "此次", "今年", "本年", "本年度", ":",
)  # fmt: skip
"""What else may stand before the points."""

_TOTAL = "共|合计|总|累计|本表|全表|实得|最终|最后"
_SPEAKS = "[我本经]"
_SCORES = "[得评测查报填]"
_ENDS = r"[,;!\n]|\.(?![0-9])"
_BASIS = "根据|按照?|对照|依据"
_PARTS = "[,;(]?(?:其中|含)[^,;.]*"
"""What only says of a part of the points: 其中加分5分."""
_ALL = "(?:以上|全部|所有)?{}个?项(?:指标|标准|内容|项目)?"
"""All items, as in 29项共得95分."""
_POINTS = r"(?P<points>[0-9]+(?:\.[0-9]+)?)"
_TAKEN_OFF = "[扣减]"


class Said(NamedTuple):
    """The points that a sentence states, and whether it says that they are the committee's own total."""

    points: Decimal
    own: bool


def said_in(text: str, scheme: Scheme) -> Said | None:
    """The total that a text states in words; None where it states none or several."""
    if len(text) > _LONGEST or not _says_points(scheme.unit).search(text):
        return None
    unit, most = re.escape(scheme.unit), f"{scheme.declared.max_points.normalize():f}"
    plain = narrow(with_digits(folded(text), scheme.unit))
    plain = re.sub(rf"\(?(?:满分|总分){most}{unit}\)?|{_PARTS}", "", plain)
    plain = re.sub(
        rf"{_ALL.format(len(scheme.items))}|(?<=[0-9])\((?={unit}\))|(?<=[0-9]\({unit})\)", "", plain
    )
    clauses = [clause for clause in re.split(_ENDS, plain) if clause]
    pattern = _clause(_words(scheme), scheme.unit)
    spoken = enumerate(clauses)
    found = [
        (n, m) for n, c in spoken if (m := pattern.fullmatch(c) or pattern.fullmatch(_unnamed(c, scheme)))
    ]
    sure = [(n, match) for n, match in found if re.search(_TOTAL, match["words"])]
    if len({Decimal(match["points"]) for _, match in sure or found}) != 1:
        return None
    number, match = (sure or found)[0]
    words, points = match["words"], Decimal(match["points"])
    own = any(word in words for word in (*scheme.self_words, *_OWN))
    if not (own and re.search(_SPEAKS, words)) and _may_be_printed(points, scheme):
        return None
    alone = own and re.search(_SCORES, words) and len(re.findall(_POINTS + unit, plain)) == 1
    return Said(points, own) if (sure or alone) and _stands(clauses, number, scheme) else None


def _unnamed(clause: str, scheme: Scheme) -> str:
    """What stands behind a community's name at the beginning of a clause: 自评得95分 of 示范一居自评得95分."""
    name = next(communities_in_title(clause, scheme.town, scheme.programme), None)
    before, named, behind = clause.partition(name) if name else ("", "", clause)
    own = whose([before + named], scheme.deadlines, scheme) <= Whose.UNSAID
    return behind if own else clause


def _stands(clauses: Sequence[str], number: int, scheme: Scheme) -> bool:
    """Whether nothing before a clause makes it another's or another time's, and nothing behind takes points off."""
    before = (clause for clause in clauses[:number] if not re.match(_BASIS, clause))
    others = any(whose([clause], scheme.deadlines, scheme) > Whose.UNSAID for clause in before)
    return not others and not any(re.search(_TAKEN_OFF, clause) for clause in clauses[number + 1 :])


def _may_be_printed(points: Decimal, scheme: Scheme) -> bool:
    """Whether points may be the plan's own or those of one section: its most, its base, a grade's threshold."""
    sections: dict[int, Decimal] = defaultdict(Decimal)
    for item in scheme.items:
        sections[item.section] += item.max_points
    thresholds = {grade.at_least for grade in scheme.grades}
    return points <= max(sections.values()) or points in thresholds | {
        scheme.declared.max_points,
        scheme.declared.base_points,
    }


def _words(scheme: Scheme) -> tuple[str, ...]:
    """What may stand before the points: words for the committee, a score and a total."""
    labels = scheme.labels
    years = (f"{year}年{more}" for year in scheme.deadlines for more in ("", "度"))
    return (
        *scheme.self_words, *_OWN, *_FILLING, *TOTALS, *BEFORE, *labels.score, *labels.total, *years,
    )  # fmt: skip


@lru_cache(maxsize=16)
def _says_points(unit: str) -> re.Pattern[str]:
    return re.compile(rf"[\d{NUMERALS}]\s*[(（]?{re.escape(unit)}")


@lru_cache(maxsize=16)
def _clause(words: tuple[str, ...], unit: str) -> re.Pattern[str]:
    """A part of a sentence that is made of nothing but some words and points."""
    either = "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
    return re.compile(rf"(?P<words>(?:{either})+){_POINTS}{re.escape(unit)}")
