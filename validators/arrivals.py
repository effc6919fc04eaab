"""What the rules about the whole town look at: every submission as it arrived."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from validators.cells import CellRef
from validators.rule import Case

if TYPE_CHECKING:
    from validators.roster import Roster

ToldBy: TypeAlias = Literal["round", "day", "time", "nothing"]
"""What tells the year that a submission belongs to."""


Order: TypeAlias = Literal["day", "time of one day", "time", "nothing"]
"""What tells which of two submissions is newer: their days, the files' times of one day or for want of a day, nothing."""


class ItemBefore(NamedTuple):
    """An item that earns no more than in an earlier round: what was chosen then (``name``) and now, and the cell of that.

    ``fell`` is by how many tiers it is lower now; ``due`` is the day by which it was to be mended, where one was promised.
    """

    item: int
    year: str
    name: str
    now: str
    fell: int
    cell: CellRef
    due: date | None = None


class Arrival(NamedTuple):
    """One submission as the town sees it; ``community`` is the roster's name once matched, else None.

    ``code`` is the workbook's own, when that decided. Without a name in a cell it is ``nameless``; ``hint`` is then the
    roster's name that its file's name holds somewhere; ``called`` is another community that the file's name holds.

    ``counts`` says that it stands for its community in this round. Otherwise ``twin`` names the file that does, ``order``
    says what told that it is newer, and ``differs`` whether its total is another; without a twin it is another round's.
    ``later`` is a day of filling in after the report's, with its cell; ``lacks`` names the documents that did not come
    with it.

    ``handed_in`` is the day of filling in, for want of one that of the file; None where neither is known.

    ``repeats`` is the year and file of an earlier round's submission of the community that has the same answers; ``before``
    are the items of one that has others.

    ``year`` is the year that it belongs to, told by ``told_by``: the workbook's own round, the day of filling in, the
    file's time, or nothing; ``told_at`` is the cell of the first two.
    """

    file: str
    named: str
    community: str | None
    cell: CellRef
    counts: bool
    code: str | None = None
    twin: str | None = None
    identical: bool = False
    order: Order = "day"
    differs: bool = False
    later: tuple[date, CellRef] | None = None
    lacks: tuple[str, ...] = ()
    nameless: bool = False
    hint: str | None = None
    called: str | None = None
    year: str = ""
    told_by: ToldBy = "nothing"
    told_at: CellRef | None = None
    repeats: tuple[str, str] | None = None
    before: tuple[ItemBefore, ...] = ()
    handed_in: date | None = None


class ChangedAfter(NamedTuple):
    """A community whose submission is another than the one that the office decided on: the decision, the total then, what changed."""

    community: str
    outcome: str
    by: str
    on: date
    total: Decimal
    what: str


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class TownCase(Case):
    """What the rules about the whole town look at; without a roster nobody can be missing.

    ``as_of`` is the report's day, ``round`` the year of its round, ``other_rounds`` what came for another year;
    ``unreadable`` holds files that could not be read, by the name of the community that they are called by; ``failed``
    names those over whose files the program failed; ``changed_after`` are those that changed after a decision.
    """

    roster: "Roster | None"
    as_of: date
    round: str
    arrivals: tuple[Arrival, ...]
    other_rounds: tuple[Arrival, ...] = ()
    unreadable: Mapping[str, str] = field(default_factory=dict)
    failed: frozenset[str] = frozenset()
    changed_after: tuple[ChangedAfter, ...] = ()

    @cached_property
    def latest_elsewhere(self) -> Mapping[str, Arrival]:
        """By community what it handed in for another round: the latest year's."""
        return latest_by_community(self.other_rounds)


def latest_by_community(arrivals: Iterable[Arrival]) -> Mapping[str, Arrival]:
    """Of every community that is known its arrival of the latest year."""
    by_year = sorted(arrivals, key=lambda arrival: arrival.year)
    return {arrival.community: arrival for arrival in by_year if arrival.community}
