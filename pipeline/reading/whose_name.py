"""Whose table a sheet's is: of several names around it, the one that counts and those of other communities."""

from collections.abc import Iterator, Sequence

from pipeline.reading.around import Labelled
from pipeline.reading.book import Rows
from pipeline.reading.values import text_of
from validators.names import community_in_title, is_community, is_office, same_community
from validators.scheme import Scheme

_LONGEST_TITLE = 60


def named_on(rows: Rows, top: int, labelled: Sequence[Labelled], scheme: Scheme) -> list[Labelled]:
    """The name that counts, then those of other communities; none when nobody is named.

    Behind the label that our own workbook prints it counts first, then behind another label, an office's name (填报单位
    may be the town) last of these; a title's name counts where no label has one.
    """
    town = scheme.town

    def rank(found: Labelled) -> tuple[bool, bool]:
        return not found.printed, is_office(text_of(found.value), town)

    names = sorted(labelled, key=rank)
    filled = [found for found in names if found.value != ""]
    titled = list(_titles(rows, top, scheme))
    first = next(iter(filled or titled or names), None)
    if first is None:
        return []
    name = text_of(first.value)
    others = [
        found
        for found in (*filled[1:], *titled)
        if (found.printed or is_community(text_of(found.value), town))
        and not same_community(text_of(found.value), name, town)
    ]
    return [first, *others]


def _titles(rows: Rows, top: int, scheme: Scheme) -> Iterator[Labelled]:
    """The communities that titles above the head name."""
    for number, row in enumerate(rows[:top]):
        for column, cell in enumerate(row):
            text = cell if isinstance(cell, str) and _is_title(cell) else ""
            if name := community_in_title(text, scheme.town, scheme.programme):
                yield Labelled(name, number, column)


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and "表" in text and ":" not in text and "：" not in text
