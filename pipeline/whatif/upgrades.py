"""Which items to raise to reach a total: the fewest, then those of the fewest lead units. Exact, not greedy.

An item may be raised to any tier worth more than what it has. A missing item and one at 不得分 have 0 points and
may be raised too; 不涉及 stays, for there is nothing to raise. Of all ways to reach the target the first is taken by

1. the number of items,
2. the number of distinct lead units (牵头单位) of these items; an item's leads by place all count,
3. the total reached, lower first,
4. item order: the earlier items, and of the same items the lower tier for the earlier one.

The number k of items is known at once: it is the least for which the k largest possible gains suffice. What
remains is a search item by item, chosen or not, over states (next item, items still to choose, gain still
needed, units already used). Three things keep it small. A state is cut when the largest gains left do not suffice:
as k-1 items cannot reach the target, any choice of k items falls short of the k largest gains by less than one
item's gain, so for each pair of the first two numbers only a few values of the third survive. A unit is forgotten
once no item left is led by it, and items are visited unit by unit, so that few are remembered at a time. And each
of the four criteria adds up over the items, the last as digits of one number, so that the best way from a state
does not depend on how it was reached, and each state is solved once.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from pipeline.reading.cells.values import number_of, text_of
from pipeline.reading.containers.grid import Cell
from pipeline.whatif.selections import NoAnswer, Selections, total_of
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.scheme.parts import Tier
from validators.scorecard import Scorecard
from validators.wording import folded, joined, number_text


class Raise(NamedTuple):
    """One item to raise: from its choice (None when missing) to a tier, and the points gained."""

    item: Item
    before: str | None
    tier: Tier
    gain: Decimal


class _Candidate(NamedTuple):
    """An item that can be raised, as the search sees it: gains in steps, lowest first, and units as bits.

    ``orders`` says per gain what choosing it adds to the order of a way.
    """

    item: int
    gains: tuple[int, ...]
    units: int
    orders: tuple[int, ...]


class _Way(NamedTuple):
    """How to go on from a state; ways compare by their first three fields. ``path`` holds (item, gain)."""

    units: int
    gained: int
    order: int
    path: tuple[tuple[int, int], ...]


def target_of(scheme: Scheme, cell: Cell) -> Decimal:
    """The points that a target stands for: a grade by its name, or a total. NoAnswer when it is neither."""
    lines = {folded(name): line for name, line in scheme.lines.items()}
    points = lines.get(folded(text_of(cell)))
    if points is not None:
        return points
    if isinstance(number_of(cell), str | None):
        names = joined(scheme.lines)
        raise NoAnswer(f"目标“{text_of(cell)}”不是等次，也不是总分。请填{names}之一，或填一个总分。")
    return total_of(scheme, cell) or Decimal(0)


def upgrades(chosen: Selections, target: Decimal) -> tuple[Raise, ...]:
    """The items to raise for a total of ``target`` points, in item order.

    NoAnswer when the target is reached, when it cannot be, or when an item's choice cannot be read.
    """
    chosen.require_readable()
    return fewest(chosen.scheme, chosen.scorecard, target)


def fewest(scheme: Scheme, card: Scorecard, target: Decimal) -> tuple[Raise, ...]:
    """The same from a scorecard, where an item whose choice cannot be read has nothing yet."""
    if card.total >= target:
        raise NoAnswer(f"现在总分{number_text(card.total)}，已达到{number_text(target)}，不用再提高。")
    options = {item.no: choices for item in scheme.items if (choices := _options(card, scheme, item))}
    highest = card.total + sum((choices[-1].gain for choices in options.values()), Decimal(0))
    if highest < target:
        raise NoAnswer(
            f"能提高的项目都提到最高档，总分也只有{number_text(highest)}，达不到{number_text(target)}。"
        )
    needed, gains = _in_steps(target - card.total, options)
    largest = sorted((found[-1] for found in gains.values()), reverse=True)
    count = next(n for n, gained in enumerate(accumulate(largest), start=1) if gained >= needed)
    path = _search(_candidates(gains, scheme), count, needed)
    return tuple(options[number][gains[number].index(gain)] for number, gain in sorted(path))


def advised(raises: Sequence[Raise]) -> str:
    """Which items to raise to what, by tier: ``第7、10项提升到良好``."""
    by_tier: dict[str, list[int]] = {}
    for up in raises:
        by_tier.setdefault(up.tier.name, []).append(up.item.no)
    return "；".join(f"第{joined(items)}项提升到{tier}" for tier, items in by_tier.items())


def _in_steps(
    needed: Decimal, options: Mapping[int, Sequence[Raise]]
) -> tuple[int, dict[int, tuple[int, ...]]]:
    """The points needed and each item's gains as whole numbers of a common step."""
    values = [needed, *(choice.gain for choices in options.values() for choice in choices)]
    steps = 10 ** max(0, *(-int(value.as_tuple().exponent) for value in values))
    return int(needed * steps), {n: tuple(int(c.gain * steps) for c in options[n]) for n in options}


def _options(card: Scorecard, scheme: Scheme, item: Item) -> list[Raise]:
    mark = card.mark(item.no)
    if mark.choice == "not_applicable":
        return []
    has = mark.points or Decimal(0)
    return [
        Raise(item, mark.name, tier, item.points[tier.id] - has)
        for tier in scheme.tiers
        if item.points[tier.id] > has
    ]


def _candidates(gains: Mapping[int, tuple[int, ...]], scheme: Scheme) -> list[_Candidate]:
    """The items that can be raised, those of a unit side by side."""
    bits: dict[str, int] = {}
    base = max(map(len, gains.values())) + 1
    found = []
    for number, choices in gains.items():
        item = scheme.item_by_no[number]
        units = 0
        for duty in item.lead:
            units |= bits.setdefault(duty.unit, 1 << len(bits))
        # A bit and a digit per item, the first item's the highest: an earlier item chosen makes the order less,
        # whatever the digits say; a higher tier makes it more.
        place = len(scheme.items) - number
        bit = base ** len(scheme.items) * 2**place
        orders = tuple(tier * base**place - bit for tier in range(len(choices)))
        found.append(_Candidate(number, choices, units, orders))
    return sorted(found, key=lambda candidate: (candidate.units.bit_length(), candidate.units))


def _search(candidates: Sequence[_Candidate], count: int, needed: int) -> tuple[tuple[int, int], ...]:
    """The best way to choose exactly ``count`` candidates that gain ``needed`` or more; there must be one."""
    ahead = [0] * (len(candidates) + 1)
    reach: list[list[int]] = [[0]]
    for index in range(len(candidates) - 1, -1, -1):
        ahead[index] = ahead[index + 1] | candidates[index].units
        largest = sorted((c.gains[-1] for c in candidates[index:]), reverse=True)
        reach.insert(0, [0, *accumulate(largest)])

    @cache
    def best(index: int, left: int, need: int, used: int) -> _Way | None:
        if left >= len(reach[index]) or reach[index][left] < need:
            return None
        if left == 0:
            return _Way(0, 0, 0, ())
        candidate = candidates[index]
        after = ahead[index + 1]
        ways = [best(index + 1, left, need, used & after)]
        new = (candidate.units & ~used).bit_count()
        for gain, order in zip(candidate.gains, candidate.orders, strict=True):
            way = best(index + 1, left - 1, need - gain, (used | candidate.units) & after)
            if way:
                path = ((candidate.item, gain), *way.path)
                ways.append(_Way(way.units + new, way.gained + gain, way.order + order, path))
        return min((way for way in ways if way), default=None)

    way = best(0, count, needed, 0)
    assert way is not None  # noqa: S101 - the count was taken so that its largest gains suffice
    return way.path
