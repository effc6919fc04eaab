"""What the leader is told, whom to help and which measures to chase, as ``consolidate --json`` writes it."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.harmless import json_number
from pipeline.policy.masking import masked
from pipeline.town.follow_up import figures
from pipeline.town.follow_up.briefing import briefing
from pipeline.town.follow_up.figures import Figure
from pipeline.town.follow_up.measures import Chased, chased, measure_counts
from pipeline.town.follow_up.support import Support, supports
from pipeline.town.groups import group_of
from pipeline.town.model import Town


def follow_up(town: Town) -> dict[str, Any]:
    """The same lists as the sheets 领导阅, 帮扶清单, 措施完成情况 and 措施督办 hold, in their order."""
    told = briefing(town)
    return {
        "briefing": {
            "title": f"{told.title}（{told.until}）",
            "passages": [{"heading": p.heading, "text": masked(p.text)} for p in told.passages],
            "figures": _rates(figures.rates(town)) + _figures(figures.counts(town)),
            "sections": _rates(figures.section_rates(town)),
            "grades": _figures(figures.grades(town)),
            "tasks": _figures(figures.tasks(town)),
        },
        "support": [
            _support(support) | {"group": group_of(town, support.standing.name) or None}
            for support in supports(town)
        ],
        "measure_counts": [
            count._asdict()
            | {"community": masked(count.community), "next_due": _day(count.next_due)}
            | {"group": group_of(town, count.community) or None}
            for count in measure_counts(town)
        ],
        "measures": [
            _measure(line) | {"group": group_of(town, line.community) or None} for line in chased(town)
        ],
    }


def _rates(told: Mapping[str, Decimal]) -> list[dict[str, Any]]:
    return [{"label": label, "value": json_number(rate)} for label, rate in told.items()]


def _figures(told: Iterable[Figure]) -> list[dict[str, Any]]:
    return [{"label": figure.label, "value": json_number(figure.value)} for figure in told]


def _support(support: Support) -> dict[str, Any]:
    return {
        "community": masked(support.standing.name),
        "total": json_number(support.standing.scorecard.total),
        "grade": support.standing.scorecard.grade.name,
        "target_grade": support.grade.name,
        "gap": json_number(support.gap),
        "raises": [
            {"item": up.item.no, "from": up.before, "to": up.tier.name, "gain": json_number(up.gain)}
            for up in support.raises
        ],
        "total_then": json_number(support.total) if support.raises else None,
        "units": list(support.units),
        "unscored": list(support.unscored),
        "refusal": support.refusal or None,
    }


def _measure(line: Chased) -> dict[str, Any]:
    said = {field: masked(text) for field, text in line.measure._asdict().items() if isinstance(text, str)}
    typed = line.typed
    return {
        "code": line.code,
        "community": masked(line.community),
        "item": line.item.no,
        "lead": line.item.lead_text,
        "choice": line.choice,
        **said,
        "due": _day(line.measure.due),
        "told": line.told,
        "progress": masked(typed.state) if typed else "",
        "closed_on": _day(typed.closed_on) if typed else None,
    }


def _day(day: date | str | None) -> str | None:
    return day.isoformat() if isinstance(day, date) else masked(day) if day else None
