"""What a cell under a tier says: a tick, an open box, a cross, something nobody can be sure of, or no mark at all."""

import re
from decimal import Decimal
from enum import Enum, auto

from pipeline.reading.boxes import DOUBTED_BOX
from pipeline.reading.values import MARKS, TICKS, UNTICKED, WORDED_TICKS, number_of, text_of
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

CROSSES = "×✗✘╳✕✖❌"
_UNSURE = frozenset({DOUBTED_BOX, "○", "〇", "◯", "O", "o"})
"""Marks that choose on some forms and rule out on others."""

_TICKED = re.compile(rf"[(\[【]?[{MARKS}]+[)\]】]?")
_LEFT = re.compile(rf"[□☐{CROSSES}]|\(\)|\[\]|【】")
_HARMLESS = re.compile(
    r"\(?已?(?:完成|落实|达到|做到|实施|开展|建立)\)?|\(?(?:详见|见|附)(?:佐证|附件|附页|材料|台账|说明|备注)(?:材料)?\)?"
)
_AGAINST = re.compile(r"[不未否无没×✗✘╳?改误错删废消撤销暂待原拟→>]|上年|去年|往年|复核|审核|初核")
"""What would turn a tick into its contrary, or make it another's or another year's."""


def mark_in(text: str, tier: str, item: Item | None, scheme: Scheme) -> Mark | None:
    """The mark that a text under a tier is; None for points and anything else."""
    if text in TICKS:
        return Mark.TICK
    if text in WORDED_TICKS:
        return Mark.TOLD
    if text in UNTICKED:
        return Mark.OPEN
    if text in _UNSURE:
        return Mark.UNSURE
    plain = folded(text)
    if _TICKED.search(plain):
        return _ticked(plain, tier, item, scheme)
    left = _LEFT.search(plain)
    if left is None or not _belongs(_without(plain, left), tier, item, scheme):
        return None
    return Mark.CROSSED if left[0] in CROSSES else Mark.OPEN


def _ticked(plain: str, tier: str, item: Item | None, scheme: Scheme) -> Mark:
    """How sure a tick is by what is written beside it: √, ☑5分, √ 已完成, √（作废）."""
    found = _TICKED.search(plain)
    rest = _without(plain, found) if found else plain
    if _belongs(rest, tier, item, scheme):
        return Mark.TOLD
    ahead = found is not None and found.start() == 0
    if not ahead or isinstance(number_of(rest, scheme.unit), Decimal) or _AGAINST.search(rest):
        return Mark.VOID
    if any(folded(name) in rest for name in scheme.choice_by_name):
        return Mark.VOID
    return Mark.TOLD if _HARMLESS.fullmatch(rest.rstrip(".,;!")) else Mark.REMARKED


def _without(plain: str, found: re.Match[str]) -> str:
    return text_of(plain[: found.start()] + plain[found.end() :])


def _belongs(rest: str, tier: str, item: Item | None, scheme: Scheme) -> bool:
    """Whether the words beside a mark are what is printed there: nothing, the tier's points or its name."""
    bare = rest.strip("()")
    if bare == "" or scheme.choice_name(bare) == scheme.choice_names[tier]:
        return True
    return item is not None and number_of(bare, scheme.unit) == item.points[tier]
