"""What others can copy (可复制做法): the evidence that communities give for items at the top tier, in their own words. Pure."""

from collections.abc import Iterator
from heapq import nlargest
from typing import NamedTuple

from pipeline.town.model import Standing, Town
from validators.cells import CellRef
from validators.scheme.item import Item

_PER_ITEM = 2
"""So many communities are quoted for an item: those that write most of it, of those alike the higher in rank."""


class Practice(NamedTuple):
    """What a community writes of an item that it is at the top of, and where that stands."""

    item: Item
    community: str
    text: str
    file: str
    cell: CellRef


def practices(town: Town) -> Iterator[Practice]:
    """The practices of communities that attain, item by item."""
    attained = [standing for standing in town.standings if standing.scorecard.attained and standing.rank]
    for item in town.scheme.items:
        found = (quoted for standing in attained if (quoted := _quoted(town, standing, item)))
        yield from nlargest(_PER_ITEM, found, key=lambda practice: len(practice.text))


def _quoted(town: Town, standing: Standing, item: Item) -> Practice | None:
    mark = standing.scorecard.mark(item.no)
    if mark.choice != town.scheme.tiers[-1].id or mark.row is None:
        return None
    text = (standing.submission.entries[mark.row].evidence or "").strip()
    if not text:  # nor does every layout have a column for it
        return None
    cell = standing.book.sources["entries", mark.row, "evidence"]
    return Practice(item, standing.name, text, standing.book.file, cell)
