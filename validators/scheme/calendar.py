"""When what is due: the plan's stages, targets and events, and the rounds that come of them."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated

from pydantic import Field

from validators.scheme.item import Written
from validators.scheme.parts import Event, Stage, Target


class Calendar(Written):
    """The days of a plan; ``deadline`` and ``measures`` are the ids of the events by which those are asked for."""

    deadline: str
    measures: str
    targets: Annotated[tuple[Target, ...], Field(min_length=1)]
    stages: tuple[Stage, ...] = ()
    calendar: Annotated[tuple[Event, ...], Field(min_length=1)]

    @cached_property
    def deadline_event(self) -> Event:
        """The event by which a submission counts as in time."""
        return next(event for event in self.calendar if event.id == self.deadline)

    @cached_property
    def measures_event(self) -> Event:
        """The event that asks for measures on weak items."""
        return next(event for event in self.calendar if event.id == self.measures)

    @cached_property
    def deadlines(self) -> Mapping[int, date]:
        """The rounds by their year, earliest first -> the last day for submissions."""
        return {day.year: day for day in self.deadline_event.due}

    @cached_property
    def openings(self) -> Mapping[int, date]:
        """The rounds by their year, earliest first -> the day from which on submissions belong to them."""
        opens = self.deadline_event.opens or [date(year, 1, 1) for year in self.deadlines]
        return dict(zip(self.deadlines, opens, strict=True))

    def round_on(self, day: date) -> int:
        """The round that a day belongs to: the latest that has begun, the first where none has."""
        begun = [year for year, first in self.openings.items() if first <= day]
        return begun[-1] if begun else next(iter(self.openings))

    def target_of(self, round_: int) -> Target:
        """The target that a round works towards: the first not due before its year, else the last one."""
        return next((target for target in self.targets if target.by.year >= round_), self.targets[-1])
