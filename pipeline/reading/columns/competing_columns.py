"""Which columns of selections are read: the committee's own of this round, by what is said over them and what they hold.

Two that could be meant and differ are never chosen between in silence; what is filled in and not read is told.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from pipeline.reading.columns.by_label import FIELDS, first_by_label, is_plain, may_matter
from pipeline.reading.columns.choice import Choice, Rival
from pipeline.reading.columns.column_contents import (
    ColumnKind,
    Said,
    is_legal,
    is_plausible,
    items_below,
    kind_of,
    said_in_column,
    said_in_group,
)
from pipeline.reading.columns.header_columns import Head, Named
from pipeline.reading.containers.grid import Cell
from pipeline.reading.words.column_owner import Whose, is_again, names_another_act, sounds_scored, whose
from pipeline.reading.words.labels import bare
from validators.scheme.item import Item
from validators.wording import folded

_KINDS: tuple[ColumnKind, ...] = ("tier", "score", "ticks")
"""Beginning with the one that decides."""


class _Column(NamedTuple):
    """A column that could hold the committee's selections, with what it says."""

    named: Named
    kind: ColumnKind
    whose: Whose
    says: Said


def choose(
    head: Head,
    groups: Sequence[Named],
    named: Iterable[Named],
    keys: Mapping[str, int],
    years: Collection[int],
) -> Choice:
    """The columns to be read of those under labels of selections, and of those without a label that are filled in.

    ``keys`` are the columns of number and criterion. Columns are looked into only where the labels do not settle it.
    """
    labelled = [column for column in named if column.field in FIELDS]
    others = [column for column in named if not column.field and may_matter(column, head, years)]
    if not keys or (not others and is_plain(head, groups, labelled, years)):
        return Choice(first_by_label(head, groups, labelled))
    items = items_below(head.rows, head.body, keys, head.scheme)
    chooser = _Chooser(head, items, years)
    return chooser.choice([*chooser.grouped(groups), *chooser.columns([*labelled, *others])])


class _Chooser:
    """Weighs the columns of one head against each other."""

    def __init__(self, head: Head, items: Mapping[int, Item], years: Collection[int]) -> None:
        self.head, self.rows, self.scheme = head, head.rows, head.scheme
        self.items, self.years = items, years

    def grouped(self, groups: Sequence[Named]) -> Iterator[_Column]:
        """The groups of columns under the tiers, with what is ticked in them."""
        for group in groups:
            said = whose(group.said, self.years, self.scheme)
            yield _Column(
                group, "ticks", said, said_in_group(self.rows, group.columns, self.items, self.scheme)
            )

    def columns(self, named: Iterable[Named]) -> Iterator[_Column]:
        """The columns under a label of selections, and those that look like selections."""
        for column in named:
            number, said = column.columns[0], whose(column.said, self.years, self.scheme)
            if not column.field and not self._looks_filled(column, said):
                continue
            kind = kind_of(column.field, self.rows, number, self.items, self.scheme)
            if said is Whose.OWN and self._is_strange(number):
                said = Whose.UNSAID
            yield _Column(column, kind, said, said_in_column(self.rows, number, self.items, self.scheme))

    def _cells(self, column: int) -> list[tuple[Cell, Item]]:
        return [(cell, item) for row, item in self.items.items() if (cell := self.rows[row][column]) != ""]

    def _is_strange(self, column: int) -> bool:
        """Whether most of what a column holds is nothing that the plan allows: its heading alone proves little."""
        cells = self._cells(column)
        return 2 * sum(is_legal(cell, item, self.scheme) for cell, item in cells) < len(cells)

    def _looks_filled(self, column: Named, said: Whose) -> bool:
        """Whether a column without a known label holds selections: of most items, where its heading tells nothing."""
        cells = self._cells(column.columns[0])
        told, scored = said is not Whose.UNSAID, sounds_scored(column.label, self.scheme)
        fitting = sum((is_plausible if told else is_legal)(cell, item, self.scheme) for cell, item in cells)
        if not cells:
            return said <= Whose.UNSAID and scored
        return 2 * fitting > (len(cells) if told or scored else len(self.items))

    def choice(self, columns: Sequence[_Column]) -> Choice:
        """The choice among all candidates; beside a filled column of the committee's own no blank one is looked for."""
        if any(column.says and column.whose is Whose.OWN for column in columns):
            columns = [column for column in columns if column.says or column.named.field]
        best = self._best(columns)
        crossed = [*self._crossed(best)]
        for column in crossed:
            del best[column.kind]
        filled = sorted((column for column in columns if column.says), key=lambda column: column.named.at)
        if filled and self._is_unsettled(best, columns):
            return self._unsettled(best, columns)
        taken = {kind: column.named for kind, column in best.items()}
        aside = [column for column in filled if column not in best.values()]
        notes = [self._note(column, best, crossed=column in crossed) for column in aside]
        return Choice(taken, [*notes, *self._blank_twins(best, columns)])

    def _best(self, columns: Sequence[_Column]) -> dict[ColumnKind, _Column]:
        """By kind the column that is meant first; a group of somebody else's only where it is the printed one."""
        best: dict[ColumnKind, _Column] = {}
        for column in self._ordered(columns):
            printed = column.kind == "ticks" and not column.says
            if column.whose <= Whose.UNSAID or printed:
                best.setdefault(column.kind, column)
        return best

    def _ordered(self, columns: Sequence[_Column]) -> list[_Column]:
        """The committee's own first; what is filled in before what is not, what others repeat before what stands alone.

        A blank column under a label of the plan goes before one of which nothing tells what it is.
        """

        def order(column: _Column) -> tuple[object, ...]:
            unknown, blank = not column.named.field, not column.says
            vague = (
                self._is_vague(column) if column.kind == "ticks" else unknown and column.whose is Whose.UNSAID
            )
            alike = sum(column.says == other.says for other in columns)
            return column.whose, vague, blank, -alike, unknown, *self.head.order(column.named)

        return sorted(columns, key=order)

    def _crossed(self, best: Mapping[ColumnKind, _Column]) -> Iterator[_Column]:
        """Of a column of tiers and one of points that contradict each other on most items, the one to be left."""
        if "tier" in best and "score" in best:
            tier, score = best["tier"], best["score"]
            pairs = [(points, score.says.get(row)) for row, points in tier.says.items()]
            sure = [(a, b) for a, b in pairs if isinstance(a, Decimal) and isinstance(b, Decimal)]
            if 2 * sum(a != b for a, b in sure) > len(sure):
                yield tier if score.whose < tier.whose else score

    def _is_unsettled(self, best: Mapping[ColumnKind, _Column], columns: Sequence[_Column]) -> bool:
        """Whether nobody can tell which column is meant: nothing is filled in where it should be, or two unknown differ."""
        if not any(column.says for column in best.values()):
            return True
        tier, score = best.get("tier"), best.get("score")
        if tier and score and not score.says and score.whose < tier.whose and _earns(tier):
            return True
        if self._blank_beside(best, columns):
            return True
        unknown = (column for column in best.values() if not column.named.field)
        return any(_contests(peer, column) for column in unknown for peer in columns)

    def _blank_beside(self, best: Mapping[ColumnKind, _Column], columns: Sequence[_Column]) -> list[_Column]:
        """Blank columns of which as little is known as of the filled one: the committee's own may be one of them."""
        groups = {
            column.kind == "ticks" for column in best.values() if column.says and self._is_vague(column)
        }
        return [
            column
            for column in columns
            if not column.says and (column.kind == "ticks") in groups and self._is_vague(column)
        ]

    def _blank_twins(self, best: Mapping[ColumnKind, _Column], columns: Sequence[_Column]) -> Iterator[Rival]:
        """Blank columns before one that is read, under the very same heading: that may be the office's, and they the own.

        What stands in brackets makes no other heading of it, unless it tells that the column is the committee's.
        """
        for column in columns:
            taken = best.get(column.kind)
            if taken is None or column.kind == "ticks" or column.says or not taken.says:
                continue
            read = taken.named.label
            alike = folded(column.named.label) in (folded(read), bare(read) if taken.whose else "")
            if alike and column.named.at < taken.named.at:
                yield Rival("rival", column.named.at, column.named.columns, taken.named.at, blank=True)

    def _is_vague(self, column: _Column) -> bool:
        """Whether a column has a heading, and nothing in it tells whose it is: no label of the plan, no word of anybody's."""
        said, weights = column.named.said, set(map(folded, self.scheme.labels.weights))
        known = bool(column.named.field)
        if column.kind == "ticks":
            known = not weights.isdisjoint(map(folded, said)) or not names_another_act(said)
        return column.whose is Whose.UNSAID and bool(said) and not known

    def _unsettled(self, best: Mapping[ColumnKind, _Column], columns: Sequence[_Column]) -> Choice:
        """Nothing is read; every column that is filled in is named, and the blank one that should be."""
        ticked = any(column.says for column in columns if column.kind == "ticks")
        named = [
            column
            for column in columns
            if column.says or (column in best.values() and (ticked or column.kind != "ticks"))
        ]
        named += [column for column in self._blank_beside(best, columns) if column not in named]
        first: dict[ColumnKind, _Column] = {}
        for column in [*best.values(), *self._ordered(named)]:
            first.setdefault(column.kind, column)
        places = sorted(
            Rival("unsettled", column.named.at, column.named.columns, blank=not column.says)
            for column in named
        )
        unread = frozenset(number for column in named for number in column.named.columns)
        return Choice({kind: column.named for kind, column in first.items()}, places, unread)

    def _note(self, column: _Column, best: Mapping[ColumnKind, _Column], *, crossed: bool) -> Rival:
        """What is said of a column that is filled in and not read."""
        others = (best[kind] for kind in _KINDS if kind in best and best[kind].says)
        taken = best.get(column.kind) or next(others)
        again = column.whose < Whose.DOUBTFUL and is_again(taken.named.said)
        asked = column.whose is taken.whose or again or (crossed and column.kind == "score")
        if column.whose is Whose.DOUBTFUL:
            asked = any(value != taken.says.get(row) for row, value in column.says.items())
        kind: Literal["rival", "aside"] = "rival" if asked and taken.says != column.says else "aside"
        return Rival(kind, column.named.at, column.named.columns, taken.named.at)


def _earns(tier: _Column) -> bool:
    """Whether a column of tiers has a choice worth points, beside which a score would stand."""
    return any(isinstance(points, Decimal) and points for points in tier.says.values())


def _contests(peer: _Column, best: _Column) -> bool:
    """Whether a column could be meant as well as another one, and says something else."""
    return peer.kind == best.kind and peer.whose is best.whose and peer.says not in ({}, best.says)
