"""A workbook that drifted, or that is dirty, with the reading or the findings it must give.

The workbooks are described in text and built when a test asks for them; nothing binary is kept. A family is one
module: ``layouts`` (where things stand), ``covered`` (what is merged over or hidden), ``heads`` (what stands over the
columns), ``rows`` (which rows are items), ``cells`` (what is written in them), ``spelt`` (how a choice or a score is
spelt), ``sheets`` (which of several is the community's), ``names`` (whose it is), ``shown`` (what cells show).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from tests.books import Sheet
from tests.corpus.drifting import Drifted
from validators.scheme.model import Scheme

CHOICES: Mapping[int, str] = {number: ("良好", "合格", "一般")[number % 3] for number in range(1, 30)}
"""What everybody in the corpus chooses unless a case says otherwise: neighbours always differ."""


class Case(NamedTuple):
    """A workbook that is read: how it is built, and what it must say.

    ``choices`` are the items that differ from CHOICES (None: nothing countable); ``findings`` are ``code sheet!cell``
    in reading order, all of them.
    """

    name: str
    build: Callable[[Scheme], Sequence[Sheet]]
    findings: tuple[str, ...] = ()
    choices: Mapping[int, str | None] = {}


def official(scheme: Scheme) -> Drifted:
    """附件1 with the points of every choice in 得分."""
    return Drifted(scheme, "示范一居", "official").chosen(CHOICES)


def tiered(scheme: Scheme) -> Drifted:
    """The table with 自评档次 and 得分 filled in."""
    return Drifted(scheme, "示范一居", "tiered").chosen(CHOICES)


def ticked(scheme: Scheme, mark: object = "√", *, points: bool = True) -> Drifted:
    """附件1 with a mark in the box of every choice, the other boxes with their points or empty."""
    return Drifted(scheme, "示范一居", "official").ticked(CHOICES, mark, points=points)


Bend = Callable[[Drifted], object]


def of(
    start: Callable[[Scheme], Drifted], bend: Bend = lambda _: None
) -> Callable[[Scheme], Sequence[Sheet]]:
    """What builds a workbook of one bent sheet."""

    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = start(scheme)
        bend(sheet)
        return [sheet]

    return build
