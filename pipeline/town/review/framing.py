"""What is drawn from, grade by grade in the order of the lots, and who stands outside of it and why. Pure."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.checking.engine import State
from pipeline.town.model import Standing, Town
from pipeline.town.review.lots import lot, number_drawn
from validators.roster import Community
from validators.scheme.parts import Grade
from validators.wording import number_text


class Framed(NamedTuple):
    """A community that is drawn from, with its lot; ``place`` is its own among those of its grade, from 1."""

    standing: Standing
    lot: str
    place: int
    at_random: bool


class Stratum(NamedTuple):
    """The communities of one grade in the order of their lots, and how many of them are drawn."""

    grade: Grade
    communities: tuple[Framed, ...]
    number: int

    @property
    def drawn(self) -> tuple[Framed, ...]:
        """The first of them."""
        return self.communities[: self.number]

    @property
    def others(self) -> tuple[Framed, ...]:
        """Those that the lot left out."""
        return self.communities[self.number :]


class OutsideFrame(NamedTuple):
    """A community that is not drawn from, and why."""

    community: str
    reason: str


def strata_of(town: Town, seed: int, share: Decimal) -> Iterator[Stratum]:
    """The grades that attain from the top down, as far as somebody has them."""
    for grade in reversed(town.scheme.grades):
        own = [s for s in town.counted if s.scorecard.attained and s.scorecard.grade.id == grade.id]
        if own:
            number = number_drawn(share, len(own))
            lots = {lot(seed, town.round, standing.name): standing for standing in own}
            order = enumerate(sorted(lots), start=1)
            yield Stratum(
                grade, tuple(Framed(lots[of], of, place, place <= number) for place, of in order), number
            )


def outside(town: Town) -> Iterator[OutsideFrame]:
    """Everybody else that the roster lists or that handed in, in the roster's order."""
    standings = {standing.name: standing for standing in town.in_roster_order}
    for community in town.roster.communities if town.roster else ():
        standing = standings.get(community.name)
        if not (standing and community.obliged and standing.scorecard.attained):
            yield OutsideFrame(community.name, _why(town, community, standing))
    for standing in standings.values():
        if standing.listed is None and (town.roster or not standing.scorecard.attained):
            yield OutsideFrame(standing.name, "不在名册" if town.roster else _below(town, standing))


def _why(town: Town, community: Community, standing: Standing | None) -> str:
    """Why a community of the roster is not drawn from."""
    if not community.obliged:
        return "、".join(filter(None, ("免报", community.exempt_reason)))
    if standing:
        return _below(town, standing)
    if book := town.unreadable_of(community):
        return f"未报（收到的文件{'没有处理完' if book.state is State.FAILED else '无法读取'}）"
    other = town.other_round_of(community)
    return f"未报（收到的是{other.year}年的）" if other else "未报"


def _below(town: Town, standing: Standing) -> str:
    card, line = standing.scorecard, town.scheme.attained_grade.at_least or 0
    unit = town.scheme.unit
    return f"自评{number_text(card.total)}{unit}，{card.grade.name}，差{number_text(line - card.total)}{unit}"
