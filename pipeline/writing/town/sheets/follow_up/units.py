"""部门清单: per lead unit (and scope) its items, who is below the top tier, and what raising them together would gain."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.town.groups import standings_by_group
from pipeline.town.model import Standing, Town
from pipeline.writing.town.sheet import Column, Row, Sheet
from pipeline.writing.town.sheets.district import groups
from validators.scheme.item import Item
from validators.wording import named

NAME = "部门清单"

_LIFTED = "本单位各项都提升后可晋档的社区数"
_NAMED = 20
"""Communities by name; a cell has no room for a thousand."""


def sheet(town: Town) -> Sheet:
    """A line per unit and item, of a unit first what most communities are weak in; each town of a district has its own units."""
    columns = {
        **groups.columns(town),
        "牵头单位": Column(20),
        "范围": Column(10),
        "序号": Column(6),
        "创建标准": Column(44, text=True),
        _weak_in(town): Column(10),
        "可增分": Column(8),
        _LIFTED: Column(12),
        "社区": Column(48, text=True),
        "配合单位": Column(30, text=True),
    }
    rows = (
        {**dict.fromkeys(groups.columns(town), name), **row}
        for name, standings in standings_by_group(town).items()
        for row in _rows(town, standings)
    )
    return Sheet(NAME, f"{town.heading}部门清单", columns, rows, signed=town.scheme.office)


def _weak_in(town: Town) -> str:
    return f"未达{town.scheme.tiers[-1].name}社区数"


def _rows(town: Town, standings: Sequence[Standing]) -> Iterator[Row]:
    for unit in town.units:
        items = [town.scheme.item_by_no[number] for number in unit.items]
        of_unit = {"牵头单位": unit.unit, "范围": unit.scope or "", _LIFTED: _lifted(standings, items)}
        for item in sorted(items, key=lambda item: -len(_weak(standings, item))):
            yield _row(standings, item, _weak_in(town)) | of_unit


def _weak(standings: Sequence[Standing], item: Item) -> list[Standing]:
    return [standing for standing in standings if standing.scorecard.weak(item)]


def _lifted(standings: Sequence[Standing], items: list[Item]) -> int:
    """How many communities a unit's items, raised together to the top, take over their next line, which counts."""
    gains = [
        (s.scorecard.gap, sum((_gain(s, item) for item in items if s.scorecard.weak(item)), Decimal(0)))
        for s in standings
    ]
    return sum(0 < gap <= gain for gap, gain in gains)


def _gain(standing: Standing, item: Item) -> Decimal:
    return item.max_points - (standing.scorecard.mark(item.no).points or 0)


def _row(standings: Sequence[Standing], item: Item, count: str) -> dict[str, object]:
    weak = _weak(standings, item)
    return {
        "序号": item.no,
        "创建标准": item.text,
        count: len(weak),
        "可增分": sum((_gain(standing, item) for standing in weak), Decimal(0)),
        "社区": named([standing.name for standing in weak], _NAMED),
        "配合单位": item.cooperating_text,
    }
