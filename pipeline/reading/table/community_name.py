"""Whose table a sheet's is: of several names around it, the one that counts and those of other communities."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.reading.cells.surroundings import Labelled, written
from pipeline.reading.cells.values import text_of
from pipeline.reading.columns.header import Header
from pipeline.reading.containers.grid import Rows
from validators.names import (
    bare_name,
    communities_in_title,
    is_community,
    is_office,
    names_nobody,
    same_community,
)
from validators.scheme.model import Scheme

_LONGEST_TITLE = 60

_SIGNED = re.compile(r"(?:填报|填写|公章|盖章)?[\s,，]*(?:20[0-9]{2}[年.\-/].*)?(?=[)）]?$)")
"""What may stand behind a name at the foot: 示范二居居委会 2021年10月20日."""

_KINDS = ("居", "村", "社区")
"""One of these is in every community's name."""

_FOOT = 6
"""Rows below a table in which its community may sign."""


class Names(NamedTuple):
    """The names around a table: the one that counts, those of other communities, and what stands for one and is none."""

    first: Labelled | None = None
    others: Sequence[Labelled] = ()
    nobody: Sequence[Labelled] = ()


def named_on(rows: Rows, header: Header, end: int, labelled: Sequence[Labelled], scheme: Scheme) -> Names:
    """The names that stand around a table from its head to the row before ``end``, and over its selections.

    Behind the label that our own workbook prints it counts first, then behind another label; a title's name counts
    where no label has one. What names nobody is asked about behind the printed label, elsewhere (填报单位 may be the
    town) where there is no name at all.
    """
    town, top = scheme.town, header.top
    names = sorted(labelled, key=lambda found: not found.printed)
    answers = [found for found in names if text_of(found.value) not in ("", scheme.unit)]
    nobody = [found for found in answers if _is_nobody(found, town)]
    filled = [found for found in answers if found not in nobody]
    titled = [
        *_titles(rows[:top], scheme),
        *_lines(rows, [*range(top), *range(end, min(end + _FOOT, len(rows)))], scheme),
    ]
    first = next(iter(filled or titled), None)
    if first is None:
        return Names(None if nobody else next(iter(names), None), (), nobody[:1])
    name = text_of(first.value)
    others = [
        found
        for found in (*filled[1:], *titled, *_over_selections(rows, header, scheme))
        if (found.printed or is_community(text_of(found.value), town))
        and not same_community(text_of(found.value), name, town)
    ]
    return Names(first, others, [found for found in nobody if found.printed])


def _is_nobody(found: Labelled, town: str) -> bool:
    text = text_of(found.value)
    return names_nobody(text, town) or (not found.printed and is_office(text, town))


def _titles(above: Rows, scheme: Scheme) -> Iterator[Labelled]:
    """The communities that titles above the head name."""
    for number, row in enumerate(above):
        for column, cell in enumerate(row):
            text = cell if isinstance(cell, str) and _is_title(cell) else ""
            for name in communities_in_title(text, scheme.town, scheme.programme) if text else ():
                yield Labelled(name, number, column)


def _over_selections(rows: Rows, header: Header, scheme: Scheme) -> Iterator[Labelled]:
    """The communities that headings of selections name: 示范二居得分."""
    for row, column in (header.labels[field] for field in ("tier", "score") if field in header.labels):
        text = text_of(rows[row][column])
        for name in communities_in_title(text, scheme.town, scheme.programme):
            yield Labelled(name, row, column)


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and "表" in text and ":" not in text and "：" not in text


def _lines(rows: Rows, numbers: Iterable[int], scheme: Scheme) -> Iterator[Labelled]:
    """Texts that are nothing but a community's name, such as the one over the seal; none that stands behind a label."""
    for number in numbers:
        before = ""
        for column, cell in enumerate(rows[number]):
            if cell == "":
                continue
            text = cell if isinstance(cell, str) and len(cell) <= _LONGEST_TITLE else ""
            may_name = any(kind in text for kind in _KINDS)
            name = bare_name(_SIGNED.sub("", written(text)), scheme.town) if may_name else None
            if name and (not before or _is_title(before) or bare_name(before, scheme.town)):
                yield Labelled(name, number, column)
            before = text
