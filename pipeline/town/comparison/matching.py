"""Who is who in several rounds, and what of their plans is the same. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pipeline.town.past import PastCommunity, PastMark, PastRound
from validators.roster import Roster
from validators.scheme.model import Scheme
from validators.wording import folded


def by_community(round_: PastRound, roster: Roster | None) -> Mapping[str, Sequence[PastCommunity]]:
    """A round's communities by the roster's name, found by name, alias or code, else by their own.

    Codes count as long as nobody who kept the name has another now: a roster that was renumbered tells nothing by them.
    Several are one community where the roster says so: the one that bore its name comes first.
    """
    names = {community.name: community.code for community in roster.communities} if roster else {}
    kept = all(past.code in ("", names.get(past.name, past.code)) for past in round_.communities)
    found: dict[str, list[PastCommunity]] = defaultdict(list)
    for past in round_.communities:
        listed = roster and (roster.named(past.name) or (roster.coded(past.code) if kept else None))
        found[listed.name if listed else folded(past.name)].append(past)
    return {name: sorted(some, key=lambda past: past.name != name) for name, some in found.items()}


def same_standard(one: PastRound, other: PastRound) -> bool:
    """Whether totals and grades of two rounds can be compared: the same items, points and thresholds."""
    return one.items == other.items and one.lines == other.lines


def same_items(one: PastRound, other: PastRound) -> frozenset[int]:
    """The items that have the same number, criterion and points in two rounds."""
    return frozenset(number for number, item in one.items.items() if other.items.get(number) == item)


def worth(mark: PastMark, scheme: Scheme) -> Decimal | None:
    """The points of a mark that says how good an item is; None of a missing one and of 不涉及."""
    return None if mark.name == scheme.choices.not_applicable.name else mark.points


def is_weak(mark: PastMark, item: int, scheme: Scheme) -> bool:
    """Whether a mark is missing, 不得分 or below the top tier; 不涉及 is none of these."""
    if mark.name == scheme.choices.not_applicable.name:
        return False
    return mark.points is None or mark.points < scheme.item_by_no[item].max_points


def tiers_reached(points: Decimal, item: int, scheme: Scheme) -> int:
    """How many tiers of an item some points reach: 0 for none, as many as there are for the top."""
    return sum(points >= of_tier for of_tier in scheme.item_by_no[item].points.values())
