"""Whose table a sheet's is: of several names around it, the one that counts and those of other communities."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.reading.around import Labelled
from pipeline.reading.book import Cell, Rows
from pipeline.reading.values import text_of
from validators.names import (
    bare_name,
    community_in_title,
    is_community,
    is_office,
    names_nobody,
    same_community,
)
from validators.scheme import Scheme

_LONGEST_TITLE = 60


class Names(NamedTuple):
    """The names around a table: the one that counts, those of other communities, and what stands for one and is none."""

    first: Labelled | None = None
    others: Sequence[Labelled] = ()
    nobody: Sequence[Labelled] = ()


def named_on(rows: Rows, top: int, labelled: Sequence[Labelled], scheme: Scheme) -> Names:
    """The names that stand around a table whose head begins in row ``top``.

    Behind the label that our own workbook prints it counts first, then behind another label; a title's name counts
    where no label has one. What names nobody is asked about behind the printed label, elsewhere (填报单位 may be the
    town) where there is no name at all.
    """
    town = scheme.town
    names = sorted(labelled, key=lambda found: not found.printed)
    written = [found for found in names if text_of(found.value) not in ("", scheme.unit)]
    nobody = [found for found in written if _is_nobody(found, town)]
    filled = [found for found in written if found not in nobody]
    titled = list(_titles(rows, top, scheme))
    first = next(iter(filled or titled), None)
    if first is None:
        return Names(None if nobody else next(iter(names), None), (), nobody[:1])
    name = text_of(first.value)
    others = [
        found
        for found in (*filled[1:], *titled)
        if (found.printed or is_community(text_of(found.value), town))
        and not same_community(text_of(found.value), name, town)
    ]
    return Names(first, others, [found for found in nobody if found.printed])


def _is_nobody(found: Labelled, town: str) -> bool:
    text = text_of(found.value)
    return names_nobody(text, town) or (not found.printed and is_office(text, town))


def _titles(rows: Rows, top: int, scheme: Scheme) -> Iterator[Labelled]:
    """The communities that titles above the head name, and lines that are nothing but a community's name."""
    for number, row in enumerate(rows[:top]):
        for column, cell in enumerate(row):
            text = cell if isinstance(cell, str) and len(cell) <= _LONGEST_TITLE else ""
            if _is_title(text):
                name = community_in_title(text, scheme.town, scheme.programme)
            else:
                name = bare_name(text, scheme.town) if text and _is_line(row) else None
            if name:
                yield Labelled(name, number, column)


def _is_title(text: str) -> bool:
    return "表" in text and ":" not in text and "：" not in text


def _is_line(row: Sequence[Cell]) -> bool:
    """Whether a row holds one text only."""
    return len(row) - row.count("") == 1
