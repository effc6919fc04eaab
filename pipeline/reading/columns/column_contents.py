"""What a column holds: whether it looks like selections, and what it says of each item."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from pipeline.reading.cells.informal import score_in
from pipeline.reading.cells.item_matching import item_of_criterion, number_in
from pipeline.reading.cells.signs import says_no
from pipeline.reading.cells.values import is_tick, number_of, text_of
from pipeline.reading.columns.header_columns import field_in
from pipeline.reading.containers.grid import Cell, Rows
from validators.scheme.item import Item
from validators.scheme.model import Scheme

ColumnKind = Literal["ticks", "tier", "score"]
Said = Mapping[int, Decimal | str]
"""By row: the points that a cell stands for in its item, or the text that stands for none."""

_SEARCHED = 300
"""Rows below a head that are looked at."""


def items_below(rows: Rows, body: int, columns: Mapping[str, int], scheme: Scheme) -> dict[int, Item]:
    """The rows below a head that are plainly about an item, by criterion or number; each item once.

    A head that is printed again, or that of another table, ends them.
    """
    found: dict[int, Item] = {}
    keys = [columns[name] for name in ("number", "criterion") if name in columns]
    for number, row in enumerate(rows[body : body + _SEARCHED], start=body):
        if any(field_in(row[key], scheme) in ("number", "criterion") for key in keys):
            break
        item = _item_of(row, columns, scheme)
        if item and item not in found.values():
            found[number] = item
    return found


def _item_of(row: Sequence[Cell], columns: Mapping[str, int], scheme: Scheme) -> Item | None:
    text = text_of(row[columns["criterion"]]) if "criterion" in columns else ""
    if text and (item := item_of_criterion(text, scheme, near=False)):
        return item
    value = number_of(row[columns["number"]]) if "number" in columns else None
    number = number_in(value) if isinstance(value, str) else value
    return None if number is None or number not in scheme.item_by_no else scheme.item_by_no[int(number)]


def may_select(rows: Rows, body: int, column: int, scheme: Scheme) -> bool:
    """Whether any cell of a column could be a selection: a look that costs next to nothing."""
    return any(_may(row[column], scheme) for row in rows[body : body + _SEARCHED])


def _may(cell: Cell, scheme: Scheme) -> bool:
    if cell == "" or isinstance(cell, bool):
        return cell is True
    if not isinstance(cell, str):
        return isinstance(cell, int | float)
    return (
        bool(scheme.choice_name(cell)) or is_tick(cell) or isinstance(number_of(cell, scheme.unit), Decimal)
    )


def said_in_column(rows: Rows, column: int, items: Mapping[int, Item], scheme: Scheme) -> Said:
    """What the cells of one column say of the items."""
    return {
        row: _said(rows[row][column], item, scheme) for row, item in items.items() if rows[row][column] != ""
    }


def _said(cell: Cell, item: Item, scheme: Scheme) -> Decimal | str:
    value = _points(cell, item, scheme)
    if value is not None:
        return value
    name = scheme.choice_name(text_of(cell))
    choice, points = scheme.selections(item).get(name or "", ("", None))
    return text_of(cell) if points is None or choice == "not_applicable" else points


def _points(cell: Cell, item: Item, scheme: Scheme) -> Decimal | None:
    """The points that a cell names, as a score is read."""
    value = number_of(cell, scheme.unit)
    return score_in(value, item, scheme) if isinstance(value, str) else value


def said_in_group(
    rows: Rows, columns: Sequence[int], items: Mapping[int, Item], scheme: Scheme
) -> dict[int, Decimal | str]:
    """What the ticks under the tiers say of the items; points that are printed there say nothing."""
    said = {row: [*_ticked(rows[row], columns, item, scheme)] for row, item in items.items()}
    return {row: points[0] if len(points) == 1 else str(points) for row, points in said.items() if points}


def _ticked(row: Sequence[Cell], columns: Sequence[int], item: Item, scheme: Scheme) -> Iterator[Decimal]:
    filled = [column for column in columns if text_of(row[column])]
    for tier, column in zip(scheme.tiers, columns, strict=True):
        cell, printed = row[column], item.points[tier.id]
        alone = filled == [column]
        if says_no(cell) or number_of(cell) == 0:
            continue
        if column in filled and (alone or number_of(cell, scheme.unit) != printed):
            yield printed


def kind_of(field: str, rows: Rows, column: int, items: Mapping[int, Item], scheme: Scheme) -> ColumnKind:
    """Whether a column holds points or tiers: what most of its cells are, else what its label says."""
    cells = [(rows[row][column], item) for row, item in items.items() if rows[row][column] != ""]
    words = sum(bool(scheme.choice_name(text_of(cell))) for cell, _ in cells)
    points = sum(is_legal(cell, item, scheme) for cell, item in cells) - words
    if field in ("tier", "grade"):
        return "score" if points > words and 2 * points > len(cells) else "tier"
    return "tier" if words > points and 2 * words > len(cells) else "score"


def is_legal(cell: Cell, item: Item, scheme: Scheme) -> bool:
    """Whether a cell says something that the plan allows for the item."""
    value = _points(cell, item, scheme)
    if value is not None:
        return any(value == points for _, points in scheme.selections(item).values())
    return bool(scheme.choice_name(text_of(cell)))


def is_plausible(cell: Cell, item: Item, scheme: Scheme) -> bool:
    """Whether a cell could be a score of the item at all, such as points taken off."""
    value = _points(cell, item, scheme)
    return is_legal(cell, item, scheme) if value is None else 0 <= value <= item.max_points
