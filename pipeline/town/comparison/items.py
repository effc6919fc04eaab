"""Item by item and lead unit by lead unit: how a town moved from round to round. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from pipeline.town.comparison.kept import past_of
from pipeline.town.comparison.matching import by_community, is_weak, same_items
from pipeline.town.groups import groups_of
from pipeline.town.model import Town, UnitSummary
from pipeline.town.past import PastCommunity, PastRound
from validators.scheme.model import Scheme

_Communities: TypeAlias = Mapping[str, Sequence[PastCommunity]]
"""A round's communities by the name that they go by now."""


class ItemChange(NamedTuple):
    """One item: the share of the communities of each round that chose a tier, by the tier's name.

    None stands for a round in which nobody reported or the item was another.
    """

    item: int
    shares: tuple[Mapping[str, Decimal] | None, ...]
    adjusted: bool
    """Whether the item was another in some round."""


class UnitChange(NamedTuple):
    """One lead unit (with its scope): its weak places, a community's item each, round by round.

    ``group`` is the town of a district that it is of, "" for a town by itself.
    ``items`` are those of one standard in all rounds, ``adjusted`` the others, which are not counted. Of the communities that
    reported in this round and the one before ``comparable`` are the weak places then, ``mended`` those that are no more,
    ``new`` those that are now only.
    """

    group: str
    unit: str
    scope: str | None
    items: tuple[int, ...]
    adjusted: tuple[int, ...]
    weak: tuple[int, ...]
    comparable: int
    mended: int
    new: int

    @property
    def rate(self) -> Decimal | None:
        """The share of the weak places of before that are mended; None where there were none."""
        return Decimal(self.mended) / self.comparable if self.comparable else None


def item_changes(town: Town) -> list[ItemChange]:
    """Every item of the plan, in order."""
    rounds = (*town.earlier, past_of(town))
    same = [same_items(round_, rounds[-1]) for round_ in rounds]
    names = [tier.name for tier in town.scheme.tiers]
    return [
        ItemChange(
            number,
            tuple(
                _shares(of, number, names) if number in known else None
                for of, known in zip(rounds, same, strict=True)
            ),
            adjusted=not all(number in known for known in same),
        )
        for number in town.scheme.item_by_no
    ]


def _shares(round_: PastRound, item: int, names: Sequence[str]) -> Mapping[str, Decimal] | None:
    chosen = Counter(community.mark(item).name for community in round_.communities)
    whole = len(round_.communities)
    return {name: Decimal(chosen[name]) / whole for name in names} if whole else None


def unit_changes(town: Town) -> list[UnitChange]:
    """Every lead unit, in the plan's order; each town of a district has its own, those of communities on no roster come last."""
    rounds = (*town.earlier, past_of(town))
    same, known = _same(rounds), [by_community(round_, town.roster) for round_ in rounds]
    changes = []
    for group, names in _names_by_group(town, known).items():
        here = [{name: some for name, some in of.items() if name in names} for of in known]
        changes += [
            _unit(unit, group, [i for i in unit.items if i in same], here, town.scheme) for unit in town.units
        ]
    return changes


def _names_by_group(town: Town, known: Sequence[_Communities]) -> Mapping[str, Collection[str]]:
    """The communities of all rounds by their town; all under "" where no towns are told apart."""
    left = {name for of in known for name in of}
    found: dict[str, Collection[str]] = {}
    for group, roster in groups_of(town).items():
        found[group] = left & {community.name for community in roster.communities}
        left -= {*found[group]}
    return found | {"": left} if left or not found else found


def mended_places(town: Town) -> tuple[int, int]:
    """How many of the weak places of before are mended, and how many there were; an item of two lead units is one."""
    rounds = (*town.earlier, past_of(town))
    known = [by_community(round_, town.roster) for round_ in rounds]
    places = _places(_both(known), _same(rounds), town.scheme)
    return places[True, False], places[True, True] + places[True, False]


def _same(rounds: Sequence[PastRound]) -> frozenset[int]:
    """The items of one standard in all rounds."""
    return frozenset[int].intersection(*(same_items(round_, rounds[-1]) for round_ in rounds))


def _both(known: Sequence[_Communities]) -> list[tuple[PastCommunity, PastCommunity]]:
    """The communities that reported in this round and the one before, as they were then and are now."""
    before, now = known[-2:]
    return [(before[name][0], now[name][0]) for name in before.keys() & now.keys()]


def _places(
    both: Collection[tuple[PastCommunity, PastCommunity]], items: Collection[int], scheme: Scheme
) -> Counter[tuple[bool, bool]]:
    """Communities' items by whether they were weak then, and are now."""
    return Counter(
        (is_weak(before.mark(item), item, scheme), is_weak(now.mark(item), item, scheme))
        for before, now in both
        for item in items
    )


def _unit(
    unit: UnitSummary, group: str, items: Sequence[int], known: Sequence[_Communities], scheme: Scheme
) -> UnitChange:
    places = _places(_both(known), items, scheme)
    return UnitChange(
        group=group,
        unit=unit.unit,
        scope=unit.scope,
        items=tuple(items),
        adjusted=tuple(item for item in unit.items if item not in items),
        weak=tuple(
            sum(
                is_weak(community.mark(item), item, scheme)
                for some in of.values()
                for community in some
                for item in items
            )
            for of in known
        ),
        comparable=places[True, True] + places[True, False],
        mended=places[True, False],
        new=places[False, True],
    )
