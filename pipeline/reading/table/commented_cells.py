"""What a comment (批注) on a selection says: whether it only adds something, or asks, doubts or chooses otherwise."""

import re

from pipeline.reading.cells.informal import score_in
from pipeline.reading.cells.remarks import is_against
from pipeline.reading.cells.values import number_of
from pipeline.reading.containers.grid import Cell
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.wording import folded

_ASKS = r"[?吗呢]|是否|怎么|为什么|为何|请|麻烦|应[为是该当填选得按]|需|核减|多报|少报|虚报|高了|低了"
_DONE = r"已?经?(?:核对|核实|审核|复核|确认|检查)(?:无误|属实|通过|完毕|过了?)?"
"""What says that somebody has looked at a selection, and nothing of what came of it."""

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"


def asks_back(comment: str, field: str, cell: Cell, item: Item | None, scheme: Scheme) -> bool:
    """Whether a careful clerk would ask back what a comment on a cell says.

    ``field`` is what the cell holds, a tier's id for one of the tiers' columns; ``item`` is None for cells about them all.
    """
    plain = re.sub(_DONE, "", folded(comment))
    if re.search(_ASKS, plain) or is_against(plain):
        return True
    selected = number_of(cell, scheme.unit)
    numbers = {number_of(number) for number in re.findall(rf"{_NUMBER}(?={scheme.unit})", plain)}
    numbers |= {score_in(comment, item, scheme)} - {None}
    return any(number != selected for number in numbers) or not _names(plain, item, scheme) <= _chosen(
        field, cell, item, scheme
    )


def _names(plain: str, item: Item | None, scheme: Scheme) -> set[str]:
    """The choices that a text names."""
    known = scheme.selections(item) if item else scheme.choice_by_name
    return {name for name in known if folded(name) in plain}


def _chosen(field: str, cell: Cell, item: Item | None, scheme: Scheme) -> set[str]:
    """The choices that a cell may stand for: by its column, its points or its words."""
    known = scheme.selections(item) if item else {}
    points = number_of(cell)
    return {
        name
        for name, (choice, worth) in known.items()
        if choice == field or worth == points or name in folded(str(cell))
    }
