"""Every column of a header that could be meant by a label, and which of them is."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from pipeline.reading.book import Cell, Rows
from pipeline.reading.labels import bare, field_of, said_in_brackets
from pipeline.reading.values import text_of
from validators.scheme import Scheme
from validators.wording import folded

Place = tuple[int, int]


class Rival(NamedTuple):
    """Further columns that could be meant by what is read of ``taken``; ``at`` is the cell of their label."""

    taken: tuple[int, ...]
    columns: tuple[int, ...]
    at: Place


class Named(NamedTuple):
    """A column, or one column per tier, with its label, the label's cell and what else is said over it.

    ``indirect`` is whether only a heading over several columns names the field.
    """

    field: str
    columns: tuple[int, ...]
    at: Place
    label: str
    said: tuple[str, ...]
    indirect: bool = False


def tier_in(cell: Cell, scheme: Scheme) -> str | None:
    """The tier that a cell names, by its id."""
    if not isinstance(cell, str) or not cell:
        return None
    names = scheme.tier_by_label
    return names.get(folded(cell)) or names.get(bare(cell))


def field_in(cell: Cell, scheme: Scheme) -> str | None:
    """The field that a cell is the label of."""
    return field_of(cell, scheme) if isinstance(cell, str) and cell else None


class Head:
    """The rows of one header, and what is said over each of its columns."""

    def __init__(self, rows: Rows, index: int, depth: int, scheme: Scheme) -> None:
        self.rows, self.scheme, self.index = rows, scheme, index
        self.numbers = range(index, index + depth + 1)
        self.lowest = [-1] * len(rows[index])
        """The last of the head's rows with a text, by column."""
        for row in self.numbers:
            for column, cell in enumerate(rows[row]):
                if cell != "":
                    self.lowest[column] = row

    def columns(self, skipped: Collection[int]) -> Iterator[Named]:
        """The columns that have the label of a field, but for those skipped."""
        for column, lowest in enumerate(self.lowest):
            if lowest < 0 or column in skipped:
                continue
            if named := self._named(column):
                yield named

    def _named(self, column: int) -> Named | None:
        """A column with the lowest of its labels, but for one that only tells whose it is."""
        places = self._over(column)
        at = (self.lowest[column], column)
        texts = [text_of(self.rows[row][start]) for row, start in places]
        if len(texts) == 1:
            field = field_of(texts[0], self.scheme)
            return Named(field, (column,), at, texts[0], ()) if field else None
        fields = {n: field for n, text in enumerate(texts) if (field := field_of(text, self.scheme))}
        if not fields:
            return None
        lowest = max(fields, key=lambda n: (texts[n] not in self.scheme.self_words, n))
        said = (*texts[:lowest], *texts[lowest + 1 :])
        return Named(fields[lowest], (column,), at, texts[lowest], said, lowest != len(texts) - 1)

    def _over(self, column: int) -> list[Place]:
        """The head's cells that speak of a column, from the top; a heading speaks of all columns it parts into."""
        places: list[Place] = []
        for row in self.numbers:
            start = column
            while start > 0 and self.rows[row][start] == "" and self._below(row, start):
                start -= 1
            if self.rows[row][start] != "" and (start == column or self._below(row, start)):
                places.append((row, start))
        return places

    def _below(self, row: int, column: int) -> bool:
        return self.lowest[column] > row

    def groups(self) -> list[Named]:
        """The columns of the tiers, once for every time that the head names them all."""
        for row in reversed(self.numbers):
            found: list[dict[str, int]] = [{}]
            for column, cell in enumerate(self.rows[row]):
                if tier := tier_in(cell, self.scheme):
                    if tier in found[-1]:
                        found.append({})
                    found[-1][tier] = column
            if whole := [group for group in found if len(group) == len(self.scheme.tiers)]:
                return [self._group(group, row) for group in whole]
        return []

    def _group(self, group: Mapping[str, int], row: int) -> Named:
        first = min(group.values())
        over = [place for place in self._over(first) if place[0] < row]
        at = next((place for place in over if place[1] == first), (row, first))
        said = tuple(text_of(self.rows[number][column]) for number, column in over)
        return Named("ticks", tuple(group[tier.id] for tier in self.scheme.tiers), at, "", said)

    def ordered(self, named: Sequence[Named]) -> list[Named]:
        """The columns that one field could be read from, the one that is meant first."""
        return sorted(named, key=self._order) if len(named) > 1 else list(named)

    def _order(self, named: Named) -> tuple[bool, bool, bool, int, int]:
        """What is said to be the community's own, then what is named itself, the printed word before others."""
        words: list[str] = []
        if named.field != "ticks":
            words = [folded(word) for word in getattr(self.scheme.labels, named.field)]
        known = next((word for word in (folded(named.label), bare(named.label)) if word in words), None)
        rank = words.index(known) if known else 0
        foreign = not any(map(self._own, self._told(named)))
        return foreign, named.indirect, named.field == "grade", rank, min(named.columns)

    def rivals(self, ordered: Sequence[Named]) -> list[Rival]:
        """The columns beside the one that is meant; none where it alone is the community's and the others say whose."""
        if len(ordered) < 2:
            return []
        taken, *others = ordered
        if self._is_own(taken) and all(self._told(other) and not self._is_own(other) for other in others):
            return []
        return [Rival(taken.columns, other.columns, other.at) for other in others]

    def _is_own(self, named: Named) -> bool:
        return self._own(named.label) or any(map(self._own, self._told(named)))

    def _told(self, named: Named) -> list[str]:
        """What is said of a column but for its label, in brackets and in the row above the labels too."""
        above = [text_of(cell) for cell in self._above[: min(named.columns) + 1] if cell != ""]
        return [*named.said, *said_in_brackets(named.label, self.scheme), *above[-1:]]

    @cached_property
    def _above(self) -> Sequence[Cell]:
        """The row above the labels, where it tells which of the columns below are the community's own."""
        if self.index == 0:
            return ()
        row, labels = self.rows[self.index - 1], self.rows[self.index]
        keys = (column for column, cell in enumerate(labels) if field_in(cell, self.scheme) == "number")
        return row if any(map(self._own, row)) and all(row[column] == "" for column in keys) else ()

    def _own(self, cell: Cell) -> bool:
        return isinstance(cell, str) and any(word in folded(cell) for word in self.scheme.self_words)
