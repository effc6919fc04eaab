"""The ledger's chains as data: stable keys, JSON numbers, null for what is not known."""

from collections.abc import Sequence
from typing import Any

from pipeline import __version__
from pipeline.ledger.draws import KeptDraw
from pipeline.ledger.history import Submitted
from pipeline.writing.reports.json_report import SCHEMA_VERSION, changed
from pipeline.writing.review.draw_json import kept_draw


def history_report(told: Sequence[Submitted], made: Sequence[KeptDraw]) -> dict[str, Any]:
    """What ``history --format json`` writes: the submissions in the order of the chains, and the draws."""
    header = {"schema_version": SCHEMA_VERSION, "tool_version": __version__}
    return header | {
        "submissions": [_submitted(one) for one in told],
        "draws": [kept_draw(draw) for draw in made],
    }


def _submitted(one: Submitted) -> dict[str, Any]:
    return {
        "community": one.community,
        "round": one.year,
        "file": one.file,
        "sha256": one.sha256,
        "state": one.state.value,
        "there": one.there,
        "handed_in": one.handed_in and one.handed_in.isoformat(),
        "first_seen": one.first_seen.isoformat(),
        "total": None if one.total is None else float(one.total),
        "grade": one.grade or None,
        "errors": one.errors,
        "queries": one.queries,
        "changes": None if one.changed is None else [*map(changed, one.changed)],
        "requests": [day.isoformat() for day in one.requests],
        "returned": [day.isoformat() for day in one.returned],
    }
