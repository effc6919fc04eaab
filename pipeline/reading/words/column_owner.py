"""Whose a column of selections is, by the words over it: the committee's own and of this round, or somebody else's."""

import re
from collections.abc import Collection, Iterable
from enum import IntEnum
from functools import lru_cache

from pipeline.reading.words.labels import bare
from pipeline.reading.words.parties import EARLIER, REVIEWED
from validators.scheme.model import Scheme
from validators.wording import folded, wording

_ANOTHER_TIME = (
    *EARLIER, "目标", "计划", "预计", "预估", "预评", "暂估", "估计", "拟得", "力争", "承诺",
    "模拟", "试评", "测试", "草稿", "示例", "样例",
    "扣", "失分", "丢分", "减分", "未得分", "剩余分", "差距", "提升分",
)  # fmt: skip
"""What is not scored in this round, whoever wrote it: 上年自评 is no self score of this year, 失分 is what was not scored."""

_CHANGED = (
    "更正",
    "修改",
    "修正",
    "订正",
    "调整",
    "变更",
    "整改",
    "复测",
    "核减",
    "复核后",
    "审核后",
    "核定后",
)
"""Over what replaces a score, or was replaced: 更正, 调整前得分."""

_OLD = re.compile(r"(?:[旧原](?:有|来|自评|评)?)(?:得?分[值数]?|档次|等次|等级)|\([旧原]\)")
"""Over what was replaced without saying by what: 原得分, 得分（旧）."""

_REPLACED = tuple(f"{word}前" for word in _CHANGED)
"""Over what was replaced, the committee's own too: 自评（修改前）."""

_PRINTED = ("应得", "满分", "标准", "基准", "参考")
"""Over what the form prints; in brackets they only explain: 得分（满分100分）."""

_HOMES = ("居民委员会", "居民小区", "居民区", "社区", "小区")
"""Words that hold one of a district or of its people and mean none."""

_AGAIN = rf"第?[一二三四五1-5][次轮]|[初首再]次|重新|最终|{'|'.join(_CHANGED)}"
"""Over one of several rounds of the same: 第二次自评, 修改后自评."""

_NEUTRAL = (
    r"(?:评[定价分估测比选]|[打测划勾]|选择|选项|填写|结果|情况|标准|[等档]次|等级"
    r"|[得计]?分[值数]?|创建|完成|达标|请|在|相应|[栏内年度]|[0-9])*"
)
"""Headings made of nothing but this say nothing of whose it is: 评定结果（打√）, but not 初评."""

_SCORING = (
    "分", "分值", "分数", "档", "档次", "等次", "等级", "结果", "评", "评定", "测", "查", "栏", "填写",
)  # fmt: skip
"""How headings of selections end; 自评依据 and 自查材料 are none."""

_OWN_SCORING = ("情况", "数", "数值", "评价")
"""How the committee's own end besides: 自评情况, but not 完成情况."""

_NUMERALS = "〇零○一二三四五六七八九"
_DIGITS = str.maketrans(_NUMERALS, "000123456789")
_SPELT_YEAR = rf"二[〇零○][{_NUMERALS}]{{2}}(?=年)"
_SHORT_YEAR = r"(?<![0-9第满近约过超前后])[1-3][0-9](?=年(?:$|度|[得自评考测打分数档等成结总计()（）]))"
"""A year of two digits; 满20年 and 20年以上 are none."""
_YEAR = r"(?<![0-9])20[0-9]{2}(?![0-9])"

_IN_BRACKETS = r"\(([^()]*)"
"""Who it is that assesses himself: 自评得分（物业）."""

_BY_STANDARD = re.compile(r"\([^()]*(?:标准|细则|办法|方案|文件|规定|要求|指标|表式|口径|版本?)\)")
"""By what is scored, not who scored: 得分（区级标准）."""

_CALLED = 2
"""Letters that may stand between who somebody is and what he does: 居民代表自评."""


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
    replaced = _any_of(_REPLACED, words) or any(_OLD.search(word) for word in words)
    if (own_years and own_years.isdisjoint(years)) or replaced:
        return Whose.DOUBTFUL
    said = next((said for word in words if (said := _person(word, scheme)) is not None), Whose.UNSAID)
    return Whose.DOUBTFUL if said is Whose.UNSAID and _any_of(_CHANGED, words) else said


def years_in(texts: Iterable[str]) -> set[int]:
    """The years that are written in some texts."""
    return {int(year) for text in map(in_digits, texts) if "20" in text for year in re.findall(_YEAR, text)}


def in_digits(text: str) -> str:
    """The text with its years in four digits: 2020年 of 二〇二〇年 and 20年."""
    if "年" not in text:
        return text
    return re.sub(_SHORT_YEAR, r"20\g<0>", re.sub(_SPELT_YEAR, lambda year: year[0].translate(_DIGITS), text))


def tells(text: str, scheme: Scheme) -> bool:
    """Whether a text tells whose the columns below it are, or of when."""
    word = folded(text)
    told = _any_of((*_ANOTHER_TIME, *_CHANGED), [word]) or bool(years_in([word]))
    return told or _person(word, scheme) is not None


def sounds_scored(label: str, scheme: Scheme) -> bool:
    """Whether a heading sounds as if points or tiers stood below it: 自查评分, or 居委会 alone."""
    word = bare(label)
    own = _any_of(scheme.self_words, [word])
    return (
        word.endswith((*_SCORING, *_OWN_SCORING) if own else _SCORING) or folded(label) in scheme.self_words
    )


def is_again(texts: Iterable[str]) -> bool:
    """Whether a heading tells of one of several rounds, or of a change: 第二次自评, 修改后自评."""
    return any(re.search(_AGAIN, folded(text)) for text in texts)


def names_another_act(texts: Iterable[str]) -> bool:
    """Whether headings speak of more than scoring as such: 初评, 评议, but not 评定结果."""
    return any(not re.fullmatch(_NEUTRAL, wording(text)) for text in texts)


@lru_cache(maxsize=1024)
def _person(word: str, scheme: Scheme) -> Whose | None:
    """Who a text names; UNSAID where it names both (自评复核), None where it names nobody.

    Another's own assessment is another's: 物业自评, 自评（物业）.
    """
    own = _any_of(scheme.self_words, [word])
    plain = word.replace(scheme.town, "").replace("最终", "")
    for home in _HOMES:
        plain = plain.replace(home, "")
    named = _any_of(scheme.other_words, [_BY_STANDARD.sub("", plain)])
    others = named or _any_of(REVIEWED, [plain]) or _any_of(_PRINTED, [bare(plain)])
    if own and others:
        return Whose.ANOTHERS if _assesses_itself(plain, scheme) else Whose.UNSAID
    return Whose.OWN if own else Whose.ANOTHERS if others else None


def _assesses_itself(word: str, scheme: Scheme) -> bool:
    """Whether somebody else stands right before the word for one's own, or in brackets behind: 居民代表自评, 自评（物业）."""
    own = min((word.find(own) for own in scheme.self_words if own in word), default=0)
    before, bracketed = word[:own], re.findall(_IN_BRACKETS, word[own:])
    return any(
        other in before[-len(other) - _CALLED :] or any(_is_called(text, other) for text in bracketed)
        for other in scheme.other_words
    )


def _is_called(text: str, other: str) -> bool:
    """Whether a text is somebody else, or what he did: 物业公司, 镇复核后, but not 镇统一表式."""
    return text.startswith(other) and (len(text) <= len(other) + _CALLED or _any_of(REVIEWED, [text]))


def _any_of(known: Collection[str], words: Iterable[str]) -> bool:
    return any(part in word for word in words for part in known)
