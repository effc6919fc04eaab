"""Selections and scores in more words than the plan has for them; each is noted by whoever reads it so."""

import re
from decimal import Decimal

from pipeline.reading.seen import STRUCK_OUT
from pipeline.reading.values import SHOWN_AS_PICTURE, TICKS, WORDED_TICKS, narrow, number_of, text_of
from validators.item import Item
from validators.scheme import Scheme
from validators.wording import folded

_ONES = {numeral: str(number % 10) for number, numeral in enumerate("零一二三四五六七八九〇")} | {
    "两": "2",
    "十": "10",
}
_SCORE = (
    r"得?(?:([0-9]{1,3}(?:\.[0-9]+)?)|([零〇一二两三四五六七八九十])(?:点([零〇一二三四五六七八九]))?)[.。]?"
)
_END = ".。,，;；!！"
_MARKS = "".join(TICKS | {"✅", SHOWN_AS_PICTURE}) + " 　"
_BOTH = r"([^()]+)\(([^()]+)\)"
_AGAINST = "不未否无没×✗✘╳"
"""What would turn a tick into its contrary."""


def score_in(text: str, unit: str) -> Decimal | None:
    """The one number that a text names as a score: ``4.``, 得5分, 5分整, 五, 三点五分."""
    plain = narrow(text_of(text)).rstrip(_END).removesuffix("整").removesuffix(unit).rstrip(_END)
    match = re.fullmatch(_SCORE, plain)
    if match is None:
        return None
    digits, whole, tenths = match.groups()
    return Decimal(digits or _ONES[whole] + (f".{_ONES[tenths]}" if tenths else ""))


def choice_in(text: str, item: Item | None, scheme: Scheme) -> str | None:
    """The one choice that a text names beside a tick, a full stop or its points: √良好, 良好（5分）, 5分（良好）."""
    plain = text.strip(_MARKS).rstrip(_END)
    if name := scheme.choice_name(plain) if plain != text else None:
        return name
    both = re.fullmatch(_BOTH, folded(plain))
    if both is None or item is None:
        return None
    selections = scheme.selections(item)
    for word, number in (both.groups(), reversed(both.groups())):
        name = scheme.choice_name(word)
        if name and name in selections and selections[name][1] == number_of(number, scheme.unit):
            return name
    return None


def is_told_tick(text: str, printed: Decimal | None, scheme: Scheme) -> bool:
    """Whether a text is a tick in other words: Y, V, √√, ✅, √5 where 5 is printed, √ 已完成."""
    if text in WORDED_TICKS:
        return True
    rest = text_of(text.strip(_MARKS))
    if rest == text or rest.endswith(STRUCK_OUT):
        return False
    if rest == "":
        return True
    number = number_of(rest, scheme.unit)
    if isinstance(number, Decimal):
        return number == printed
    begins = text[0] in _MARKS and not any(letter in rest for letter in _AGAINST)
    return begins and choice_in(rest, None, scheme) is None and scheme.choice_name(rest) is None
