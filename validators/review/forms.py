"""A review on site as its form says it, and as the rules about reviews see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from validators.cells import CellRef
from validators.rule import Case


class FormIdentity(NamedTuple):
    """What a form says of itself; ``submission`` is the SHA-256 of the file of which it holds the self scores.

    ``way`` is how the community came to be looked at; ``items`` are the numbers of the items on the form.
    """

    scheme_id: str = ""
    version: str = ""
    round: str = ""
    code: str = ""
    community: str = ""
    way: str = ""
    submission: str = ""
    items: str = ""


class FormLine(NamedTuple):
    """A row of a form as it was filled in; ``cells`` are those of its fields by their names."""

    number: str
    choice: str
    seen: str
    reason: str
    cells: Mapping[str, CellRef]

    @property
    def filled(self) -> bool:
        """Whether anything was written into it."""
        return bool(self.choice or self.seen or self.reason)


class ReviewForm(NamedTuple):
    """A form as read: what it says of itself, what was filled in; ``cells`` are those of its fields by their names.

    ``own`` are the community's choices that it was made with, cleared of blanks, by item. ``shown`` is the community that
    its head names, ``day`` what stands where the day of the review belongs and ``on`` the day that it is, None where it is
    none.
    """

    identity: FormIdentity
    own: Mapping[int, str]
    shown: str
    day: str
    on: date | None
    reviewers: str
    demands: str
    due: date | str
    lines: tuple[FormLine, ...]
    cells: Mapping[str, CellRef]


class Changed(NamedTuple):
    """An item whose choice on site is another than the community's own, without a word on why; None for an empty one."""

    item: int
    own: str | None
    choice: str
    cell: CellRef


class FormArrival(NamedTuple):
    """A file from the folder of reviews as the rules see it.

    ``unread`` says why it is no form that can be read, ``oddities`` what else is in the workbook that does not belong there.
    ``elsewhere`` is the plan or the round that it is of where that is another, and this one's, with its cell; ``stranger``
    the community that it names and why that is none that was reviewed; ``twin`` the file that counts in its place.
    ``stale`` names the submission that it was made of where the counting one, of ``handed_in``, has other choices.
    ``empty`` says that nothing that counts was chosen in it: of it ``not_offered`` and ``not_listed`` are told, too. One that
    ``counts`` is a review, and of the others nothing else is told.
    """

    file: str
    community: str | None = None
    form: ReviewForm | None = None
    unread: tuple[str, CellRef | None] | None = None
    oddities: tuple[str, ...] = ()
    elsewhere: tuple[str, str, CellRef] | None = None
    stranger: tuple[str, str, CellRef] | None = None
    twin: str | None = None
    empty: bool = False
    counts: bool = False
    stale: str = ""
    handed_in: date | None = None
    fillers: tuple[str, ...] = ()
    unexplained: tuple[Changed, ...] = ()
    not_offered: tuple[FormLine, ...] = ()
    not_listed: tuple[FormLine, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ReviewCase(Case):
    """What the rules about reviews look at; ``as_of`` is the report's day."""

    as_of: date
    forms: tuple[FormArrival, ...]
