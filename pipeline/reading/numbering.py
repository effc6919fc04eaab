"""Which item a row is about: by its number in any spelling, else by the text of its criterion."""

import re
from difflib import SequenceMatcher

from pipeline.reading.values import APOSTROPHES
from validators.item import Item
from validators.scheme import Scheme
from validators.wording import folded, without_list_mark, wording

_CIRCLED = {chr(0x2460 + n): n + 1 for n in range(20)} | {chr(0x3251 + n): n + 21 for n in range(15)}
"""① to ⑳ and ㉑ to ㉟."""

_NUMBERED = re.compile(r"(?:第|No\.?|№)?\(?([0-9]{1,9})\)?[.,:项条号]*", re.IGNORECASE)

_DIGITS = str.maketrans("０１２３４５６７８９．", "0123456789.")

_ALIKE, _APART = 0.85, 0.1
"""How like an item's criterion a text must be, and how much less like every other item's."""

_LONGER = 3
"""A text so many times longer than every criterion is none."""


def number_in(text: str) -> int | None:
    """The item number written in a text and nothing else: 第3项, 3., （3）, ③."""
    plain = folded(text).lstrip(APOSTROPHES)
    if plain in _CIRCLED:
        return _CIRCLED[plain]
    match = _NUMBERED.fullmatch(plain.translate(_DIGITS))
    return int(match[1]) if match else None


def item_of_criterion(text: str, scheme: Scheme, *, near: bool = True) -> Item | None:
    """The item whose criterion this is, but for punctuation, spaces and a list mark; None if unsure.

    ``near`` allows small edits too, where no other item's criterion is nearly as like.
    """
    known = scheme.item_by_criterion
    if len(text) < 2 or len(text) > _LONGER * max(map(len, known)):
        return None
    plain = wording(without_list_mark(text))
    if plain in known or not near:
        return known.get(plain)
    likeness: dict[int, float] = {}
    for official, item in known.items():
        ratio = SequenceMatcher(None, plain, official, autojunk=False).ratio()
        likeness[item.no] = max(likeness.get(item.no, 0), ratio)
    (best, number), *others = sorted(((ratio, number) for number, ratio in likeness.items()), reverse=True)
    second = others[0][0] if others else 0
    return scheme.item_by_no[number] if best >= _ALIKE and best - second >= _APART else None
