"""Whom to help over a line (帮扶): communities below the plan's line, or just short of the next grade. Pure."""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.town.model import Standing, Town
from pipeline.whatif.selections import NoAnswer
from pipeline.whatif.upgrades import Raise, advised, fewest
from validators.scheme.model import Scheme
from validators.scheme.parts import Grade
from validators.scorecard import Scorecard


class Support(NamedTuple):
    """A community, the grade it is to reach, what it lacks, and the fewest items to raise; ``refusal`` is why there are none.

    ``unscored`` are its items without points, which are to be filled in or corrected first.
    """

    standing: Standing
    grade: Grade
    gap: Decimal
    raises: tuple[Raise, ...]
    unscored: tuple[int, ...]
    refusal: str = ""

    @property
    def gain(self) -> Decimal:
        """The points that raising the items brings."""
        return sum((up.gain for up in self.raises), Decimal(0))

    @property
    def total(self) -> Decimal:
        """The total once they are raised."""
        return self.standing.scorecard.total + self.gain

    @property
    def advice(self) -> str:
        """Which items to raise to what; else why nothing can be advised."""
        return self.refusal or advised(self.raises)

    @property
    def units(self) -> tuple[str, ...]:
        """The lead units (牵头单位) of these items, each once."""
        return tuple(dict.fromkeys(duty.unit for up in self.raises for duty in up.item.lead))


@lru_cache(maxsize=1)
def supports(town: Town) -> tuple[Support, ...]:
    """Those below the line first, then those nearest to their next grade; of each in the roster's order.

    Several sheets ask, and a community takes some 5 ms.
    """
    found = [support for standing in town.counted if (support := _support(standing, town.scheme))]
    return tuple(sorted(found, key=lambda support: (support.standing.scorecard.attained, support.gap)))


def _support(standing: Standing, scheme: Scheme) -> Support | None:
    card = standing.scorecard
    grade = _within_reach(card, scheme)
    if grade is None:
        return None
    line = grade.at_least or Decimal(0)
    unscored = tuple(mark.item for mark in card.marks if mark.points is None)
    try:
        return Support(standing, grade, line - card.total, fewest(scheme, card, line), unscored)
    except NoAnswer as refusal:
        return Support(standing, grade, line - card.total, (), unscored, str(refusal))


def _within_reach(card: Scorecard, scheme: Scheme) -> Grade | None:
    """The grade that a community is to be helped to: the plan's line, above it the next grade where little is lacking."""
    if not card.attained:
        return scheme.attained_grade
    return card.next_grade if card.gap <= scheme.attainment.near else None
