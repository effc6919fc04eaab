"""What a cell under a tier says: a tick, an open box, a cross, something nobody can be sure of, or no mark at all."""

import re
from decimal import Decimal
from enum import Enum, auto

from pipeline.reading.cells.informal import choice_in, score_in
from pipeline.reading.cells.remarks import is_against, is_harmless
from pipeline.reading.cells.signs import (
    CROSS,
    DOUBTED_BOX,
    OPEN,
    RING,
    in_common_signs,
    is_no,
    is_open,
    is_yes,
)
from pipeline.reading.cells.values import MARKS, TICKS, number_of, text_of
from pipeline.reading.containers.grid import Cell
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.wording import folded


class TierMark(Enum):
    """What is marked in one cell; TOLD is a tick in other words, REMARKED one with words that nobody knows."""

    TICK = auto()
    TOLD = auto()
    REMARKED = auto()
    OPEN = auto()
    CROSSED = auto()
    UNSURE = auto()
    VOID = auto()


CHOSEN = frozenset({TierMark.TICK, TierMark.TOLD, TierMark.REMARKED})

_UNSURE = frozenset({DOUBTED_BOX, RING, "O", "o"})
"""Marks that choose on some forms and rule out on others."""

_TICKED = f"[{MARKS}]+"
_LEFT = f"[{OPEN}{CROSS}]"


def mark_of(cell: Cell, tier: str, item: Item | None, scheme: Scheme) -> TierMark | None:
    """The mark in a cell under a tier; None when it holds nothing, or something else such as points."""
    if cell == "" or type(cell) is float:
        return None
    if isinstance(cell, bool):
        return TierMark.TOLD if cell else TierMark.OPEN
    return mark_in(text_of(cell), tier, item, scheme)


def mark_in(text: str, tier: str, item: Item | None, scheme: Scheme) -> TierMark | None:
    """The mark that a text under a tier is; None for points and anything else."""
    if text in TICKS:
        return TierMark.TICK
    if is_yes(text):
        return TierMark.TOLD
    if is_open(text):
        return TierMark.OPEN
    if is_no(text):
        return TierMark.CROSSED
    plain = folded(in_common_signs(text))
    if plain in _UNSURE:
        return TierMark.UNSURE
    if re.search(_TICKED, plain):
        return _ticked(plain, tier, item, scheme)
    left = re.search(_LEFT, plain)
    if left is None or not _belongs(_without(plain, left), tier, item, scheme):
        return None
    return TierMark.CROSSED if left[0] == CROSS else TierMark.OPEN


def _ticked(plain: str, tier: str, item: Item | None, scheme: Scheme) -> TierMark:
    """How sure a tick is by what is written beside it: √, ☑5分, √ 已完成, √（作废）."""
    found = re.search(_TICKED, plain)
    rest = _without(plain, found) if found else plain
    if _belongs(rest, tier, item, scheme):
        return TierMark.TOLD
    ahead = found is not None and found.start() == 0
    if not ahead or is_against(rest) or is_no(rest) or isinstance(number_of(rest, scheme.unit), Decimal):
        return TierMark.VOID
    if score_in(rest, item, scheme) is not None or any(folded(n) in rest for n in scheme.choice_by_name):
        return TierMark.VOID
    return TierMark.TOLD if is_harmless(rest, scheme) else TierMark.REMARKED


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
