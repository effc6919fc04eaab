"""The reviews on site as ``consolidate --json`` writes them, beside the self scores of the communities."""

from typing import Any

from pipeline.harmless import json_number
from pipeline.policy.masking import masked
from pipeline.town.model import Town
from pipeline.town.review.estimate import CONFIDENCE, METHOD, extrapolation
from pipeline.town.review.results import (
    CommunityReviewed,
    Tally,
    communities_reviewed,
    items_reviewed,
    review_line,
    reviewed_attainment,
    tally_of,
    units_reviewed,
)

Json = dict[str, Any]


def reviews(town: Town) -> Json | None:
    """The same as the sheets 考评对照 hold; None without any review."""
    if not town.reviews:
        return None
    found, by = communities_reviewed(town), reviewed_attainment(town)
    return {
        "told": review_line(town),
        "tally": _tally(tally_of([community.difference for community in found])),
        "attainment": {
            "attained": by.attained,
            "obliged": by.obliged,
            "received": by.received,
            "rate_obliged": json_number(by.rate_obliged),
            "rate_received": json_number(by.rate_received),
            "met": by.met,
        },
        "estimate": _estimate(town),
        "unreviewed": [*map(masked, town.unreviewed)],
        "communities": [_community(community) for community in found],
        "items": [
            {"item": item.no, **_tally(tally), "changed": [*map(masked, names)]}
            for item, tally, names in items_reviewed(town)
        ],
        "units": [
            {
                "group": unit.group or None,
                "unit": unit.unit,
                "scope": unit.scope,
                "items": unit.items,
                **_tally(unit.tally),
            }
            for unit in units_reviewed(town)
        ],
    }


def _tally(tally: Tally) -> Json:
    points = {name: json_number(getattr(tally, name)) for name in ("lowered_by", "raised_by")}
    return tally._asdict() | points


def _estimate(town: Town) -> Json | None:
    """What is reckoned, never to be taken for a result: the interval, and by what method."""
    found = extrapolation(town)
    if found is None:
        return None
    rates = {"obliged": found.rates(found.obliged), "received": found.rates(found.received)}
    return {
        "method": METHOD,
        "confidence": CONFIDENCE,
        "attained": json_number(found.attained),
        "attained_between": list(found.span),
        **{f"rate_{name}": json_number(point) for name, (point, _, _) in rates.items()},
        **{
            f"rate_{name}_between": [json_number(low), json_number(high)]
            for name, (_, low, high) in rates.items()
        },
        "certain": found.certain,
        "layers": [layer._asdict() | {"grade": layer.grade.name} for layer in found.layers],
    }


def _community(one: CommunityReviewed) -> Json:
    review, own = one.review, one.standing.scorecard
    return {
        "community": masked(one.standing.name),
        "group": one.standing.group or None,
        "file": review.file,
        "way": masked(review.way),
        "by_lot": review.by_lot,
        "on": review.on and review.on.isoformat(),
        "reviewers": masked(review.reviewers),
        "self_total": json_number(own.total),
        "self_grade": own.grade.name,
        "total": json_number(review.scorecard.total),
        "grade": review.scorecard.grade.name,
        "attained": review.scorecard.attained,
        "difference": json_number(one.difference),
        "outcome": one.outcome.name.lower(),
        "demands": masked(review.demands),
        "due": masked(str(review.due)) if review.due else None,
        "items": [
            {
                "item": item.item.no,
                "self": item.own,
                "found": item.mark.choice,
                "points": json_number(item.mark.points),
                "difference": json_number(item.difference),
                "seen": masked(item.mark.seen),
                "reason": masked(item.mark.reason),
            }
            for item in one.looked_at
        ],
    }
