"""Which measures to chase (措施督办): what communities promised about weak items, and how far the office says it is. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from pipeline.template import lack_of
from pipeline.town.model import OfficeEntry, Standing, Town
from validators.scheme.item import Item
from validators.submission import Measure
from validators.wording import folded, joined

STATES = ("未启动", "推进中", "已完成", "逾期")
"""How far a measure can be, as the office chooses it."""

_DONE = STATES[2]
_OVERDUE, _NO_LONGER_WEAK, _NOT_HANDED_IN = "已过时限", "已不属薄弱项目", "本次未报"
_NO_STATE, _NO_DAY = "进展不在可选项内", "核销日期不是日期"


class Chased(NamedTuple):
    """A community's weak item, the choice it has, its measure, and what the office typed beside it.

    A line in which the office typed stays when the item is weak no more, or nothing came of the community this time.
    """

    code: str
    community: str
    item: Item
    choice: str
    measure: Measure
    typed: OfficeEntry | None
    told: str
    """What is to be said of it: what it lacks, that it is overdue, or why it is here still."""

    @property
    def done(self) -> bool:
        """Whether the office says that it is done: by its choice, or by a day; a text without one says nothing."""
        return self.typed is not None and (
            self.typed.state == _DONE or isinstance(self.typed.closed_on, date)
        )


class MeasureCount(NamedTuple):
    """One community's measures: needed, written in whole, done, overdue; ``next_due`` is the first day to come of one not done."""

    code: str
    community: str
    needed: int
    written: int
    done: int
    overdue: int
    next_due: date | None


def chased(town: Town) -> Iterator[Chased]:
    """By first lead unit, of a unit first what is more than a tier below the top; then by item, in the roster's order.

    Last the lines that are here only for what the office typed.
    """
    typed = _typed(town)
    for unit in town.scheme.units:
        led = [item for item in town.scheme.items if item.lead[0].unit == unit.name]
        for near in (False, True):
            for item in led:
                for standing in town.in_roster_order:
                    if standing.scorecard.weak(item) and _near(standing, item, town) is near:
                        yield _line(standing, item, town, typed.pop((folded(standing.name), item.no), None))
    yield from (_left(progress, town) for progress in typed.values())


def measure_counts(town: Town) -> Iterator[MeasureCount]:
    """Of every community that handed in, in the roster's order."""
    typed = _typed(town)
    for standing in town.in_roster_order:
        lines = [
            _line(standing, item, town, typed.get((folded(standing.name), item.no)))
            for item in town.scheme.items
            if standing.scorecard.weak(item)
        ]
        open_days = [
            line.measure.due for line in lines if isinstance(line.measure.due, date) and not line.done
        ]
        yield MeasureCount(
            _code(standing),
            standing.name,
            needed=len(lines),
            written=sum(not line.measure.lacking for line in lines),
            done=sum(line.done for line in lines),
            overdue=sum(day < town.as_of for day in open_days),
            next_due=min((day for day in open_days if day >= town.as_of), default=None),
        )


def summed(counts: Iterable[MeasureCount]) -> MeasureCount:
    """All of them together, of no one community."""
    total = MeasureCount("", "", 0, 0, 0, 0, None)
    for one in counts:
        total = total._replace(
            needed=total.needed + one.needed,
            written=total.written + one.written,
            done=total.done + one.done,
            overdue=total.overdue + one.overdue,
        )
    return total


def _typed(town: Town) -> dict[tuple[str, int], OfficeEntry]:
    """What was typed, by community as the roster calls it now, and item; a line whose place is taken keeps its old name."""
    found: dict[tuple[str, int], OfficeEntry] = {}
    for line in town.progress:
        listed = town.listed_as(line.code, line.community)
        now = line._replace(code=listed.code, community=listed.name) if listed else line
        taken = (folded(now.community), now.item) in found
        kept = line if taken else now
        found[folded(kept.community), kept.item] = kept
    return found


def _near(standing: Standing, item: Item, town: Town) -> bool:
    """Whether an item is at the tier below the top."""
    tiers = town.scheme.tiers
    return len(tiers) > 1 and standing.scorecard.mark(item.no).choice == tiers[-2].id


def _line(standing: Standing, item: Item, town: Town, typed: OfficeEntry | None) -> Chased:
    measure = standing.submission.measures.get(item.no, Measure())
    choice = standing.scorecard.mark(item.no).name or "未选择"
    line = Chased(_code(standing), standing.name, item, choice, measure, typed, "")
    overdue = isinstance(measure.due, date) and measure.due < town.as_of and not line.done
    told = (lack_of(measure), _OVERDUE if overdue else "", *(_unclear(typed) if typed else ()))
    return line._replace(told=joined(filter(None, told)))


def _unclear(typed: OfficeEntry) -> Iterator[str]:
    """What the office typed that cannot be counted."""
    if typed.state and typed.state not in STATES:
        yield _NO_STATE
    if typed.closed_on and not isinstance(typed.closed_on, date):
        yield _NO_DAY


def _left(line: OfficeEntry, town: Town) -> Chased:
    """A line that is here only for what was typed in it."""
    item = town.scheme.item_by_no[line.item]
    standing = next((s for s in town.standings if folded(s.name) == folded(line.community)), None)
    if standing is None:
        return Chased(line.code, line.community, item, "", line.measure, line, _NOT_HANDED_IN)
    measure = standing.submission.measures.get(line.item, line.measure)
    choice = standing.scorecard.mark(line.item).name or ""
    return Chased(_code(standing), standing.name, item, choice, measure, line, _NO_LONGER_WEAK)


def _code(standing: Standing) -> str:
    return standing.listed.code if standing.listed else ""
