"""The head of a scorecard: its labels in up to three rows, and every column that could be meant by one of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.reading.book import Cell, Rows
from pipeline.reading.labels import HEAD_ROWS, bare, field_of, said_in_brackets
from pipeline.reading.values import text_of
from validators.scheme import Scheme
from validators.wording import folded

_DEEPEST = 2
"""Rows that a header may have below its first."""

_SELECTIONS = ("tier", "score")

Place = tuple[int, int]


class Rival(NamedTuple):
    """Further columns that could be meant by what is read of ``taken``; ``at`` is the cell of their label."""

    taken: tuple[int, ...]
    columns: tuple[int, ...]
    at: Place


class Header(NamedTuple):
    """Where a table's columns are (all from 0): ``columns`` by field, ``tiers`` by tier id.

    ``top`` is the header's first row, ``body`` the row behind its last. ``labels`` are the cells by which the columns
    were found, ``rivals`` the columns that could be meant as well.
    """

    top: int
    body: int
    columns: Mapping[str, int]
    tiers: Mapping[str, int]
    rivals: Sequence[Rival] = ()
    labels: Mapping[str, Place] = {}


def find_header(rows: Rows, scheme: Scheme, start: int = 0, stop: int = HEAD_ROWS) -> Header | None:
    """The scorecard's header: its first row has the labels of the number and of the criterion."""
    for index in range(start, min(stop, len(rows))):
        names = _exact(rows[index], scheme.field_by_label)
        if "criterion" in names and "number" in names and (header := header_at(rows, index, scheme)):
            return header
    return None


def header_at(rows: Rows, index: int, scheme: Scheme) -> Header | None:
    """The header that begins in this row; None when nothing in it takes a selection."""
    depth = _depth(rows, index, scheme)
    head = _Head(rows, index, depth, scheme)
    groups = head.groups()
    within = {column for group in groups for column in group.columns}
    found: dict[str, list[_Candidate]] = {}
    for column in range(head.width):
        if column not in within and (candidate := head.candidate(column)):
            found.setdefault(candidate.field, []).append(candidate)
    if "grade" in found:
        found["tier"] = [*found.get("tier", ()), *(one.behind() for one in found.pop("grade"))]
    if not groups and not any(field in found for field in _SELECTIONS):
        return None
    taken = {field: min(candidates) for field, candidates in found.items()}
    meant = [groups, *(found.get(field, []) for field in _SELECTIONS)]
    return Header(
        index,
        index + depth + 1,
        {field: one.columns[0] for field, one in taken.items()},
        dict(zip((tier.id for tier in scheme.tiers), min(groups).columns, strict=True)) if groups else {},
        [rival for candidates in meant for rival in _rivals(candidates)],
        {field: one.at for field, one in taken.items()},
    )


def names_tiers(row: Sequence[Cell], scheme: Scheme) -> bool:
    """Whether a row holds the names of all tiers: it is a head's, whatever else stands in it."""
    names = {_tier_of(cell, scheme) for cell in row if isinstance(cell, str) and cell}
    return len(names - {None}) == len(scheme.tiers)


class _Candidate(NamedTuple):
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

    def behind(self) -> "_Candidate":
        """The same behind every candidate that has the field's own label."""
        return self._replace(rank=self.rank + HEAD_ROWS)


def _rivals(candidates: Sequence[_Candidate]) -> Iterator[Rival]:
    """The columns beside the one that is meant; none where it alone is the community's and the others say whose."""
    if len(candidates) < 2:
        return
    taken, *others = sorted(candidates)
    if taken.own and all(other.told and not other.own for other in others):
        return
    for other in others:
        yield Rival(taken.columns, other.columns, other.at)


def _exact(row: Sequence[Cell], names: Mapping[str, str]) -> set[str]:
    return {names[word] for cell in row if isinstance(cell, str) and cell and (word := folded(cell)) in names}


def _tier_of(cell: Cell, scheme: Scheme) -> str | None:
    if not isinstance(cell, str) or not cell:
        return None
    names = scheme.tier_by_label
    return names.get(folded(cell)) or names.get(bare(cell))


def _depth(rows: Rows, index: int, scheme: Scheme) -> int:
    """How many rows the header has below its first.

    Below stand the tiers, labels of selections, or what parts a label's columns; nothing stands below the labels of
    number and criterion.
    """
    first = rows[index]
    named = {column: field for column, cell in enumerate(first) if (field := _field(cell, scheme))}
    keys = [column for column, field in named.items() if field in ("number", "criterion")]
    depth = 0
    for below in range(1, min(_DEEPEST, len(rows) - index - 1) + 1):
        row = rows[index + below]
        if names_tiers(row, scheme) and not any(type(row[column]) is float for column in keys):
            depth = below
            continue
        if any(row[column] not in ("", first[column]) for column in keys):
            break
        said = {field for n, cell in enumerate(row) if cell != first[n] and (field := _field(cell, scheme))}
        if said & {"number", "criterion", "total"}:
            break
        if said or any(_parts(first, row, column, scheme) for column, f in named.items() if f in _SELECTIONS):
            depth = below
    return depth


def _parts(first: Sequence[Cell], row: Sequence[Cell], column: int, scheme: Scheme) -> bool:
    """Whether texts below a label and the blank beside it part the label's column in several."""
    pair = slice(column, column + 2)
    words = [cell for cell in row[pair] if isinstance(cell, str) and cell and not scheme.choice_name(cell)]
    return len(words) == 2 and text_of(first[column + 1]) == ""


def _field(cell: Cell, scheme: Scheme) -> str | None:
    return field_of(cell, scheme) if isinstance(cell, str) and cell else None


class _Head:
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
        keys = (c for c, cell in enumerate(self.rows[index]) if _field(cell, self.scheme) == "number")
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

    def candidate(self, column: int) -> _Candidate | None:
        """The field that a column stands for by the lowest of its words that names one."""
        places = self._over(column)
        texts = [text_of(self.rows[row][start]) for row, start in places]
        named = [n for n, text in enumerate(texts) if field_of(text, self.scheme)]
        if not named or not any(start == column for _, start in places):
            return None
        label = texts.pop(named[-1])
        field = field_of(label, self.scheme) or ""
        words = [folded(word) for word in getattr(self.scheme.labels, field)]
        rank = words.index(folded(label)) if folded(label) in words else words.index(bare(label))
        said = [*texts, *said_in_brackets(label, self.scheme), self._group_above(column)]
        lowest = next(place for place in reversed(places) if place[1] == column)
        return _Candidate(
            foreign=not any(map(self._own, said)),
            indirect=named[-1] != len(places) - 1,
            rank=rank,
            columns=(column,),
            at=lowest,
            field=field,
            own=self._own(label) or any(map(self._own, said)),
            told=any(said),
        )

    def groups(self) -> list[_Candidate]:
        """The columns of the tiers, once for every time that the head names them all."""
        for row in reversed(self.numbers):
            found: list[dict[str, int]] = [{}]
            for column, cell in enumerate(self.rows[row]):
                if tier := _tier_of(cell, self.scheme):
                    if tier in found[-1]:
                        found.append({})
                    found[-1][tier] = column
            whole = [group for group in found if len(group) == len(self.scheme.tiers)]
            if whole:
                return [self._group(group, row) for group in whole]
        return []

    def _group(self, group: Mapping[str, int], row: int) -> _Candidate:
        first = min(group.values())
        over = [place for place in self._over(first) if place[0] < row]
        said = [*(text_of(self.rows[r][column]) for r, column in over), self._group_above(first)]
        own = any(map(self._own, said))
        columns = tuple(group[tier.id] for tier in self.scheme.tiers)
        at = next((place for place in over if place[1] == first), (row, first))
        return _Candidate(not own, False, first, columns, at, "ticks", own, any(said))
