"""Selections and scores in more words than the plan has for them; each is noted by whoever reads it so."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from pipeline.reading.cells.boxes import boxed_choice
from pipeline.reading.cells.remarks import is_harmless, is_reason, with_remark
from pipeline.reading.cells.values import MARKS, narrow, number_of, text_of
from pipeline.reading.words.numerals import ONES
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.wording import folded

_ENCLOSED = {
    sign: f"{unicodedata.numeric(sign):g}"
    for first, last in ("①⒛", "⓪⓿", "❶➓", "㈠㈩", "㊀㊉", "🄀🄊")
    for sign in map(chr, range(ord(first), ord(last) + 1))
}
"""Numbers in a circle or brackets or with a stop, each of one character: ④, ⑷, ⒋, ❹, ㈣."""
_ENCLOSED_ALONE = f"(?<![0-9.])[{''.join(_ENCLOSED)}](?![0-9.])"
_ONE = f"[{''.join(ONES)}]"
_SCORE = rf"\+?(?:([0-9]{{1,3}}(?:\.[0-9]+|点[0-9])?)|({_ONE})(?:点({_ONE}))?)"
_END = ".。,，;；!！:："
_AROUND = {'"': '"', "'": "'", "(": ")", "《": "》", "<": ">", "「": "」", "『": "』"}
_FULL = "满分"
_OF_FULL = rf"(?:{_FULL}|满|共)(?:为|是|:)?([0-9].*)"
"""What an item may earn at most, told beside its score."""
_OF_MOST = r"([^/]+)/([^/]+)"
"""A score and what an item may earn at most, parted by a stroke: 4/5."""
_EARNED = ("得", "共", "计", "共得", "共计", "计得")
_NUMBER_FIRST = r"\(?([0-9]+(?:\.[0-9]+)?)(\w?)\)?[.,:\-]*\(?([^()0-9]+)\)?"
_COUNTED = r"\([0-9]\)|[0-9][.,:\-]+[^()0-9]"
"""A number that counts the tiers; that of 3（良好） is a score."""
_NAME_FIRST = r"([^()0-9]+?)[,:\-]*\(?([0-9]+(?:\.[0-9]+)?)(\w?)\)?"
_LISTED = r"(?:\([A-Za-z一二三四五]\)|[A-Za-z一二三四五][.,:)\-]|[①-⑤])(.+)"


def score_in(text: str, item: Item | None, scheme: Scheme) -> Decimal | None:
    """The one number that a text names as a score, whatever remark goes with it.

    ``4.``, （5）, 得5分, 5分整, 五, 三点五分, 2分半, 满分, 4（满分）, 4分（自评）, 0分（未开展）.
    """
    said = _score_in(text, item, scheme)
    if said is not None or item is None or not (parts := with_remark(text)):
        return said
    points, remark = _score_in(parts[0], item, scheme), parts[1]
    if points is None or (remark != _FULL and _choice_in(remark, item, scheme)):
        return None
    return points if _goes_with(remark, points, item, scheme, explained=points == 0) else None


def _score_in(text: str, item: Item | None, scheme: Scheme) -> Decimal | None:
    plain = _said(text.strip(MARKS + " "), (*scheme.labels.score, *_EARNED), scheme)
    plain = re.sub(_ENCLOSED_ALONE, lambda sign: _ENCLOSED[sign[0]], plain)
    if (
        item
        and (parts := re.fullmatch(_OF_MOST, folded(plain)))
        and (number_of(parts[2], scheme.unit) == item.max_points)
    ):
        plain = parts[1]
    if item and (most := re.fullmatch(_OF_FULL, folded(plain))):
        return item.max_points if number_of(most[1], scheme.unit) == item.max_points else None
    if plain == _FULL:
        return item.max_points if item else None
    bare = narrow(plain).removesuffix("整").rstrip(_END)
    half = bare.endswith(scheme.unit + "半")
    match = re.fullmatch(
        _SCORE, bare.removesuffix("半" if half else "").removesuffix(scheme.unit).rstrip(_END)
    )
    if match is None:
        return None
    digits, whole, tenths = match.groups()
    said = digits.replace("点", ".") if digits else ONES[whole] + (f".{ONES[tenths]}" if tenths else "")
    return None if half and "." in said else Decimal(said) + (Decimal("0.5") if half else 0)


def choice_in(text: str, item: Item | None, scheme: Scheme) -> str | None:
    """The one choice that a text names beside marks, a number in a list or its points; ``""`` for open boxes alone.

    √良好, “良好”, 自评：良好, A.良好, 3-良好, 良好（5分）, 5分（良好）, 良好（自评）, 不涉及（无文物）,
    □合格 □一般 ☑良好.
    """
    boxed = boxed_choice(text, item, scheme)
    if boxed is not None:
        return boxed
    name = _choice_in(text, item, scheme)
    if name is not None or item is None or not (parts := with_remark(text)):
        return name
    for said, remark in (parts, parts[::-1]):
        if name := _choice_in(said, item, scheme):
            choice, points = scheme.selections(item)[name]
            explained = choice in ("zero", "not_applicable")
            if _goes_with(remark, points, item, scheme, explained=explained):
                return name
    return None


def _goes_with(remark: str, points: Decimal, item: Item, scheme: Scheme, *, explained: bool) -> bool:
    """Whether a remark says the same as what it stands beside, nothing about it, or why an item earns nothing."""
    most = re.fullmatch(_OF_FULL, remark)
    if is_harmless(remark, scheme) or (most and number_of(most[1], scheme.unit) == item.max_points):
        return True
    said = _points_in(remark, item, scheme)
    return explained and is_reason(remark, scheme) if said is None else said == points


def _points_in(text: str, item: Item, scheme: Scheme) -> Decimal | None:
    """The points of the score or choice that a text names."""
    score, name = _score_in(text, item, scheme), _choice_in(text, item, scheme)
    return scheme.selections(item)[name][1] if score is None and name else score


def _choice_in(text: str, item: Item | None, scheme: Scheme) -> str | None:
    """The one choice that a text without a remark names."""
    plain = folded(_said(text.strip(MARKS + " "), scheme.labels.tier, scheme))
    if name := scheme.choice_name(plain):
        return name
    if number_of(plain, scheme.unit) == 0:
        return scheme.choices.zero.name
    if plain == _FULL and item:
        return next((tier.name for tier in scheme.tiers if item.points[tier.id] == item.max_points), None)
    if listed := re.fullmatch(_LISTED, plain):
        return scheme.choice_name(listed[1])
    return _with_number(plain, item, scheme) if item else None


def _said(text: str, labels: Iterable[str], scheme: Scheme) -> str:
    """What a text says without stops behind it, quotes or brackets around it, or a column's label before it."""
    plain = text_of(text).strip("_＿").rstrip(_END)
    while len(plain) > 2 and _AROUND.get(folded(plain[0])) == folded(plain[-1]):
        plain = text_of(plain[1:-1]).rstrip(_END)
    words = [word for word in (*labels, *scheme.self_words) if plain.startswith(word)]
    label = max(words, key=len, default="")
    return plain.removeprefix(label).lstrip(":： 为") if plain != label else plain


def _with_number(plain: str, item: Item, scheme: Scheme) -> str | None:
    """The choice beside which a number stands: its points, or before it its place among the tiers."""
    before, behind = re.fullmatch(_NUMBER_FIRST, plain), re.fullmatch(_NAME_FIRST, plain)
    if before:
        number, unit, word = before.groups()
    elif behind:
        word, number, unit = behind.groups()
    else:
        return None
    name = scheme.choice_name(word)
    if name is None or unit not in ("", scheme.unit):
        return None
    choice, points = scheme.selections(item).get(name, ("", None))
    ids = [tier.id for tier in scheme.tiers]
    place = ids.index(choice) + 1 if choice in ids and re.match(_COUNTED, plain) else 0
    places = {str(place), str(len(ids) + 1 - place)} if place else set()
    return name if number_of(number) == points or number in places else None
