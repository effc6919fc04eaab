"""A draw as data: stable keys, JSON numbers; the forms for the visits are built from it."""

from collections.abc import Sequence
from typing import Any

from pipeline import __version__
from pipeline.harmless import json_number
from pipeline.ledger.draws import KeptDraw
from pipeline.policy.masking import masked
from pipeline.town.groups import group_of
from pipeline.town.model import Town
from pipeline.town.review.drawing import ChosenCommunity, Draw, Way
from pipeline.writing.reports.json_report import SCHEMA_VERSION
from pipeline.writing.review.draw_cover import METHOD


def draw_report(town: Town, draw: Draw, draws: Sequence[KeptDraw]) -> dict[str, Any]:
    """What ``sample --json`` writes; ``draws`` are those of the round that the ledger keeps, this one among them or not."""
    own = next((kept for kept in draws if kept.digest == draw.digest), None)
    return {
        "schema_version": SCHEMA_VERSION,
        "tool_version": __version__,
        "scheme": town.scheme.id,
        "year": draw.year,
        "as_of": town.as_of.isoformat(),
        "seed": draw.seed,
        "share": json_number(draw.share),
        "method": METHOD,
        "digest": draw.digest,
        "number": own.number if own else None,
        "strata": [
            {
                "grade": stratum.grade.name,
                "number": stratum.number,
                "communities": [
                    {
                        "community": masked(framed.standing.name),
                        "group": framed.standing.group or None,
                        "total": json_number(framed.standing.scorecard.total),
                        "lot": framed.lot,
                        "at_random": framed.at_random,
                    }
                    for framed in stratum.communities
                ],
            }
            for stratum in draw.strata
        ],
        "outside": [
            {
                "community": masked(one.community),
                "group": group_of(town, one.community) or None,
                "reason": masked(one.reason),
            }
            for one in draw.outside
        ],
        "drawn": [_chosen(one) for one in draw.chosen],
        "draws": [kept_draw(kept) for kept in draws],
    }


def kept_draw(kept: KeptDraw) -> dict[str, Any]:
    """A draw as the ledger keeps it."""
    return {
        "year": kept.year,
        "number": kept.number,
        "at": kept.at.isoformat(),
        "as_of": kept.day.isoformat(),
        "seed": kept.seed,
        "share": json_number(kept.share),
        "framed": kept.framed,
        "digest": kept.digest,
        "drawn": [
            {"community": one.name, "way": one.way.value, "reasons": one.reasons, "items": list(one.items)}
            for one in kept.chosen
        ],
    }


def _chosen(one: ChosenCommunity) -> dict[str, Any]:
    standing = one.standing
    return {
        "community": masked(one.name),
        "group": standing.group or None,
        "code": (standing.listed and standing.listed.code) or None,
        "way": one.way.value,
        "at_random": one.way is Way.RANDOM,
        "reasons": [*map(masked, one.reasons)],
        "total": json_number(standing.scorecard.total),
        "grade": standing.scorecard.grade.name,
        "file": standing.book.file,
        "sha256": standing.book.sha256,
        "items": [
            {
                "item": chosen.item,
                "way": chosen.way.value,
                "reason": masked("；".join(chosen.reasons)),
            }
            for chosen in one.items
        ],
    }
