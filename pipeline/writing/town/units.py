"""部门清单: per lead unit (and scope) its items, who is below the top tier, and what raising them would gain."""

from pipeline.town import Standing, Town
from pipeline.writing.town.sheet import Column, Sheet
from validators.item import Duty, Item
from validators.wording import joined

NAME = "部门清单"

_NAMED = 20


def sheet(town: Town) -> Sheet:
    """A line per unit and item: first what helps most communities over the next line."""
    top = town.scheme.tiers[-1].name
    columns = {
        "牵头单位": Column(20),
        "范围": Column(10),
        "序号": Column(6),
        "创建标准": Column(44, text=True),
        f"未达{top}社区数": Column(10),
        "可增分": Column(8),
        "单项提升即可晋档的社区数": Column(12),
        "社区": Column(48, text=True),
        "配合单位": Column(30, text=True),
    }
    rows = [
        _row(town, duty, item, list(columns)[4])
        for duty in _duties(town)
        for item in _by_help(town, [item for item in town.scheme.items if duty in item.lead])
    ]
    return Sheet(NAME, f"{town.heading}部门清单", columns, rows)


def _duties(town: Town) -> list[Duty]:
    order = [unit.name for unit in town.scheme.units]
    duties = {duty for item in town.scheme.items for duty in item.lead}
    return sorted(duties, key=lambda duty: (order.index(duty.unit), duty.scope or ""))


def _weak(town: Town, item: Item) -> list[Standing]:
    return [standing for standing in town.standings if standing.scorecard.weak(item)]


def _lifted(standing: Standing, item: Item) -> bool:
    """Whether this item alone, raised to the top, takes the community over its next line."""
    gain = item.max_points - (standing.scorecard.mark(item.no).points or 0)
    return 0 < standing.scorecard.gap <= gain


def _by_help(town: Town, items: list[Item]) -> list[Item]:
    def help_(item: Item) -> tuple[int, int]:
        weak = _weak(town, item)
        return -sum(_lifted(standing, item) for standing in weak), -len(weak)

    return sorted(items, key=help_)


def _named(weak: list[Standing]) -> str:
    """The first communities by name; a cell has no room for a thousand."""
    names = joined(standing.name for standing in weak[:_NAMED])
    return names if len(weak) <= _NAMED else f"{names}等{len(weak)}个"


def _row(town: Town, duty: Duty, item: Item, count: str) -> dict[str, object]:
    weak = _weak(town, item)
    return {
        "牵头单位": duty.unit,
        "范围": duty.scope or "",
        "序号": item.no,
        "创建标准": item.text,
        count: len(weak),
        "可增分": sum(
            (item.max_points - (s.scorecard.mark(item.no).points or 0) for s in weak), item.max_points * 0
        ),
        "单项提升即可晋档的社区数": sum(_lifted(standing, item) for standing in weak),
        "社区": _named(weak),
        "配合单位": item.cooperating_text,
    }
