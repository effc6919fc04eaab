"""What the town knows after one consolidation: standings, attainment, items, units."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checking.engine import CheckedBook, Failure, State, Verdict
from pipeline.reply_by import ReplyBy, reply_day
from pipeline.town.changes import Changes
from pipeline.town.matching import unreadable
from pipeline.town.materials import Handed
from pipeline.town.rates import Attainment
from validators.arrivals import Arrival, latest_by_community
from validators.finding import Finding
from validators.roster import Community, Roster
from validators.scheme.model import Scheme
from validators.scorecard import Scorecard
from validators.submission import Measure, Submission

if TYPE_CHECKING:
    from pipeline.town.past import PastRound
    from pipeline.town.reports.lines import ReportLine
    from pipeline.town.review.model import Review
    from pipeline.town.review.recommending.decision import Decided, Decision


@dataclass(frozen=True, slots=True)
class Standing:
    """One community's counting submission; ``rank`` is None for a name that is not on the roster.

    ``submitted_on`` is the day it was handed in, by its own date, else by the file's time; ``first_on`` the day of the
    community's first submission in this round. ``replaced`` are the files of older ones whose place this one takes,
    ``changed`` is what differs from the last of those, None where there was none. ``unheeded`` is the day of a request
    since which nothing that it asked for has changed.

    Of one that a town's report tells of, ``told`` is what changed in that report's words where it says no more, and ``answers``
    the checksum of the answers that it gives, "" for none.
    """

    name: str
    book: CheckedBook
    submission: Submission
    scorecard: Scorecard
    listed: Community | None
    submitted_on: date | None
    first_on: date | None
    measures: Handed
    declaration: Handed
    replaced: tuple[str, ...] = ()
    changed: Changes | None = None
    unheeded: date | None = None
    rank: int | None = None
    told: str = ""
    answers: str | None = None

    @property
    def supported(self) -> Scorecard:
        """What its measured values support: the same scorecard where none of them contradicts."""
        return self.book.supported or self.scorecard

    @property
    def again(self) -> bool:
        """Whether it takes the place of an older one."""
        return self.changed is not None or self.told != ""

    @property
    def group(self) -> str:
        """The town of a district that it belongs to by the roster; empty where none is told."""
        return self.listed.group if self.listed else ""

    @property
    def clean(self) -> bool:
        """Whether nothing blocks it."""
        return self.book.state is State.ACCEPTED


@dataclass(frozen=True, slots=True)
class ItemSummary:
    """One item over the communities received: how often each choice was made, mean of the points given."""

    item: int
    missing: int
    choices: Mapping[str, int]
    mean_score: Decimal | None


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """One lead unit (with its scope): its items, community-items below the top tier, points to gain there."""

    unit: str
    scope: str | None
    items: tuple[int, ...]
    weak: int
    points_to_gain: Decimal


class OfficeEntry(NamedTuple):
    """What the office typed beside a measure in the last report: how far it is, when it was closed; and that line's words."""

    code: str
    community: str
    item: int
    state: str
    closed_on: date | str
    measure: Measure


@dataclass(frozen=True)
class Town:
    """Everything known after one consolidation; ``books`` holds every file found, in its final state.

    ``round`` is the year of the round that it is about, ``other_rounds`` what came for another year, ``arrivals`` all
    submissions by their files, ``reply_by`` the day by which corrections are asked for. ``progress`` is what the office typed
    into the last report; ``earlier`` are the rounds that it is set beside, the first year first; ``reviews`` are the reviews on
    site, by the community's name, ``unreviewed`` the communities whose forms are still empty. ``decisions`` are the
    office's on its communities in the order in which they were made,
    ``undecided`` lines typed there that are none yet; ``changes_since`` tells by the beginning of a content's SHA-256 what a
    community's submission has changed since that. ``asked_back`` counts by community, folded, the submissions of all rounds
    that had to be corrected or explained; None without a ledger.

    One that was added up from towns' own ``reports`` names them, and by code how often those say that rules ran.
    """

    __hash__ = object.__hash__
    scheme: Scheme
    as_of: date
    round: int
    reply_by: date
    roster: Roster | None
    books: tuple[CheckedBook, ...]
    standings: tuple[Standing, ...]
    missing: tuple[Community, ...]
    attainment: Attainment
    items: tuple[ItemSummary, ...]
    units: tuple[UnitSummary, ...]
    verdict: Verdict
    other_rounds: tuple[Arrival, ...] = ()
    progress: tuple[OfficeEntry, ...] = ()
    earlier: "tuple[PastRound, ...]" = ()
    arrivals: Mapping[str, Arrival] = field(default_factory=dict)
    reviews: "Mapping[str, Review]" = field(default_factory=dict)
    decisions: "tuple[Decision, ...]" = ()
    undecided: "tuple[Decided, ...]" = ()
    changes_since: Mapping[str, Changes] = field(default_factory=dict)
    asked_back: Mapping[str, int] | None = None
    reports: "tuple[ReportLine, ...]" = ()
    reported_runs: Mapping[str, int] = field(default_factory=dict)
    unreviewed: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """How the titles of its sheets begin: whose programme it is, the year, its name."""
        return f"{self.scheme.town}{self.round}年{self.scheme.programme}"

    @cached_property
    def in_roster_order(self) -> tuple[Standing, ...]:
        """The standings as the roster lists their communities, then those that are not on it."""
        listed = self.roster.communities if self.roster else ()
        order = {community.name: place for place, community in enumerate(listed)}
        return tuple(sorted(self.standings, key=lambda standing: order.get(standing.name, len(order))))

    @cached_property
    def counted(self) -> tuple[Standing, ...]:
        """Those that the rates count, in the roster's order."""
        return tuple(counting(self.in_roster_order, self.roster))

    def listed_as(self, code: str, name: str) -> Community | None:
        """The roster's community of a name, also one of before, or of a code; None for none."""
        return (self.roster.named(name) or self.roster.coded(code)) if self.roster else None

    @property
    def section_shares(self) -> Mapping[int, Decimal]:
        """What all that handed in earned of a section's points, as a share of 1, by its number; empty without them."""
        number = len(self.standings)
        return {
            section.no: sum((s.scorecard.sections[section.no] for s in self.standings), Decimal(0))
            / (number * section.max_points)
            for section in self.scheme.sections
            if number
        }

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, those about files first."""
        return (*(f for book in self.books for f in book.findings), *self.verdict.findings)

    @property
    def deadline(self) -> date:
        """The last day for this round's submissions; that day itself is in time."""
        return self.scheme.deadlines[self.round]

    def deadline_of(self, community: Community | None) -> date:
        """The last day for one community: the town's, or a later one that it was granted."""
        extended = community.extended_to if community else None
        return max(self.deadline, extended) if extended else self.deadline

    def asking_by(self, reply_by: ReplyBy) -> "Town":
        """The same town with corrections asked for as somebody laid down; ReplyDayError when that day is over."""
        return replace(self, reply_by=reply_day(reply_by, self.as_of))

    def reply_by_of(self, community: Community | None) -> date:
        """The day by which one community is asked to correct: never before its own last day for submissions."""
        return max(self.reply_by, self.deadline_of(community))

    @property
    def ends(self) -> date:
        """The round's own end: the day of the target that it works towards."""
        return self.attainment.target.by

    def is_late(self, standing: Standing) -> bool:
        """Whether a community first handed in after its deadline; what it corrects later is not late."""
        first = standing.first_on
        return first is not None and first > self.deadline_of(standing.listed)

    def unreadable_of(self, community: Community) -> CheckedBook | None:
        """A file that is called by a community's name, or lies in a folder that is, and gave no submission."""
        return self._unreadable.get(community.name)

    def other_round_of(self, community: Community) -> Arrival | None:
        """What a community handed in for another round: the latest."""
        return self._elsewhere.get(community.name)

    @cached_property
    def _elsewhere(self) -> Mapping[str, Arrival]:
        return latest_by_community(self.other_rounds)

    @cached_property
    def _unreadable(self) -> Mapping[str, CheckedBook]:
        return unreadable(self.books, self.roster)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What failed by itself, on the town or on any file."""
        return (*self.verdict.failures, *(f for book in self.books for f in book.verdict.failures))


def counting(standings: Iterable[Standing], roster: Roster | None) -> Iterable[Standing]:
    """Those of obliged communities; without a roster all."""
    return (s for s in standings if roster is None or (s.listed and s.listed.obliged))
