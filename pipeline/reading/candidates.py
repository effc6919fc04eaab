"""Every column of a header that could be meant by a label, and which of them is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.reading.book import Cell, Rows
from pipeline.reading.labels import HEAD_ROWS, bare, field_of, said_in_brackets
from pipeline.reading.values import text_of
from validators.scheme import Scheme
from validators.wording import folded

Place = tuple[int, int]


class Rival(NamedTuple):
    """Further columns that could be meant by what is read of ``taken``; ``at`` is the cell of their label."""

    taken: tuple[int, ...]
    columns: tuple[int, ...]
    at: Place


class Candidate(NamedTuple):
    """A column, or one column per tier, with what speaks for it; the least is the one that is meant.

    ``foreign`` is whether no heading over it says that it is the community's own; ``indirect`` whether only a heading
    over it names the field; ``own`` whether any of its words says that it is the community's, ``told`` whether
    anything but the label tells what it is.
    """

    foreign: bool
    indirect: bool
    rank: int
    columns: tuple[int, ...]
    at: Place
    field: str
    own: bool
    told: bool

    def behind(self) -> "Candidate":
        """The same behind every candidate that has the field's own label."""
        return self._replace(rank=self.rank + HEAD_ROWS)


def rivals_of(candidates: Sequence[Candidate]) -> Iterator[Rival]:
    """The columns beside the one that is meant; none where it alone is the community's and the others say whose."""
    if len(candidates) < 2:
        return
    taken, *others = sorted(candidates)
    if taken.own and all(other.told and not other.own for other in others):
        return
    for other in others:
        yield Rival(taken.columns, other.columns, other.at)


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
        self.rows, self.scheme = rows, scheme
        self.numbers = range(index, index + depth + 1)
        self.width = len(rows[index])
        self.above = self._grouping(index)

    def _grouping(self, index: int) -> Sequence[Cell]:
        """The row above the labels where it tells which of the columns below are the community's own."""
        if index == 0:
            return ()
        row = self.rows[index - 1]
        keys = (c for c, cell in enumerate(self.rows[index]) if field_in(cell, self.scheme) == "number")
        return row if any(map(self._own, row)) and all(row[column] == "" for column in keys) else ()

    def _own(self, cell: Cell) -> bool:
        return isinstance(cell, str) and any(word in folded(cell) for word in self.scheme.self_words)

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
        return any(self.rows[number][column] != "" for number in self.numbers if number > row)

    def _group_above(self, column: int) -> str:
        """What the grouping row says over a column."""
        said = [text_of(cell) for cell in self.above[: column + 1] if cell != ""]
        return said[-1] if said else ""

    def candidate(self, column: int) -> Candidate | None:
        """The field that a column stands for by the lowest of its words that names one, and more than whose it is."""
        places = self._over(column)
        texts = [text_of(self.rows[row][start]) for row, start in places]
        named = [n for n, text in enumerate(texts) if field_of(text, self.scheme)]
        if not named or not any(start == column for _, start in places):
            return None
        at = max(named, key=lambda n: (texts[n] not in self.scheme.self_words, n))
        label = texts.pop(at)
        field = field_of(label, self.scheme) or ""
        words = [folded(word) for word in getattr(self.scheme.labels, field)]
        rank = words.index(folded(label)) if folded(label) in words else words.index(bare(label))
        said = [*texts, *said_in_brackets(label, self.scheme), self._group_above(column)]
        lowest = next(place for place in reversed(places) if place[1] == column)
        return Candidate(
            foreign=not any(map(self._own, said)),
            indirect=at != len(places) - 1,
            rank=rank,
            columns=(column,),
            at=lowest,
            field=field,
            own=self._own(label) or any(map(self._own, said)),
            told=any(said),
        )

    def groups(self) -> list[Candidate]:
        """The columns of the tiers, once for every time that the head names them all."""
        for row in reversed(self.numbers):
            found: list[dict[str, int]] = [{}]
            for column, cell in enumerate(self.rows[row]):
                if tier := tier_in(cell, self.scheme):
                    if tier in found[-1]:
                        found.append({})
                    found[-1][tier] = column
            whole = [group for group in found if len(group) == len(self.scheme.tiers)]
            if whole:
                return [self._group(group, row) for group in whole]
        return []

    def _group(self, group: Mapping[str, int], row: int) -> Candidate:
        first = min(group.values())
        over = [place for place in self._over(first) if place[0] < row]
        said = [*(text_of(self.rows[r][column]) for r, column in over), self._group_above(first)]
        own = any(map(self._own, said))
        columns = tuple(group[tier.id] for tier in self.scheme.tiers)
        at = next((place for place in over if place[1] == first), (row, first))
        return Candidate(not own, False, first, columns, at, "ticks", own, any(said))
