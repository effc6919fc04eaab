"""What a review on site (考评) is: the self score of a community, item by item, beside what was found there. Pure."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from validators.scorecard import Scorecard

RANDOM, ASKED = "随机", "指定"
"""How a community came to be looked at: drawn by lot, or because somebody said so; a draw may have other words."""


class Visit(NamedTuple):
    """A community to be looked at on site: how it came to be, what speaks for it, and the items; None for all of them.

    ``why`` says of an item why it is to be looked at.
    """

    community: str
    way: str = ASKED
    reasons: tuple[str, ...] = ()
    items: tuple[int, ...] | None = None
    why: tuple[tuple[int, str], ...] = ()


class ReviewMark(NamedTuple):
    """One item on the form: what was chosen on site and its points, None where nothing countable was.

    ``seen`` is what was found there (现场查看情况), ``reason`` why it differs from the self score (说明).
    """

    item: int
    choice: str | None = None
    points: Decimal | None = None
    seen: str = ""
    reason: str = ""


class Review(NamedTuple):
    """A form handed in; ``marks`` are by item and hold the items on the form alone.

    ``scorecard`` is the reviewed score: the marks of the community's counting submission, with what was chosen on site in the
    place of its own wherever something was. ``file`` is the form's, as findings name it. ``way`` is how the community came
    to be looked at; ``by_lot`` says that the lot did it, so that it speaks for others. ``demands`` are what is to
    be mended and ``due`` by when, None or the text that stands there instead of a day.
    """

    community: str
    year: int
    on: date | None
    reviewers: str
    file: str
    marks: Mapping[int, ReviewMark]
    scorecard: Scorecard
    way: str = ""
    by_lot: bool = False
    demands: str = ""
    due: date | str | None = None
