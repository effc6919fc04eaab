"""What the reviews drawn by lot let one reckon of the communities that were not looked at (推算). Pure.

How many communities attain by reviewed score is a count in a finite population that was drawn from without putting back,
grade by grade, with samples of one or two of a handful. A normal approximation says nothing there: its intervals may cover
the truth as seldom as n/N (Wang, Exact Optimal Confidence Intervals for Hypergeometric Parameters, JASA 110, 2015). So every
grade gets the exact interval of the hypergeometric distribution, which covers whatever the truth is: all numbers of
communities that attain for which neither tail of what was found is less likely than half of what may be missed (Wright,
Exact Confidence Bounds when Sampling from Small Finite Universes, Lecture Notes in Statistics 66, 1991). Grades are drawn
from independently, so intervals of confidence 0.95^(1/K) for the K of them that are known in part hold together with 0.95;
the town's interval is the sum of their ends. It errs on the wide side, never on the narrow one.

A community looked at for a reason (risk, pilot, by name) stands for nobody else, but what was found there is certain: an
interval reaches no further than what is known of a grade allows, which takes nothing from its confidence. A community whose
self score does not attain was not to be drawn, and counts as not attaining unless it was looked at and does. The reckoning
takes for granted that every community drawn by lot has been looked at.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from math import exp, fsum, lgamma
from typing import NamedTuple

from pipeline.town.model import Standing, Town
from pipeline.town.rates import share
from validators.scheme.parts import Grade

CONFIDENCE = 0.95
METHOD = "按自评等次分层、不放回抽样，各层用超几何分布精确区间，合并置信度95%"

_ROUNDING = 1e-9
"""A probability that is a little less than its limit only because of how computers keep fractions is none."""


class Span(NamedTuple):
    """A count that lies between two ends, both included."""

    low: int
    high: int


class Layer(NamedTuple):
    """The communities of one self grade: all, those drawn by lot, attaining of these; of all looked at attaining and not."""

    grade: Grade
    number: int
    drawn: int
    attained: int
    sure: int
    failed: int

    @property
    def possible(self) -> Span:
        """How many may attain by what was found, however it was come upon."""
        return Span(self.sure, self.number - self.failed)

    @property
    def likeliest(self) -> Decimal:
        """How many attain in the proportion of those drawn, as far as that is possible."""
        low, high = self.possible
        return min(max(Decimal(self.number * self.attained) / self.drawn, Decimal(low)), Decimal(high))


class Extrapolation(NamedTuple):
    """How many communities attain by reviewed score, were all looked at: the interval, and the likeliest count.

    ``attained`` is None where a grade has nobody drawn by lot; ``certain`` are those that were found to attain although their
    self score does not.
    """

    layers: Sequence[Layer]
    certain: int
    span: Span
    attained: Decimal | None
    obliged: int | None
    received: int

    def rates(self, of: int | None) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """The likeliest rate and the ends of its interval over so many communities; None without them."""
        point = None if self.attained is None or not of else self.attained / of
        return point, share(self.span.low, of), share(self.span.high, of)

    @property
    def unsampled(self) -> Sequence[Grade]:
        """The grades of which nobody was drawn by lot."""
        return [layer.grade for layer in self.layers if not layer.drawn]


def extrapolation(town: Town) -> Extrapolation | None:
    """The town reckoned from its reviews; None where nobody that was looked at was drawn by lot."""
    certain, by_grade = 0, defaultdict[str, list[Standing]](list)
    for standing in town.counted:
        review = town.reviews.get(standing.name)
        if standing.scorecard.attained:
            by_grade[standing.scorecard.grade.id].append(standing)
        elif review:
            certain += review.scorecard.attained
    grades = [grade for grade in reversed(town.scheme.grades) if grade.id in by_grade]
    layers = [_layer(town, grade, by_grade[grade.id]) for grade in grades]
    if not any(layer.drawn for layer in layers):
        return None
    spans = spans_of(layers)
    sampled = all(layer.drawn for layer in layers)
    return Extrapolation(
        layers=layers,
        certain=certain,
        span=Span(certain + sum(span.low for span in spans), certain + sum(span.high for span in spans)),
        attained=sum((layer.likeliest for layer in layers), Decimal(certain)) if sampled else None,
        obliged=town.attainment.obliged,
        received=town.attainment.received,
    )


def _layer(town: Town, grade: Grade, standings: Sequence[Standing]) -> Layer:
    reviews = [town.reviews[s.name] for s in standings if s.name in town.reviews]
    by_lot = [review.scorecard.attained for review in reviews if review.by_lot]
    sure = sum(review.scorecard.attained for review in reviews)
    return Layer(grade, len(standings), len(by_lot), sum(by_lot), sure, len(reviews) - sure)


def spans_of(layers: Sequence[Layer], confidence: float = CONFIDENCE) -> Sequence[Span]:
    """An interval for every layer, which hold together with that confidence; those known whole need none of it."""
    partly = sum(layer.drawn > 0 and layer.possible.low < layer.possible.high for layer in layers)
    each = confidence ** (1 / partly) if partly else confidence
    return [
        _within(span(layer.number, layer.drawn, layer.attained, each), layer.possible) for layer in layers
    ]


def _within(reckoned: Span, possible: Span) -> Span:
    """What is reckoned as far as it is possible; where that is nowhere, what is possible."""
    low, high = max(reckoned.low, possible.low), min(reckoned.high, possible.high)
    return Span(low, high) if low <= high else possible


def span(number: int, drawn: int, attained: int, confidence: float = CONFIDENCE) -> Span:
    """How many of a number attain if so many of those drawn do: the exact interval of the hypergeometric distribution."""
    least, most = attained, number - drawn + attained
    missed = (1 - confidence) / 2 - _ROUNDING
    low = _first(least, most, lambda true: _at_least(attained, number, true, drawn) > missed)
    high = -_first(-most, -least, lambda true: _at_most(attained, number, -true, drawn) > missed)
    return Span(low, high)


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The first number from which on something holds, which it does for the last."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _at_least(found: int, number: int, true: int, drawn: int) -> float:
    """How likely so many or more are found, if so many are true."""
    return _sum(range(found, min(true, drawn) + 1), number, true, drawn)


def _at_most(found: int, number: int, true: int, drawn: int) -> float:
    """How likely so many or fewer are found."""
    return _sum(range(max(0, drawn - number + true), found + 1), number, true, drawn)


def _sum(counts: Iterable[int], number: int, true: int, drawn: int) -> float:
    whole = _log_choose(number, drawn)
    return fsum(
        exp(_log_choose(true, count) + _log_choose(number - true, drawn - count) - whole) for count in counts
    )


def _log_choose(of: int, some: int) -> float:
    return lgamma(of + 1) - lgamma(some + 1) - lgamma(of - some + 1)
