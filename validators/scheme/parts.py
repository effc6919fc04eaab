"""The parts of a plan as a scheme file may say them: tiers, grades, choices, dates, rulings, labels, forms, units."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from validators.scheme.item import Points, TierPoints, Written
from validators.wording import full_date, joined


class Tier(Written):
    """A tier (等次) of one item; the scheme lists them lowest first."""

    id: str
    name: str


class Grade(Written):
    """A grade of the total: reached from ``at_least`` points on; the lowest has no threshold."""

    id: str
    name: str
    at_least: Points | None = None


class Declared(Written):
    """The 合计 row as the plan prints it, in points."""

    max_points: Points
    base_points: Points
    points: TierPoints


class Zero(Written):
    """The choice 不得分: 0 points."""

    name: str
    ruling: str


class NotApplicable(Written):
    """The choice 不涉及, and whether it counts as nothing or as the full points."""

    name: str
    counts: Literal["zero", "full"]
    ruling: str


class Noted(Written):
    """How a score is named that only an item's note allows: ``{points}`` stands for it."""

    name: Annotated[str, Field(pattern=r"\{points\}")]
    ruling: str


class Choices(Written):
    """What may stand where a tier stands."""

    zero: Zero
    not_applicable: NotApplicable
    noted: Noted


class AttainmentRule(Written):
    """The lowest grade that counts as 达标.

    A community that lacks ``near`` points or fewer to its next grade is worth helping over it, and a review on site that
    differs by ``far`` points or more from its self score is told of: habits of the office's, of which the plan says nothing.
    """

    grade: str
    ruling: str
    near: Points = Decimal(0)
    far: Points = Decimal(0)


class Target(Written):
    """A share of communities (0..1) to have attained by a date."""

    by: date
    rate: Annotated[Decimal, Field(gt=0, le=1)]
    clause: str
    quote: str


class Stage(Written):
    """A stage of the programme (创建步骤), and what the plan wants done in it, in its words."""

    name: str
    start: date
    end: date
    work: str | None = None


class Event(Written):
    """Something due, once or every year; ``due`` days are included.

    ``opens`` says for each of them from which day on what comes in belongs to it (default: the first of its year).
    """

    id: str
    name: str
    clause: str
    quote: str
    start: tuple[date, ...] = ()
    due: Annotated[tuple[date, ...], Field(min_length=1)]
    opens: tuple[date, ...] = ()
    ruling: str | None = None

    def remark(self, round_: str | None) -> str:
        """When it is due in a round, as a remark; "" where the plan dates none in it."""
        year = int(round_) if round_ and round_.isdecimal() else 0
        days = [f"{full_date(day)}前" for day in self.due if day.year == year]
        return f"（应于{joined(days)}报送）" if days else ""

    def days(self, year: int) -> str:
        """When it is due in a year, or from then on: 10月25日 with its year, the days from one to another; "" for never."""
        starts = self.start or [None] * len(self.due)
        dated = [(first, last) for first, last in zip(starts, self.due, strict=True) if last.year >= year]
        own = [(first, last) for first, last in dated if last.year == year] or dated
        return "、".join(
            f"{full_date(first)}至{full_date(last)}" if first else f"{full_date(last)}前（含当日）"
            for first, last in own
        )


class Ruling(Written):
    """Our reading where the plan is silent or contradicts itself; ``first_page`` marks what everybody must know."""

    id: str
    clause: str
    subject: str
    ruling: str
    items: tuple[int, ...] = ()
    first_page: bool = False


class Labels(Written):
    """Words by which a table and its cells are found; the first of each is printed."""

    number: tuple[str, ...]
    section: tuple[str, ...]
    criterion: tuple[str, ...]
    max_points: tuple[str, ...]
    weights: tuple[str, ...]
    score: tuple[str, ...]
    tier: tuple[str, ...]
    measured: tuple[str, ...]
    evidence: tuple[str, ...]
    lead: tuple[str, ...]
    cooperating: tuple[str, ...]
    responsible: tuple[str, ...]
    total: tuple[str, ...]
    community: tuple[str, ...]
    filled_on: tuple[str, ...]
    filler: tuple[str, ...]
    reviewer: tuple[str, ...]
    grade: tuple[str, ...]
    previous: tuple[str, ...] = ("上年档次",)


class DeclarationField(Written):
    """One box of the declaration form."""

    id: str
    label: str
    kind: Literal["text", "long_text", "date", "count", "phone", "total", "opinion"]
    hint: str | None = None


class DeclarationForm(Written):
    """The declaration form (附件2), fields in printed order."""

    title: str
    clause: str
    fields: tuple[DeclarationField, ...]

    @property
    def inputs(self) -> tuple[DeclarationField, ...]:
        """The boxes that a clerk types: neither calculated, nor left for seals, nor the name, which the table has."""
        kinds = ("text", "long_text", "date", "count", "phone")
        return tuple(field for field in self.fields if field.kind in kinds and field.id != "community")


class Unit(Written):
    """An office that leads or supports items, with the other names the plan gives it."""

    name: str
    aliases: tuple[str, ...] = ()


class Section(Written):
    """A section of the table with its declared points; ``bonus`` sections lie outside the base."""

    no: int
    label: str
    name: str
    max_points: Points
    points: TierPoints
    bonus: bool = False

    @property
    def title(self) -> str:
        """Label and name as printed in the table's 内容 column."""
        return f"{self.label}{self.name}"
