"""Proves the days of a scheme consistent: its time zone, targets, stages and calendar."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfoNotFoundError

from validators.scheme.fault import Fault, listed
from validators.scheme.model import Scheme
from validators.scheme.parts import Event


def dates(scheme: Scheme) -> Iterator[Fault]:
    """What is wrong with them."""
    yield from _time_zone(scheme)
    yield from _ascending("targets.by", [target.by for target in scheme.targets])
    if any(low.rate > high.rate for low, high in pairwise(scheme.targets)):
        yield Fault("targets.rate", "目标比例应逐年不降。")
    for stage in scheme.stages:
        if stage.start > stage.end:
            yield Fault("stages", f"“{stage.name}”的开始日期晚于结束日期。")
    yield from _ascending("stages.start", [stage.start for stage in scheme.stages])
    for event in scheme.calendar:
        yield from (unordered := list(_ascending(f"calendar “{event.id}”", event.due)))
        if event.start and len(event.start) != len(event.due):
            yield Fault(f"calendar “{event.id}”", "start 与 due 的个数应相同。")
        elif any(start > due for start, due in zip(event.start, event.due, strict=False)):
            yield Fault(f"calendar “{event.id}”", "start 不能晚于 due。")
        if not unordered:
            yield from _openings(event)
    for field in ("deadline", "measures"):
        if (event_id := getattr(scheme, field)) not in [event.id for event in scheme.calendar]:
            yield Fault(field, f"calendar 里没有“{event_id}”。")


def _openings(event: Event) -> Iterator[Fault]:
    """What is wrong with the days from which on something belongs to an event's due days."""
    place = f"calendar “{event.id}”"
    yield from _ascending(f"{place} opens", event.opens)
    if event.opens and len(event.opens) != len(event.due):
        yield Fault(place, "opens 与 due 的个数应相同。")
    elif any(first <= before for before, first in zip(event.due, event.opens[1:], strict=False)):
        yield Fault(place, "opens 应晚于上一个 due。")
    elif any(first > due for first, due in zip(event.opens, event.due, strict=False)):
        yield Fault(place, "opens 不能晚于 due。")


def _ascending(place: str, days: Sequence[date]) -> Iterator[Fault]:
    if any(earlier >= later for earlier, later in pairwise(days)):
        yield Fault(place, f"日期应由早到晚，现为{listed(days)}。")


def _time_zone(scheme: Scheme) -> Iterator[Fault]:
    try:
        _ = scheme.zone
    except (ZoneInfoNotFoundError, ValueError):
        yield Fault("time_zone", f"没有时区“{scheme.time_zone}”，请写“Asia/Shanghai”这样的名称。")
