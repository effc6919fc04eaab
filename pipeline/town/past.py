"""A round as plain values, whatever it was read back from: what another round is compared with. Pure."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from validators.scheme.item import Item
from validators.scheme.model import Scheme


class PastItem(NamedTuple):
    """What an item was in the plan: of two plans it is the same item where these are equal.

    ``criterion`` is printed with its note; ``points`` are those of the tiers and of 不涉及, by name.
    """

    criterion: str
    points: Mapping[str, Decimal]


class PastMark(NamedTuple):
    """The name of what was chosen for an item, and its points; None where nothing countable was."""

    name: str | None = None
    points: Decimal | None = None


_NO_MARK = PastMark()


class PastMeasure(NamedTuple):
    """What was promised on a weak item, by a day; None where no day was written."""

    action: str
    due: date | None = None


class PastCommunity(NamedTuple):
    """What counted for a community; ``marks`` and ``measures`` are by item, an item without an entry is missing.

    ``code`` is the roster's, "" where it gives none; ``source`` the file that counted. ``answers`` stands for everything
    that the community wrote, "" where that is not known any more: equal ones are equal answers.
    """

    name: str
    code: str
    total: Decimal
    grade: str
    attained: bool
    marks: Mapping[int, PastMark]
    measures: Mapping[int, PastMeasure]
    source: str
    answers: str = ""

    def mark(self, item: int) -> PastMark:
        """The mark of an item; an empty one where it has none."""
        return self.marks.get(item, _NO_MARK)


class PastRoundError(Exception):
    """Why a round cannot be had from what is left of it; the text is one Chinese sentence with what to do."""


class PastRound(NamedTuple):
    """A round as of a day: what it was scored on, how far the town was, and every community that counted.

    ``items`` are by number, ``lines`` are the grades' thresholds by name; ``target`` is the share (0..1) to have attained
    by ``target_by``; ``obliged`` is None without a roster. ``source`` tells a reader where it is known from.
    """

    year: int
    as_of: date
    items: Mapping[int, PastItem]
    lines: Mapping[str, Decimal]
    target: Decimal
    target_by: date
    obliged: int | None
    received: int
    attained: int
    communities: tuple[PastCommunity, ...]
    source: str = ""

    @property
    def rate(self) -> Decimal | None:
        """The share of the obliged communities that attained; None where nobody is known to be obliged."""
        return Decimal(self.attained) / self.obliged if self.obliged else None


def items_of(scheme: Scheme) -> Mapping[int, PastItem]:
    """What the items of a plan are, by number."""
    return {item.no: PastItem(item.text, _points(item, scheme)) for item in scheme.items}


def _points(item: Item, scheme: Scheme) -> Mapping[str, Decimal]:
    choices = (*(tier.id for tier in scheme.tiers), "not_applicable")
    return {scheme.choice_names[choice]: scheme.points_of(item, choice) for choice in choices}


@lru_cache(maxsize=4096)
def past_mark(name: str | None, points: Decimal | None) -> PastMark:
    """A mark; communities choose alike, and one serves all of them."""
    return PastMark(name, points)
