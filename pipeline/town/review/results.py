"""What the reviews say beside the self scores: of every community, item and lead unit, and of the town. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from pipeline.town.attainment import percent
from pipeline.town.groups import groups_of
from pipeline.town.model import Standing, Town
from pipeline.town.rates import Attainment
from pipeline.town.review.estimate import METHOD, Extrapolation, extrapolation
from pipeline.town.review.model import Review, ReviewMark
from validators.scheme.item import Item
from validators.scorecard import Scorecard
from validators.wording import joined, named, number_text

_NAMED = 10
"""Communities by name; a paragraph has no room for more."""


class ReviewOutcome(StrEnum):
    """What a review makes of a self score."""

    SAME = "一致"
    LOWERED = "核减"
    RAISED = "核增"


def outcome(difference: Decimal) -> ReviewOutcome:
    """By how the points differ."""
    return (
        ReviewOutcome.LOWERED
        if difference < 0
        else ReviewOutcome.RAISED
        if difference
        else ReviewOutcome.SAME
    )


class ItemChanged(NamedTuple):
    """An item of a community that was looked at: its own mark's name, what was found, by how many points that differs."""

    item: Item
    own: str | None
    mark: ReviewMark
    difference: Decimal

    def told(self, unit: str) -> str:
        """In words: ``第5项由甲改为乙（-1分）：两处损坏``."""
        sign = "+" if self.difference > 0 else ""
        points = f"（{sign}{number_text(self.difference)}{unit}）" if self.difference else ""
        why = self.mark.reason or self.mark.seen
        return f"第{self.item.no}项由{self.own or '未选'}改为{self.mark.choice}{points}{'：' if why else ''}{why}"


class CommunityReviewed(NamedTuple):
    """A community that was looked at; ``looked_at`` are the items of it that were, changed or not."""

    standing: Standing
    review: Review
    looked_at: Sequence[ItemChanged]

    @property
    def difference(self) -> Decimal:
        """Points of the review over those of its own."""
        return self.review.scorecard.total - self.standing.scorecard.total

    @property
    def outcome(self) -> ReviewOutcome:
        """What became of its total."""
        return outcome(self.difference)

    @property
    def changed(self) -> Sequence[ItemChanged]:
        """The items of which another choice was found."""
        return [one for one in self.looked_at if one.mark.choice != one.own]


class Tally(NamedTuple):
    """How often something was looked at, and with what outcome; ``lowered_by`` and ``raised_by`` are points, 0 and more."""

    looked_at: int
    same: int
    lowered: int
    raised: int
    lowered_by: Decimal
    raised_by: Decimal


def tally_of(differences: Sequence[Decimal]) -> Tally:
    """The differences added up by outcome."""
    down, up = [d for d in differences if d < 0], [d for d in differences if d > 0]
    same = len(differences) - len(down) - len(up)
    return Tally(len(differences), same, len(down), len(up), -sum(down, Decimal(0)), sum(up, Decimal(0)))


def communities_reviewed(town: Town) -> Sequence[CommunityReviewed]:
    """Those that were looked at, in the roster's order."""
    return [
        CommunityReviewed(standing, review, [*_looked_at(town, standing, review)])
        for standing in town.in_roster_order
        if (review := town.reviews.get(standing.name))
    ]


def _looked_at(town: Town, standing: Standing, review: Review) -> Iterator[ItemChanged]:
    for number, mark in sorted(review.marks.items()):
        if mark.points is not None:
            own = standing.scorecard.mark(number)
            yield ItemChanged(town.scheme.item_by_no[number], own.name, mark, mark.points - (own.points or 0))


def items_reviewed(town: Town) -> Sequence[tuple[Item, Tally, Sequence[str]]]:
    """Every item that was looked at anywhere with the communities where it was changed; what lost most comes first."""
    found = communities_reviewed(town)
    lines = []
    for item in town.scheme.items:
        here = [(c.standing.name, one) for c in found for one in c.looked_at if one.item is item]
        if here:
            changed = [name for name, one in here if one.difference]
            lines.append((item, tally_of([one.difference for _, one in here]), changed))
    return sorted(lines, key=lambda line: (-line[1].lowered_by, line[0].no))


class UnitReviewed(NamedTuple):
    """A lead unit (and scope) with those of its items that were looked at.

    ``group`` is the town of a district that it is of, "" for a town by itself.
    """

    group: str
    unit: str
    scope: str | None
    items: Sequence[int]
    tally: Tally


def units_reviewed(town: Town) -> Sequence[UnitReviewed]:
    """The lead units of what was looked at, in the scheme's order; an item with two leads counts with both.

    Each town of a district has its own.
    """
    towns = groups_of(town)
    found: dict[str, list[ItemChanged]] = {name: [] for name in towns or ("",)}
    for community in communities_reviewed(town):
        found.setdefault(community.standing.group if towns else "", []).extend(community.looked_at)
    lines = []
    for (group, looked_at), unit in product(found.items(), town.units):
        own = [one for one in looked_at if one.item.no in unit.items]
        if own:
            numbers, tally = sorted({one.item.no for one in own}), tally_of([one.difference for one in own])
            lines.append(UnitReviewed(group, unit.unit, unit.scope, numbers, tally))
    return lines


def final_card(town: Town, standing: Standing) -> Scorecard:
    """The reviewed score of a community where there is one, else its own."""
    review = town.reviews.get(standing.name)
    return review.scorecard if review else standing.scorecard


def reviewed_attainment(town: Town) -> Attainment:
    """How far the town is by reviewed scores where there are any, over the same communities as by self scores."""
    attained = [standing for standing in town.counted if final_card(town, standing).attained]
    clean = sum(standing.clean for standing in attained)
    return replace(town.attainment, attained=len(attained), attained_clean=clean)


def review_line(town: Town) -> str:
    """The reviews in a sentence: ``抽查4个社区，与自评一致2个，核减2个，平均核减2.5分；按考评分计达标9个，达标率69.2%。``."""
    unit = town.scheme.unit
    found = tally_of([community.difference for community in communities_reviewed(town)])
    parts = [f"抽查{found.looked_at}个社区", f"与自评一致{found.same}个"]
    for number, points, word in (
        (found.lowered, found.lowered_by, ReviewOutcome.LOWERED),
        (found.raised, found.raised_by, ReviewOutcome.RAISED),
    ):
        if number:
            mean = (points / number).quantize(Decimal("0.01"), ROUND_HALF_UP)
            parts += [f"{word}{number}个", f"平均{word}{number_text(mean)}{unit}"]
    by = reviewed_attainment(town)
    rate = f"，达标率{percent(by.rate_obliged)}" if by.rate_obliged is not None else ""
    received = f"（按已报{by.received}个计为{percent(by.rate_received)}）" if by.received else ""
    return f"{'，'.join(parts)}；按考评分计达标{by.attained}个{rate}{received}。"


def estimate_line(town: Town) -> str:
    """What can be reckoned from the reviews drawn by lot, marked as an estimate; ``""`` where nothing can."""
    found = extrapolation(town)
    if found is None:
        return ""
    low, high = found.span
    span = f"达标数为{low}个" if low == high else f"达标数估计在{low}至{high}个之间"
    told = [f"全镇如全部考评，{span}"]
    if found.attained is not None:
        told.append(f"按比例推算约{_rounded(found.attained)}个")
    told += [*_rate(found, found.obliged, "应报"), *_rate(found, found.received, "已报")]
    missing = joined(f"“{grade.name}”" for grade in found.unsampled)
    gap = f"{missing}没有随机抽中并已考评的社区，只能取最宽的范围。" if missing else ""
    waiting = len(town.unreviewed)
    left = f"现在还有{waiting}个没有考评（{named(town.unreviewed, _NAMED)}），" if waiting else ""
    proviso = f"以抽中的社区都已考评为前提，{left}是推算，不是考评结果"
    return f"{'，'.join(told)}。{gap}方法：{METHOD}；{proviso}。"


def _rate(found: Extrapolation, of: int | None, word: str) -> Iterator[str]:
    if of:
        _, low, high = found.rates(of)
        yield f"按{word}{of}个计为{percent(low)}{'' if low == high else f'至{percent(high)}'}"


def _rounded(count: Decimal) -> str:
    return number_text(count.quantize(Decimal("0.1"), ROUND_HALF_UP))
