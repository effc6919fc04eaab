"""What calamine does not give of a sheet: hidden rows and columns, struck-out text, errors, formulas without results.

Each format has a module that looks for it in its own way, and only where a scorecard stands. What a format's module
does not look for, or cannot make out, it does not tell.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import NamedTuple

Place = tuple[int, int]
"""Row and column of a cell, from 0."""

Area = tuple[Place, Place]
"""The first and the last cell of a merged one."""


def picked(errors: Mapping[Place, str], cells: Iterable[Place]) -> dict[Place, str]:
    """Those of some cells that hold one of a sheet's errors, with it."""
    return {place: errors[place] for place in cells if place in errors}


class Unseen(NamedTuple):
    """What a reader of the screen sees otherwise than the values say; rows and columns count from 0.

    ``merged`` are the merged cells, of formats of which calamine does not tell them. ``without_value`` picks those of
    some blank cells that are not empty: with the error in them, or ``""`` for a formula without result.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[Place] = frozenset()
    merged: tuple[Area, ...] = ()
    without_value: Callable[[Iterable[Place]], dict[Place, str]] = partial(picked, {})

    @property
    def strange(self) -> bool:
        """Whether anything is hidden or struck out."""
        return any((self.hidden_rows, self.hidden_columns, self.struck))
