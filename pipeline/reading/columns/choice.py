"""Which columns of selections were chosen to be read, and what is told of the others."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from pipeline.reading.columns.column_contents import ColumnKind
from pipeline.reading.columns.header_columns import Named
from pipeline.reading.containers.grid import Place


class Rival(NamedTuple):
    """A column, or one per tier, that is not read: ``at`` is its label's cell, ``taken`` that of the one read instead.

    A ``rival`` could be meant as well, an ``aside`` is somebody else's, one ``unsettled`` is among those of which
    nobody can tell which is meant; ``blank`` tells that nothing is written in it.
    """

    kind: Literal["rival", "aside", "unsettled"]
    at: Place
    columns: tuple[int, ...]
    taken: Place | None = None
    blank: bool = False


class Choice(NamedTuple):
    """The columns taken by kind; ``unread`` are columns whose selections must not be read."""

    taken: Mapping[ColumnKind, Named]
    rivals: Sequence[Rival] = ()
    unread: frozenset[int] = frozenset()
