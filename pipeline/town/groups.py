"""A district over its towns: what the communities of each did, beside the whole. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.town.consolidation import attainment_of, ranked, unit_summaries
from pipeline.town.model import Standing, Town, UnitSummary, counting
from pipeline.town.rates import Attainment
from validators.roster import Roster


class GroupSummary(NamedTuple):
    """One town of a district, or all of them: how many communities are listed, how far it is, what they scored.

    ``mean`` (points, None where none handed in) and ``grades`` (how often each, by name) are over the obliged communities
    that handed in, ``missing`` names those that did not. ``units`` is what its own lead units could gain. ``rank`` is among
    the towns, None where there is nothing to rank.
    """

    name: str
    listed: int
    attainment: Attainment
    mean: Decimal | None
    grades: Mapping[str, int]
    missing: tuple[str, ...]
    units: tuple[UnitSummary, ...]
    rank: int | None = None

    @property
    def rate(self) -> Decimal | None:
        """What it is ranked by: the share of its obliged communities that attained; None where none of them handed in."""
        return self.attainment.rate_obliged if self.attainment.received else None


def groups_of(town: Town) -> Mapping[str, Roster]:
    """The towns that its roster tells apart, with their communities; empty for a town by itself."""
    return town.roster.groups if town.roster else {}


def group_of(town: Town, name: str | None, file: str | None = None) -> str:
    """The town of the community that a name or a submission's file is known to be of; empty where the roster names none."""
    if not town.roster:
        return ""
    arrival = town.arrivals.get(file or "")
    known = (arrival and arrival.community) or name
    listed = town.roster.named(known) if known else None
    return listed.group if listed else ""


def standings_by_group(town: Town) -> Mapping[str, Sequence[Standing]]:
    """The communities that handed in, by town and by rank, those on no roster last; all under "" where no towns are told apart."""
    towns = groups_of(town)
    found: dict[str, list[Standing]] = {name: [] for name in towns or ("",)}
    for standing in town.standings:
        found.setdefault(standing.group if towns else "", []).append(standing)
    return found


def group_summaries(town: Town) -> tuple[GroupSummary, ...]:
    """Every town of a district, the highest rate first; equal ones share a rank, in the roster's order; the unranked last."""
    found = [_summary(town, name, part) for name, part in groups_of(town).items()]
    rates = [rate for summary in found if (rate := summary.rate) is not None]
    placed = [
        s if s.rate is None else s._replace(rank=1 + sum(other > s.rate for other in rates)) for s in found
    ]
    return tuple(sorted(placed, key=lambda summary: summary.rank or len(placed) + 1))


def whole_of(town: Town) -> GroupSummary:
    """The same of all that the roster lists."""
    return _summary(town, "", town.roster or Roster(communities=()))


def ranks_within(town: Town) -> Mapping[str, int | None]:
    """The rank of every community among those of its own town, by its name."""
    standings = standings_by_group(town)
    return {
        standing.name: standing.rank
        for name, part in groups_of(town).items()
        for standing in ranked(standings[name], part)
    }


def _summary(town: Town, name: str, part: Roster) -> GroupSummary:
    """What a part of the roster did."""
    names = {community.name for community in part.communities}
    standings = [standing for standing in town.standings if standing.name in names]
    cards = [standing.scorecard for standing in counting(standings, part)]
    grades = Counter(card.grade.name for card in cards)
    return GroupSummary(
        name=name,
        listed=len(names),
        attainment=attainment_of(standings, part, town.attainment.target),
        mean=sum((card.total for card in cards), Decimal(0)) / len(cards) if cards else None,
        grades={grade.name: grades[grade.name] for grade in town.scheme.grades},
        missing=tuple(community.name for community in town.missing if community.name in names),
        units=tuple(unit_summaries(standings, town.scheme)),
    )
