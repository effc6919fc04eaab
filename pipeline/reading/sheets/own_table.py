"""Which of a workbook's tables is the community's of this round: what is called by another's name never stands for it."""

from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

from pipeline import template
from pipeline.reading.cells.item_matching import overlapping
from pipeline.reading.sheets.continuation import continued, joined
from pipeline.reading.table.model import Table
from pipeline.reading.words.sheet_owner import WHAT, SheetKind, kind_of, year_in
from pipeline.reading.workbook.book import Book
from validators.names import communities_in_title, core, is_community
from validators.scheme.model import Scheme
from validators.submission import ReadAs
from validators.wording import folded

_ANOTHERS = "别的社区的表"


class _Known(NamedTuple):
    """A table with what is known of it before it counts; ``year`` is what name, title or day say."""

    table: Table
    kind: SheetKind
    year: int | None
    hidden: bool
    identified: bool = False

    @property
    def community(self) -> str:
        """The community's name beside the table, however it is spaced."""
        return folded(self.table.stated.get("community", ""))

    @property
    def begun(self) -> bool:
        """Whether somebody wrote above the table whose it is, or when it was filled in."""
        return bool(self.community) or not {"filled_on", "days"}.isdisjoint(self.table.stated)

    @property
    def rank(self) -> int:
        """The lower, the surer it is the community's own table by its name."""
        if self.identified or self.kind == "own":
            return 0
        return 1 if template.TABLE in self.table.sheet or self.year else 2


def chosen(
    tables: Sequence[Table], book: Book, scheme: Scheme, *, round_: str | None, hint: str
) -> tuple[Table, list[Table]]:
    """The table that counts, with what continues it, and the tables that do not.

    ``round_`` is the year of a workbook built here, ``hint`` the community that the file's name holds. Where the
    community's own table is blank, no other stands for it.
    """
    known = _of_this_round([_known(table, book, scheme, round_, hint) for table in tables], scheme, round_)
    plain = [one for one in known if one.kind not in WHAT]
    pool = _visible(plain) or plain or _visible(known) or known
    pool = [one for one in pool if one.table.items] or pool
    base = _own(pool, hint) if plain else max(pool, key=lambda one: one.table.filled)
    parts = continued(base.table, [one.table for one in pool]) if plain else [base.table]
    taken, others = joined(parts), [table for table in tables if all(table is not part for part in parts)]
    if base.hidden:
        taken.notes.append(ReadAs("hidden_sheet", ("entries",), taken.sheet))
    what = WHAT.get(base.kind) or (_ANOTHERS if _is_called_otherwise(base, hint, scheme) else "")
    if what and taken.filled:
        taken.notes.append(ReadAs("aside_sheet", ("entries",), taken.sheet, what))
    return taken, others


def _visible(known: Sequence[_Known]) -> list[_Known]:
    return [one for one in known if not one.hidden]


def _known(table: Table, book: Book, scheme: Scheme, round_: str | None, hint: str) -> _Known:
    identified = round_ is not None and table.sheet == template.TABLE
    title = folded(table.title).replace(folded(scheme.title), "")
    year, kind = year_in(table.sheet, title), table.disowned or kind_of(table.sheet, title, scheme)
    if kind == "own" and _is_of_another(table.sheet, hint, scheme):
        kind = ""
    return _Known(table, kind, year, table.sheet in book.hidden, identified)


def _is_of_another(sheet: str, hint: str, scheme: Scheme) -> bool:
    """Whether a sheet is called by another community than the file: 示范二居自评, but not 一居自评, in 示范一居.xlsx."""
    name = reduce(lambda rest, word: rest.replace(word, " "), scheme.self_words, sheet)
    named = next(communities_in_title(name, scheme.town, scheme.programme), "")
    return bool(named and hint) and not core(hint, scheme.town).endswith(core(named, scheme.town))


def _is_called_otherwise(one: _Known, hint: str, scheme: Scheme) -> bool:
    """Whether a sheet is called by another community than the file and than the table itself."""
    known = (one.community.partition("(")[0], hint if is_community(hint, scheme.town) else "")
    names = [name for name in known if name]
    return bool(names) and all(_is_of_another(one.table.sheet, name, scheme) for name in names)


def _of_this_round(known: Sequence[_Known], scheme: Scheme, round_: str | None) -> list[_Known]:
    """The tables, those of another year marked as such: the workbook's own year counts, else the newest of a round."""
    if len(known) > 1:
        known = [one if one.year else one._replace(year=_year_filled(one, known)) for one in known]
    rounds = scheme.deadlines
    stated = [one.year for one in known if one.year and one.year in rounds]
    this = int(round_) if round_ and round_.isdecimal() else max(stated, default=None)
    return [
        one._replace(kind="earlier")
        if one.year and not one.identified and (one.year not in rounds or one.year != this)
        else one
        for one in known
    ]


def _year_filled(one: _Known, known: Sequence[_Known]) -> int | None:
    """The year of a table's day, where another table is about the same items."""
    stated, items = one.table.stated, one.table.items
    years = {day.year for day in (stated.get("filled_on"), *stated.get("days", ())) if day}
    others = (other.table.items for other in known if other is not one)
    return years.pop() if len(years) == 1 and any(overlapping(items, other) for other in others) else None


def _own(pool: Sequence[_Known], hint: str) -> _Known:
    """The community's own table: by the file's name, its own name, then by its selections; a blank one goes first."""
    if len(pool) == 1:
        return pool[0]
    hinted = any(one.community == folded(hint) for one in pool)

    def order(one: _Known) -> tuple[bool, int]:
        return hinted and one.community not in ("", folded(hint)), one.rank

    first = min(map(order, pool))
    group = [one for one in pool if order(one) == first]
    base = max(group, key=lambda one: one.table.filled)
    for number, one in enumerate(pool):
        nearer = base.community == folded(hint) or any(base is before for before in pool[:number])
        if _is_blank_own(one, base, among=any(one is other for other in group), nearer=nearer):
            return one
    return base


def _is_blank_own(one: _Known, base: _Known, *, among: bool, nearer: bool) -> bool:
    """Whether a blank table is the community's all the same: the filled one is another's, or is not surer its own.

    A blank form that nobody began is a spare one where the filled table is ``nearer``: the first, or of the community
    that the file is called by.
    """
    if one.table.filled or not base.table.filled or not overlapping(one.table.items, base.table.items):
        return False
    if one.community and base.community and one.community != base.community:
        return True
    surer = base.kind == "own" != one.kind or (nearer and base.begun and not one.begun)
    return among and not surer
