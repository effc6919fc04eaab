"""What a cell under a tier says: a tick, an open box, a cross, something nobody can be sure of, or no mark at all."""

import re
from decimal import Decimal
from enum import Enum, auto

from pipeline.reading.remarks import is_against, is_harmless
from pipeline.reading.signs import CROSS, DOUBTED_BOX, OPEN, RING, in_common_signs, is_no, is_open, is_yes
from pipeline.reading.spoken import choice_in, score_in
from pipeline.reading.values import MARKS, TICKS, number_of, text_of
from validators.item import Item
from validators.scheme import Scheme
from validators.wording import folded


class Mark(Enum):
    """What is marked in one cell; TOLD is a tick in other words, REMARKED one with words that nobody knows."""

    TICK = auto()
    TOLD = auto()
    REMARKED = auto()
    OPEN = auto()
    CROSSED = auto()
    UNSURE = auto()
    VOID = auto()


CHOSEN = frozenset({Mark.TICK, Mark.TOLD, Mark.REMARKED})

_UNSURE = frozenset({DOUBTED_BOX, RING, "O", "o"})
"""Marks that choose on some forms and rule out on others."""

_TICKED = re.compile(f"[{MARKS}]+")
_LEFT = re.compile(f"[{OPEN}{CROSS}]")


def mark_in(text: str, tier: str, item: Item | None, scheme: Scheme) -> Mark | None:
    """The mark that a text under a tier is; None for points and anything else."""
    if text in TICKS:
        return Mark.TICK
    if is_yes(text):
        return Mark.TOLD
    if is_open(text):
        return Mark.OPEN
    if is_no(text):
        return Mark.CROSSED
    plain = folded(in_common_signs(text))
    if plain in _UNSURE:
        return Mark.UNSURE
    if _TICKED.search(plain):
        return _ticked(plain, tier, item, scheme)
    left = _LEFT.search(plain)
    if left is None or not _belongs(_without(plain, left), tier, item, scheme):
        return None
    return Mark.CROSSED if left[0] == CROSS else Mark.OPEN


def _ticked(plain: str, tier: str, item: Item | None, scheme: Scheme) -> Mark:
    """How sure a tick is by what is written beside it: √, ☑5分, √ 已完成, √（作废）."""
    found = _TICKED.search(plain)
    rest = _without(plain, found) if found else plain
    if _belongs(rest, tier, item, scheme):
        return Mark.TOLD
    ahead = found is not None and found.start() == 0
    if not ahead or is_against(rest) or is_no(rest) or isinstance(number_of(rest, scheme.unit), Decimal):
        return Mark.VOID
    if score_in(rest, item, scheme) is not None or any(folded(n) in rest for n in scheme.choice_by_name):
        return Mark.VOID
    return Mark.TOLD if is_harmless(rest, scheme) else Mark.REMARKED


def _without(plain: str, found: re.Match[str]) -> str:
    return text_of(plain[: found.start()] + plain[found.end() :])


def _belongs(rest: str, tier: str, item: Item | None, scheme: Scheme) -> bool:
    """Whether the words beside a mark are what is printed there: nothing, the tier's points or its name."""
    bare = rest.strip(f"(){OPEN}")
    if bare == "" or choice_in(bare, item, scheme) == scheme.choice_names[tier]:
        return True
    return item is not None and item.points[tier] in (
        number_of(bare, scheme.unit),
        score_in(rest, item, scheme),
    )
