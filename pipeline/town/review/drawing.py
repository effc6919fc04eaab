"""The draw (抽样): which communities are looked at on site, and which of their items. Pure.

Declared projects are drawn from: the submissions of obliged communities whose self score attains (三、组织实施（三）). They are
parted by grade, and of every grade the share is drawn by lot. Beside these stand, apart from them, the communities that risk
speaks for, and the pilots: nothing about the town can be reckoned from how those were chosen.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from pipeline.town.model import Standing, Town
from pipeline.town.review.framing import Framed, OutsideFrame, Stratum, outside, strata_of
from pipeline.town.review.lots import lot, number_drawn
from pipeline.town.review.risks import ItemRisks, Risks
from validators.wording import number_text

_TRIED_FIRST = "试点社区"


class Way(StrEnum):
    """How a community or an item came to be looked at."""

    RANDOM = "随机"
    FOCUS = "重点"
    PILOT = "试点"


class ChosenItem(NamedTuple):
    """An item to be looked at: what speaks for it, nothing where it was drawn by lot."""

    item: int
    reasons: tuple[str, ...] = ()

    @property
    def way(self) -> Way:
        """How it came to be looked at."""
        return Way.FOCUS if self.reasons else Way.RANDOM


class ChosenCommunity(NamedTuple):
    """A community to be looked at; ``reasons`` are what speaks for it, also where it was drawn at random."""

    standing: Standing
    way: Way
    reasons: tuple[str, ...]
    items: tuple[ChosenItem, ...]

    @property
    def name(self) -> str:
        """The community's name."""
        return self.standing.name

    @property
    def told(self) -> str:
        """All of it as a line, by which one draw is known to be another."""
        items = (f"{chosen.item} {'；'.join(chosen.reasons)}" for chosen in self.items)
        return "\t".join((self.name, self.way, "；".join(self.reasons), *items))


@dataclass(frozen=True)
class Draw:
    """One draw for the round of a year; ``chosen`` begins with those drawn at random, by grade from the top."""

    year: int
    seed: int
    share: Decimal
    strata: tuple[Stratum, ...]
    outside: tuple[OutsideFrame, ...]
    chosen: tuple[ChosenCommunity, ...]

    @cached_property
    def frame(self) -> str:
        """What was drawn from: grade, community and total, a line each in the order of the lots."""
        lines = (
            (stratum.grade.name, framed.standing.name, number_text(framed.standing.scorecard.total))
            for stratum in self.strata
            for framed in stratum.communities
        )
        return "\n".join(map("\t".join, lines))

    @cached_property
    def digest(self) -> str:
        """The same for the same seed, share, frame and outcome, else another (SHA-256)."""
        head = f"{self.year} {self.seed} {self.share}"
        text = "\n".join((head, self.frame, *(chosen.told for chosen in self.chosen)))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def of(self, way: Way) -> tuple[ChosenCommunity, ...]:
        """The communities that came to be looked at in one way."""
        return tuple(chosen for chosen in self.chosen if chosen.way is way)


def drawn(town: Town, seed: int, share: Decimal) -> Draw:
    """The draw of a town's round: the same for the same submissions, roster, seed and share (0..1), in whatever order."""
    strata = tuple(strata_of(town, seed, share))
    chosen = tuple(_chosen(town, strata, seed, share))
    return Draw(town.round, seed, share, strata, tuple(outside(town)), chosen)


def _chosen(town: Town, strata: tuple[Stratum, ...], seed: int, share: Decimal) -> Iterator[ChosenCommunity]:
    """Those drawn by lot, then those that most speaks for, then the pilots that neither is true of."""
    risks = Risks(town)
    at_random = [framed for stratum in strata for framed in stratum.drawn]
    others = [framed for stratum in strata for framed in stratum.others]
    others.sort(key=lambda framed: framed.lot)
    reasons = {framed.lot: risks.of(framed.standing) for framed in (*at_random, *others)}
    focus = [framed for framed in others if reasons[framed.lot]]
    focus.sort(key=lambda framed: -len(reasons[framed.lot]))
    pilots = [framed for framed in others if not reasons[framed.lot] and _is_pilot(framed)]
    for way, some in ((Way.RANDOM, at_random), (Way.FOCUS, focus), (Way.PILOT, pilots)):
        for framed in some:
            items = _items(town, framed.standing, risks.items_of(framed.standing), seed, share)
            told = (*reasons[framed.lot], *([_TRIED_FIRST] if _is_pilot(framed) else []))
            yield ChosenCommunity(framed.standing, way, told, tuple(items))


def _is_pilot(framed: Framed) -> bool:
    return bool(framed.standing.listed and framed.standing.listed.pilot)


def _items(
    town: Town, standing: Standing, risks: ItemRisks, seed: int, share: Decimal
) -> Iterator[ChosenItem]:
    """What risk speaks for, and as many of the rest by lot as make up the share of all: at least one; by number."""
    every = [item.no for item in town.scheme.items]
    rest = sorted(
        (number for number in every if number not in risks),
        key=lambda number: lot(seed, town.round, standing.name, number),
    )
    by_lot = rest[: max(number_drawn(share, len(every)) - len(risks), 1)]
    return (ChosenItem(number, risks.get(number, ())) for number in sorted((*risks, *by_lot)))
