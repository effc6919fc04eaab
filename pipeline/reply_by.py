"""By when what was asked for is to come back: so many working days after the report's day, or a day that was set.

Working days are Mondays to Fridays; around public holidays a day can be set instead.
"""

from datetime import date, timedelta
from typing import Annotated, TypeAlias

from pydantic import Field

WORKING_DAYS = 5
"""What holds unless a setting says otherwise."""

MOST_DAYS = 250
"""The working days of a year."""

ReplyBy: TypeAlias = Annotated[int, Field(ge=1, le=MOST_DAYS, strict=True)] | date
"""Working days, or the day itself."""

_WEEKDAYS = "一二三四五六日"


class ReplyDayError(ValueError):
    """A day that was set and is over by the day of the report; ``day`` says which."""

    def __init__(self, day: date) -> None:
        super().__init__(f"{day} is before the day of the report")
        self.day = day


def reply_day(reply_by: ReplyBy, as_of: date) -> date:
    """The day by which to answer a report of that day; ReplyDayError when the day set is before it."""
    if isinstance(reply_by, date):
        if reply_by < as_of:
            raise ReplyDayError(reply_by)
        return reply_by
    day = as_of
    for _ in range(reply_by):
        day += timedelta(days=3 if day.weekday() == 4 else 2 if day.weekday() == 5 else 1)
    return day


def reply_by_from(text: str) -> ReplyBy:
    """What a text says, ``5`` or ``2021-11-12``; ValueError where it says neither."""
    if not text.isdecimal():
        return date.fromisoformat(text)
    if not 1 <= int(text) <= MOST_DAYS:
        raise ValueError(f"{text} is not between 1 and {MOST_DAYS}")
    return int(text)


def day_text(day: date, year: int) -> str:
    """A day as a request names it, ``11月12日（星期五）``; with its year where that is another one."""
    named = "" if day.year == year else f"{day.year}年"
    return f"{named}{day.month}月{day.day}日（星期{_WEEKDAYS[day.weekday()]}）"
