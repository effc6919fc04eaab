"""What a 考评表 is built from: a community's counting submission, the items to be looked at, how it came to be chosen."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from pipeline.reading.review_words import VERSION
from pipeline.town.model import Standing, Town
from pipeline.town.review.model import Visit
from pipeline.writing.workbook.content import Content
from validators.review.forms import FormIdentity
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.scorecard import Scorecard
from validators.wording import joined


class _Parts(NamedTuple):
    town: Town
    standing: Standing
    visit: Visit


class FormContent(_Parts):
    """One form's content."""

    @property
    def scheme(self) -> Scheme:
        """The plan."""
        return self.town.scheme

    @property
    def title(self) -> str:
        """What the form is called."""
        return f"{self.town.heading}考评表"

    @property
    def book(self) -> Content:
        """The submission as the workbook that staff fill in shows it."""
        return Content(self.scheme, self.town.round, self.standing.submission)

    @property
    def card(self) -> Scorecard:
        """The self score."""
        return self.standing.scorecard

    @cached_property
    def items(self) -> Sequence[Item]:
        """The items on the form, in the plan's order."""
        asked = self.visit.items
        return [item for item in self.scheme.items if asked is None or item.no in asked]

    @property
    def identity(self) -> FormIdentity:
        """What the form says of itself."""
        return FormIdentity(
            scheme_id=self.scheme.id,
            version=VERSION,
            round=str(self.town.round),
            code=self.standing.listed.code if self.standing.listed else "",
            community=self.standing.name,
            way=self.visit.way,
            submission=self.standing.book.sha256 or "",
            items=joined(item.no for item in self.items),
        )
