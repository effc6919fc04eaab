"""Rules and their registry. A rule is one decorated generator that yields hits.

The decorator holds everything that ``explain`` prints. Its texts are templates, so that a sentence stands in
one place only: the scheme brings the plan's words for them, a hit the values.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, TypedDict, TypeVar, Unpack

from validators.cells import CellRef, addresses
from validators.finding import Finding, Severity
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.scorecard import Mark, Scorecard
from validators.submission import Entry, Loc, SourceMap, Submission


class Phase(StrEnum):
    """The gates in their order; the letter of a code names its phase."""

    FILE = "F"
    TABLE = "T"
    SELECTIONS = "S"
    EVIDENCE = "E"
    CROSS = "X"
    TOWN = "R"
    EARLIER = "H"
    REVIEW = "V"

    @property
    def label(self) -> str:
        """What its rules look at, in Chinese."""
        return _PHASE_LABELS[self.value]

    @property
    def of_town(self) -> bool:
        """Whether its rules look at all submissions of a town, or what was made of them, not at one workbook."""
        return self in (Phase.TOWN, Phase.EARLIER, Phase.REVIEW)


_PHASE_LABELS = {
    "F": "文件",
    "T": "评分表",
    "S": "档次和得分",
    "E": "实测值",
    "X": "前后一致",
    "R": "名册和全镇",
    "H": "以前年度",
    "V": "考评表",
}


class Problem(NamedTuple):
    """Why a file gave no submission: a stable kind, and where in the workbook it shows (if anywhere)."""

    kind: str
    detail: str = ""
    cell: CellRef | None = None


class Places:
    """How a sentence names cells: by their addresses, in brackets or with a blank on either side."""

    def named(self, cells: Iterable[CellRef]) -> str:
        """The cells of one finding."""
        return addresses(cells)

    def sentence(self, template: str) -> str:
        """A rule's text made ready for those names."""
        return template


ADDRESSES = Places()


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Case:
    """What rules look at; ``file`` and ``community`` are the findings' own unless a hit names others."""

    scheme: Scheme
    file: str | None = None
    community: str | None = None
    sources: SourceMap = field(default_factory=dict)
    places: Places = ADDRESSES

    def address(self, *locs: Loc) -> str:
        """Where values stand, for use in a sentence."""
        return self.places.named(self.sources[loc] for loc in locs)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class BookCase(Case):
    """What the rules about one workbook look at; without a submission there is a problem instead.

    ``oddities`` are what a workbook holds beside its cells, by kind like a problem.
    """

    problem: Problem | None = None
    oddities: tuple[Problem, ...] = ()
    submission: Submission | None = None
    scorecard: Scorecard | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The rows as read; none when the file gave no submission."""
        return self.submission.entries if self.submission else ()

    @cached_property
    def rows(self) -> Sequence[tuple[int, Entry, Item, Mark]]:
        """The rows that count, in item order: index into ``entries``, the row, its item, its mark."""
        marks = self.scorecard.marks if self.scorecard else ()
        items = self.scheme.item_by_no
        return [(m.row, self.entries[m.row], items[m.item], m) for m in marks if m.row is not None]


class Hit(NamedTuple):
    """One place where a rule fires. ``at`` is a location in the submission, a cell, or None for the file.

    ``fix`` stands for the rule's own where that cannot be done here.
    """

    at: Loc | CellRef | None
    found: str = ""
    expected: str = ""
    item: int | None = None
    file: str | None = None
    community: str | None = None
    words: Mapping[str, object] = {}
    fix: str = ""


Check = Callable[[Any], Iterable[Hit]]
C = TypeVar("C", bound=Check)


class Rule(NamedTuple):
    """A registered rule: what ``explain`` prints, and the check itself.

    ``stops`` marks a rule whose hit leaves the later phases of that file nothing to look at; one that is ``rostered``
    cannot run without a roster.
    """

    code: str
    severity: Severity
    title: str
    title_en: str
    message: str
    fix: str
    expected: str
    why: str
    fails: str
    passes: str
    check: Check
    stops: bool = False
    rostered: bool = False

    @property
    def phase(self) -> Phase:
        """The gate at which the rule runs."""
        return Phase(self.code[2])

    def text(self, template: str, scheme: Scheme) -> str:
        """One of the rule's texts in the plan's words; what only a hit can fill is an ellipsis."""
        return template.format_map(_Open(scheme.words))

    def finding(self, hit: Hit, case: Case) -> Finding:
        """Put a hit into words; KeyError when the rule's sentence asks for a word that nobody brings."""
        cell = hit.at if hit.at is None or isinstance(hit.at, CellRef) else case.sources[hit.at]
        expected = hit.expected or self.expected.format_map(case.scheme.words)
        place, sentence = case.places.named([cell]) if cell else "", case.places.sentence
        words: dict[str, object] = {**case.scheme.words, "cell": place, "item": hit.item}
        words |= {"found": hit.found, "expected": expected, **hit.words}
        return Finding(
            code=self.code,
            severity=self.severity,
            file=hit.file or case.file,
            community=hit.community or case.community,
            cell=cell,
            item=hit.item,
            found=hit.found,
            expected=expected,
            message=sentence(self.message).format_map(words),
            fix=sentence(hit.fix or self.fix).format_map(words),
        )


class _Open(dict[str, str]):
    """Stands an ellipsis where it has no word."""

    def __missing__(self, _: str) -> str:
        return "…"


_REGISTRY: dict[str, Rule] = {}


class Texts(TypedDict):
    """The texts every rule brings: Chinese templates, and an English title.

    ``fails`` and ``passes`` are an example each, in the words of somebody looking at the workbook.
    """

    title: str
    title_en: str
    message: str
    fix: str
    expected: str
    why: str
    fails: str
    passes: str


def rule(
    code: str, severity: Severity, *, stops: bool = False, rostered: bool = False, **texts: Unpack[Texts]
) -> Callable[[C], C]:
    """Register a generator of hits under a code that is never reused; ValueError when it already is."""

    def register(check: C) -> C:
        if code in _REGISTRY:
            raise ValueError(f"rule code {code} is taken by {_REGISTRY[code].check.__qualname__}")
        _REGISTRY[code] = Rule(code, severity, stops=stops, rostered=rostered, check=check, **texts)
        return check

    return register


def registered() -> Mapping[str, Rule]:
    """All rules by code, in order of phase and number; ``validators.rules`` fills this."""
    order = list(Phase)
    return dict(sorted(_REGISTRY.items(), key=lambda entry: (order.index(entry[1].phase), entry[0])))
