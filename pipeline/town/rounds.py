"""Which round a submission belongs to: what its workbook says, else the day filled in, else the file's time. Pure."""

from datetime import date, datetime
from typing import NamedTuple

from validators.arrivals import ToldBy
from validators.scheme.model import Scheme
from validators.submission import Submission


class Belonging(NamedTuple):
    """The year of a round, which the scheme may not have, and what told it."""

    year: str
    told_by: ToldBy


def belonging(submission: Submission, received: datetime | None, scheme: Scheme, asked: int) -> Belonging:
    """Where a submission belongs; one of which nothing tells is taken for the round that is asked about."""
    if submission.round:
        return Belonging(submission.round, "round")
    years = {_year_of(day, scheme) for day in (submission.filled_on, *submission.days) if day}
    if len(years) == 1:
        return Belonging(years.pop(), "day")
    if received:
        return Belonging(_year_of(received.date(), scheme), "time")
    return Belonging(str(asked), "nothing")


def _year_of(day: date, scheme: Scheme) -> str:
    """The round that a day lies in (三、组织实施（三）: every year); a day before the first is of its own year."""
    first = next(iter(scheme.openings.values()))
    return str(scheme.round_on(day) if day >= first else day.year)
