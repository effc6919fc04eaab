"""Whose a column of selections is, by the words over it: the committee's own and of this round, or somebody else's."""

import re
from collections.abc import Collection, Iterable
from enum import IntEnum

from pipeline.reading.labels import bare
from pipeline.reading.parties import EARLIER, REVIEWED
from validators.scheme import Scheme
from validators.wording import folded

_ANOTHER_TIME = (*EARLIER, "目标", "计划", "预计", "扣")
"""What is not scored in this round, whoever wrote it: 上年自评 is no self score of this year."""

_CHANGED = ("更正", "修改", "修正", "订正", "调整", "变更")
"""Over what replaces a score, or was replaced: 更正, 调整前得分."""

_REPLACED = tuple(f"{word}前" for word in _CHANGED)
"""Over what was replaced, the committee's own too: 自评（修改前）."""

_PRINTED = ("应得", "满分", "标准", "基准", "参考")
"""Over what the form prints; in brackets they only explain: 得分（满分100分）."""

_HOMES = ("社区", "小区", "居民区")
"""Words that hold one of a district and mean none."""

_SCORING = (
    "分", "分值", "分数", "档", "档次", "等次", "等级", "结果", "评", "评定", "测", "查", "栏", "填写",
)  # fmt: skip
"""How headings of selections end; 自评依据 and 自查材料 are none."""

_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")


class Whose(IntEnum):
    """What the words over a column say of it, the one to be read first.

    DOUBTFUL is what changes a score or was changed, or is of a year that is not the round's: never read, always asked back.
    """

    OWN = 0
    UNSAID = 1
    DOUBTFUL = 2
    ANOTHERS = 3


def whose(texts: Iterable[str], years: Collection[int], scheme: Scheme) -> Whose:
    """What the texts over a column say, the lowest first: the time any of them, the person the first that names one."""
    words = [folded(text) for text in texts]
    if _any_of(_ANOTHER_TIME, words):
        return Whose.ANOTHERS
    own_years = years_in(words)
    if (own_years and own_years.isdisjoint(years)) or _any_of(_REPLACED, words):
        return Whose.DOUBTFUL
    said = next((said for word in words if (said := _person(word, scheme)) is not None), Whose.UNSAID)
    return Whose.DOUBTFUL if said is Whose.UNSAID and _any_of(_CHANGED, words) else said


def years_in(texts: Iterable[str]) -> set[int]:
    """The years that are written in some texts."""
    return {int(year) for text in texts if "20" in text for year in _YEAR.findall(text)}


def tells(text: str, scheme: Scheme) -> bool:
    """Whether a text tells whose the columns below it are, or of when."""
    word = folded(text)
    told = _any_of((*_ANOTHER_TIME, *_CHANGED), [word]) or bool(years_in([word]))
    return told or _person(word, scheme) is not None


def sounds_scored(label: str, scheme: Scheme) -> bool:
    """Whether a heading sounds as if points or tiers stood below it: 自查评分, or 居委会 alone."""
    return bare(label).endswith(_SCORING) or folded(label) in scheme.self_words


def _person(word: str, scheme: Scheme) -> Whose | None:
    """Who a text names; UNSAID where it names both (自评复核), None where it names nobody."""
    own = _any_of(scheme.self_words, [word])
    plain = word.replace(scheme.town, "")
    for home in _HOMES:
        plain = plain.replace(home, "")
    others = _any_of((*REVIEWED, *scheme.other_words), [plain]) or _any_of(_PRINTED, [bare(plain)])
    if own and others:
        return Whose.UNSAID
    return Whose.OWN if own else Whose.ANOTHERS if others else None


def _any_of(known: Collection[str], words: Iterable[str]) -> bool:
    return any(part in word for word in words for part in known)
