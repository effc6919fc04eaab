"""What became of every community since it reported before. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from pipeline.town.comparison.kept import past_of
from pipeline.town.comparison.matching import by_community, same_items, same_standard, worth
from pipeline.town.model import Town
from pipeline.town.past import PastCommunity, PastRound
from validators.scheme.model import Scheme
from validators.wording import joined, ranged


class Movement(StrEnum):
    """What became of a community, as the reports name it."""

    ATTAINED = "新达标"
    RAISED = "提升"
    SAME = "持平"
    FALLEN = "下降"
    FIRST = "首次申报"
    MISSING = "本年未报"
    OTHER = "标准调整"


class CommunityChange(NamedTuple):
    """A community in every round, None where it did not report, and what changed since it last did before this one.

    ``difference`` is in points, None where totals cannot be compared; ``raised`` and ``fallen`` are the items of the same
    standard that earn more, or less, than before; ``remark`` is Chinese, "" for none.
    """

    code: str
    name: str
    rounds: tuple[PastCommunity | None, ...]
    change: Movement
    difference: Decimal | None = None
    raised: tuple[int, ...] = ()
    fallen: tuple[int, ...] = ()
    remark: str = ""


def community_changes(town: Town) -> list[CommunityChange]:
    """Every community that reported in some round or has to, in the roster's order, then the others by name."""
    rounds = (*town.earlier, past_of(town))
    found = [by_community(round_, town.roster) for round_ in rounds]
    reported = set().union(*found)
    listed = [c for c in town.roster.communities if c.obliged or c.name in reported] if town.roster else []
    codes = {community.name: community.code for community in listed}
    changes = []
    for key in (*codes, *sorted(reported - codes.keys())):
        said = [of.get(key, ()) for of in found]
        shown = key if key in codes else next(some[0].name for some in reversed(said) if some)
        change = _change(town.scheme, shown, rounds, said)
        remarks = [change.remark] if change.remark else []
        remarks += ["不在名册"] if town.roster and key not in codes else []
        changes.append(change._replace(code=codes.get(key, ""), remark="；".join(remarks)))
    return changes


def _change(
    scheme: Scheme, name: str, rounds: Sequence[PastRound], said: Sequence[Sequence[PastCommunity]]
) -> CommunityChange:
    """What changed for one community; ``said`` is what it handed in, round by round: the first of each is looked at."""
    each = tuple(some[0] if some else None for some in said)
    last = max((n for n, past in enumerate(each[:-1]) if past), default=None)
    now, before = each[-1], None if last is None else each[last]
    if now is None:
        return CommunityChange("", name, each, Movement.MISSING, remark="" if before else "以前年度也未报")
    if before is None or last is None:
        return CommunityChange("", name, each, Movement.FIRST)
    both = _Both(scheme, rounds[-1], now, rounds[last], before)
    remarks = [f"与{both.that.year}年相比"] if last < len(rounds) - 2 else []
    others = [past.name for some in (said[last], said[-1]) for past in some[1:]]
    remarks += [f"另有“{joined(others)}”，没有比较"] if others else []
    return CommunityChange(
        code="",
        name=name,
        rounds=each,
        change=both.change,
        difference=now.total - before.total if both.comparable else None,
        raised=both.items(1),
        fallen=both.items(-1),
        remark="；".join((*remarks, *both.remarks())),
    )


class _Both(NamedTuple):
    """A community in this round, and in the last one before in which it reported."""

    scheme: Scheme
    this: PastRound
    now: PastCommunity
    that: PastRound
    before: PastCommunity

    @property
    def comparable(self) -> bool:
        return same_standard(self.this, self.that)

    @property
    def change(self) -> Movement:
        now, before = self.now, self.before
        if not self.comparable:
            return Movement.OTHER
        if now.attained and not before.attained:
            return Movement.ATTAINED
        if now.total == before.total:
            return Movement.SAME
        return Movement.RAISED if now.total > before.total else Movement.FALLEN

    def items(self, step: int | None) -> tuple[int, ...]:
        """The items of one standard that earn more (1) or less (-1) than before, or of which nobody can tell (None)."""
        return tuple(item for item in sorted(same_items(self.this, self.that)) if self._step(item) == step)

    def _step(self, item: int) -> int | None:
        if self.now.mark(item) == self.before.mark(item):
            return 0
        now, before = (worth(community.mark(item), self.scheme) for community in (self.now, self.before))
        return None if now is None or before is None else (now > before) - (now < before)

    def remarks(self) -> Iterator[str]:
        """What a reader has to know of the comparison."""
        if not self.comparable:
            yield f"{self.that.year}年标准不同，总分、等次不作比较"
        every = self.this.items.keys() | self.that.items.keys()
        if adjusted := every - same_items(self.this, self.that):
            yield f"第{ranged(adjusted)}项{Movement.OTHER}"
        if self.comparable and self.before.attained and not self.now.attained:
            yield "上次达标，本年未达标"
        if unclear := self.items(None):
            not_applicable = self.scheme.choices.not_applicable.name
            yield f"第{ranged(unclear)}项有一年缺项或“{not_applicable}”，不作比较"
