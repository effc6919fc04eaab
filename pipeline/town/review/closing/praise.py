"""Whom to praise (表扬建议): communities by the rules that the scheme states, each with the numbers that speak for it. Pure."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from pipeline.town.comparison.communities import community_changes
from pipeline.town.comparison.kept import past_of
from pipeline.town.comparison.matching import same_standard
from pipeline.town.follow_up.attention import in_doubt
from pipeline.town.model import Standing, Town
from validators.scheme.closing import PraiseRule
from validators.wording import folded, full_date, number_text

_Worth: TypeAlias = tuple[Decimal | int, str]
"""By how much a community stands out, the more the better, and the numbers that say so."""


class Proposed(NamedTuple):
    """A community that a rule proposes: whom it praises, why, how; ``doubt`` is what is open of its score."""

    rule: PraiseRule
    community: str
    grounds: str
    doubt: str


def praise(town: Town) -> Iterator[Proposed]:
    """By rule, and by how much they stand out; those that attain, counted with who is level with the last of them."""
    attained = [standing for standing in town.counted if standing.scorecard.attained]
    for rule in town.scheme.praise:
        worth = _RULES[rule.by](town)
        found = [(found, standing) for standing in attained if (found := worth(standing))]
        found.sort(key=lambda one: -one[0][0])
        last = found[: rule.most][-1][0][0] if found else 0
        for (much, grounds), standing in found:
            if much >= last:
                yield Proposed(rule, standing.name, grounds, in_doubt(standing))


def _total(town: Town) -> Callable[[Standing], _Worth | None]:
    """The reviewed total where there is one."""
    unit = town.scheme.unit

    def worth(standing: Standing) -> _Worth:
        review, own = town.reviews.get(standing.name), standing.scorecard
        if review is None:
            return own.total, f"自评总分{number_text(own.total)}{unit}，{own.grade.name}"
        card = review.scorecard
        scores = f"考评得分{number_text(card.total)}{unit}，{card.grade.name}"
        return card.total, f"{scores}（自评总分{number_text(own.total)}{unit}）"

    return worth


def _rise(town: Town) -> Callable[[Standing], _Worth | None]:
    """Since the round in which it first reported, as far as that was scored alike."""
    if not town.earlier:
        return lambda _: None
    changes = {change.name: change for change in community_changes(town)}
    years = [*(round_.year for round_ in town.earlier), town.round]
    now = past_of(town)
    alike = {round_.year for round_ in town.earlier if same_standard(round_, now)}

    def worth(standing: Standing) -> _Worth | None:
        change = changes.get(standing.name) or changes.get(folded(standing.name))
        told = zip(years, change.rounds, strict=True) if change else ()
        first = next(((year, past) for year, past in told if past and year in alike), None)
        if first is None:
            return None
        year, past = first
        rise, unit = standing.scorecard.total - past.total, town.scheme.unit
        numbers = f"{year}年{number_text(past.total)}{unit}，{town.round}年{number_text(standing.scorecard.total)}{unit}"
        return (rise, f"{numbers}，提高{number_text(rise)}{unit}") if rise > 0 else None

    return worth


def _never_returned(town: Town) -> Callable[[Standing], _Worth | None]:
    """Neither now nor, by the ledger, before; those that were handed in earlier come first."""

    def worth(standing: Standing) -> _Worth | None:
        if in_doubt(standing) or standing.replaced or (town.asked_back or {}).get(folded(standing.name)):
            return None
        days = _days_early(town, standing)
        when = f"，{full_date(standing.first_on)}报送" if standing.first_on else ""
        return (
            days if days is not None else -(10**6)
        ), f"现有报送件和台账中没有退回改正、要求核实的记录{when}"

    return worth


def _first(town: Town) -> Callable[[Standing], _Worth | None]:
    def worth(standing: Standing) -> _Worth | None:
        days = _days_early(town, standing)
        if standing.first_on is None or days is None or days < 0:
            return None
        early = f"比期限早{days}天" if days else "期限当日"
        return days, f"{full_date(standing.first_on)}首次报送，{early}"

    return worth


def _days_early(town: Town, standing: Standing) -> int | None:
    """By how many days a community first reported before the last day."""
    first: date | None = standing.first_on
    return (town.deadline - first).days if first else None


_RULES: Mapping[str, Callable[[Town], Callable[[Standing], _Worth | None]]] = {
    "total": _total,
    "rise": _rise,
    "never_returned": _never_returned,
    "first": _first,
}
