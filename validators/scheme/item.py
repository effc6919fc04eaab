"""One row of the plan's table: criterion, points, units, and what its note lets us measure."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Points = Annotated[Decimal, Field(ge=0)]
TierPoints = Mapping[str, Points]


class Frozen(BaseModel):
    """Base of everything read from outside: immutable, unknown keys forbidden."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Written(Frozen):
    """Base of what the keeper of a file wrote down: no text in it is empty."""

    model_config = ConfigDict(str_min_length=1)


class Duty(Written):
    """A unit's part in an item; ``scope`` when two units share it by place (小区内 / 小区外)."""

    unit: str
    scope: str | None = None

    def __str__(self) -> str:
        return f"{self.unit}（{self.scope}）" if self.scope else self.unit


class Band(Written):
    """A range of measured values and the tiers (or zero) it agrees with, or the points a note gives it.

    ``at_least`` / ``at_most`` include the number, ``above`` / ``below`` do not.
    """

    at_least: Decimal | None = None
    above: Decimal | None = None
    at_most: Decimal | None = None
    below: Decimal | None = None
    equals: Decimal | None = None
    state: str | None = None
    tiers: tuple[str, ...] = ()
    points: Points | None = None

    def holds(self, value: Decimal | str) -> bool:
        """Whether the measured value lies in this band."""
        if isinstance(value, str):
            return value == self.state
        return (
            self.state is None
            and (self.equals is None or value == self.equals)
            and (self.at_least is None or value >= self.at_least)
            and (self.above is None or value > self.above)
            and (self.at_most is None or value <= self.at_most)
            and (self.below is None or value < self.below)
        )


class Measurable(Written):
    """What a committee can type in beside an item so that the tier can be compared with it."""

    label: str
    kind: Literal["percent", "count", "state"]
    unit: str | None = None
    ruling: str
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]

    @property
    def states(self) -> list[str]:
        """The words that may be typed where no number is measured."""
        return [band.state for band in self.bands if band.state]

    def band(self, value: Decimal | str) -> Band | None:
        """The band that holds the value; None when the value is not one this item can have."""
        if isinstance(value, Decimal) and not self.possible(value):
            return None
        return next((band for band in self.bands if band.holds(value)), None)

    def in_unit(self, value: Decimal) -> Decimal:
        """A number in the unit of the measure: of a percentage 0.92 is 92, as a spreadsheet keeps 92%."""
        return value * 100 if self.kind == "percent" and 0 < value < 1 else value

    def ambiguous(self, value: Decimal | str) -> bool:
        """Whether nobody can tell what is meant: of a percentage 1 is 1%, or 100% as a spreadsheet keeps it."""
        return self.kind == "percent" and value == 1

    def possible(self, value: Decimal) -> bool:
        """Whether the item can have this number: a percentage up to 100, a whole number of things."""
        if self.kind == "percent":
            return 0 <= value <= 100
        return value >= 0 and value == value.to_integral_value()


class NoteScore(Written):
    """A score that the item's note allows beside the tiers; ``conflict`` when it contradicts them."""

    points: Points
    conflict: bool = False
    ruling: str


class Item(Written):
    """One row of the task breakdown table, word for word."""

    no: int
    section: int
    criterion: str
    note: str | None = None
    max_points: Points
    points: TierPoints
    lead: Annotated[tuple[Duty, ...], Field(min_length=1)]
    cooperating: tuple[Duty, ...] = ()
    cooperating_and_others: bool = False
    responsible: Annotated[tuple[Duty, ...], Field(min_length=1)]
    measure: Measurable | None = None
    note_scores: tuple[NoteScore, ...] = ()

    @cached_property
    def text(self) -> str:
        """The criterion with its note in brackets, as the plan prints it."""
        return f"{self.criterion}（{self.note}）" if self.note else self.criterion

    @property
    def lead_text(self) -> str:
        """The 牵头单位 cell as printed."""
        return ("；" if any(duty.scope for duty in self.lead) else "、").join(map(str, self.lead))

    @property
    def cooperating_text(self) -> str:
        """The 配合单位 cell as printed."""
        return "、".join(map(str, self.cooperating)) + ("等" if self.cooperating_and_others else "")

    @property
    def responsible_text(self) -> str:
        """The 责任单位 cell as printed."""
        return "、".join(map(str, self.responsible))

    def note_score(self, points: Decimal | None) -> NoteScore | None:
        """The note's own score of exactly these points, if the note gives one."""
        return next((score for score in self.note_scores if score.points == points), None)
