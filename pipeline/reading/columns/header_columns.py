"""Every column that a header has, with the words over it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from pipeline.reading.cells.values import text_of
from pipeline.reading.containers.grid import Cell, Place, Rows
from pipeline.reading.words.column_owner import tells
from pipeline.reading.words.labels import HEAD_ROWS, bare, field_of
from validators.scheme.model import Scheme
from validators.wording import folded

_NO_COLUMNS = frozenset({"community", "filled_on", "filler", "reviewer", "total"})
"""Labels of what stands around a table: over a column they name none of its fields."""

_PRINTED = frozenset({"number", "section", "criterion", "max_points"})
"""Columns of which everybody knows whose they are."""

_NEVER_SELECTED = _PRINTED | {"measured", "evidence", "lead", "cooperating", "responsible"}
"""Columns in which nobody chooses."""

_LONGEST = 12
"""A text of more letters above the labels is a title."""


class Named(NamedTuple):
    """A column, or one column per tier, with its label, the label's cell and every text over it from the lowest up.

    ``field`` is ``""`` where no label of a field stands over it; ``indirect`` is whether only a heading over several
    columns names the field.
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
        self.body = index + depth + 1
        self.lowest = [-1] * len(rows[index])
        """The last of the head's rows with a text, by column."""
        for row in self.numbers:
            for column, cell in enumerate(rows[row]):
                if cell != "":
                    self.lowest[column] = row

    def columns(self, skipped: Collection[int]) -> Iterator[Named]:
        """Every column but those skipped."""
        for column, lowest in enumerate(self.lowest[:HEAD_ROWS]):
            if column in skipped:
                continue
            yield self._named(column) if lowest >= 0 else Named("", (column,), (self.index, column), "", ())

    def _named(self, column: int) -> Named:
        """A column with the lowest of its labels, but for one that only tells whose it is."""
        places = self._over(column)
        texts = [text_of(self.rows[row][start]) for row, start in places]
        at, said = (self.lowest[column], column), (*reversed(texts), *self._told_above(column))
        fields = {n: field for n, text in enumerate(texts) if (field := self._field(text))}
        if not fields:
            return Named("", (column,), at, texts[-1], said)
        lowest = max(fields, key=lambda n: (texts[n] not in self.scheme.self_words, n))
        return Named(fields[lowest], (column,), at, texts[lowest], said, lowest != len(texts) - 1)

    def _field(self, text: str) -> str | None:
        field = field_of(text, self.scheme)
        return None if field in _NO_COLUMNS else field

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
        said = [text_of(self.rows[number][column]) for number, column in reversed(over)]
        columns = tuple(group[tier.id] for tier in self.scheme.tiers)
        return Named(
            "ticks", columns, at, text_of(self.rows[at[0]][at[1]]), (*said, *self._told_above(first))
        )

    def ordered(self, named: Sequence[Named]) -> list[Named]:
        """The columns that have labels of one field, the one that is meant first."""
        return sorted(named, key=self.order) if len(named) > 1 else list(named)

    def order(self, named: Named) -> tuple[bool, bool, int, int]:
        """What is named itself comes first, then the printed word before others, then the column on the left."""
        words = [folded(word) for word in getattr(self.scheme.labels, named.field, ())]
        known = next((word for word in (folded(named.label), bare(named.label)) if word in words), None)
        rank = words.index(known) if known else len(words)
        return named.indirect, named.field == "grade", rank, min(named.columns)

    def _told_above(self, column: int) -> list[str]:
        """What the row above the labels tells of a column, if it tells whose several of them are."""
        told = [text_of(cell) for cell in self._above[: column + 1] if cell != ""]
        return told[-1:]

    @cached_property
    def _above(self) -> Sequence[Cell]:
        """The row above the labels, where it tells which of the columns below are whose: nothing stands over the others.

        A value behind its label (物业公司, 某某物业) stands over a column in which nobody chooses, or right of the table.
        """
        if self.index == 0:
            return ()
        row, labels = self.rows[self.index - 1], self.rows[self.index]
        others = (
            column
            for column, cell in enumerate(labels)
            if self.lowest[column] < 0 or field_in(cell, self.scheme) in _NEVER_SELECTED
        )
        tell = any(_may_tell(cell) and tells(str(cell), self.scheme) for cell in row)
        texts = all(isinstance(cell, str) for cell in row)
        return row if tell and texts and all(row[column] == "" for column in others) else ()


def _may_tell(cell: Cell) -> bool:
    """Whether a cell is neither a title nor a label with its value: 物业公司：某某物业."""
    return isinstance(cell, str) and 0 < len(cell) <= _LONGEST and ":" not in folded(cell)[:-1]
