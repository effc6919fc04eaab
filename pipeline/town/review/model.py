"""What a review on site (考评) is: the self score of a community, item by item, beside what was found there. Pure."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from validators.scorecard import Scorecard


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
    place of its own wherever something was. ``file`` is the form's, relative to the folder of reviews.
    """

    community: str
    year: int
    on: date | None
    reviewers: str
    file: str
    marks: Mapping[int, ReviewMark]
    scorecard: Scorecard
