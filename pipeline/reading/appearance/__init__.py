"""What calamine does not give of a sheet: what is hidden, faint or struck out, what cells show, what lies over them.

Each format has a module that looks for it in its own way, and only where a scorecard stands. What a format's module
does not look for, or cannot make out, it does not tell.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import NamedTuple

from pipeline.reading.appearance.formats import ANY
from pipeline.reading.containers.grid import Area, Cell, Place


class Drawn(NamedTuple):
    """Something that lies over the cells: what it is, and the first and the last cell that it covers."""

    what: str
    area: Area


def picked(told: Mapping[Place, str], cells: Iterable[Place]) -> dict[Place, str]:
    """What is told of some cells, of those of which something is."""
    return {place: told[place] for place in cells if place in told}


def _nothing(_: Collection[str]) -> Mapping[Place, str]:
    return {}


class Unseen(NamedTuple):
    """What a reader of the screen sees otherwise than the values say; rows and columns count from 0.

    ``faint`` are cells in which nothing can be seen, with the reason; ``written`` are those in signs for letters, with
    the letters and the signs. ``merged`` are the merged cells, of formats of which calamine does not tell them.
    ``without_value`` picks those of some blank cells that are not empty: with the error in them, or ``""`` for a
    formula without result. ``shown`` tells what some cells show, of those whose number format may show something else
    than is stored; where ``exact`` is not negative, numbers of no more decimals than that are shown as they are.
    ``fetched`` tells the cells whose formulas fetch from one of some sheets or from another workbook, and from which.
    ``comments`` are what people wrote on cells (批注).
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[Place] = frozenset()
    faint: Mapping[Place, str] = {}
    written: Mapping[Place, tuple[str, str]] = {}
    drawn: tuple[Drawn, ...] = ()
    merged: tuple[Area, ...] = ()
    without_value: Callable[[Iterable[Place]], dict[Place, str]] = partial(picked, {})
    shown: Callable[[Mapping[Place, Cell]], dict[Place, str]] = partial(picked, {})
    exact: int = ANY
    fetched: Callable[[Collection[str]], Mapping[Place, str]] = _nothing
    comments: Mapping[Place, str] = {}

    @property
    def strange(self) -> bool:
        """Whether anything is hidden."""
        return bool(self.hidden_rows or self.hidden_columns)
