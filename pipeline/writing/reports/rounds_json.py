"""A round as JSON and back, and what the report says of it beside earlier ones."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.harmless import json_number
from pipeline.policy.masking import masked
from pipeline.town.comparison.communities import CommunityChange, community_changes
from pipeline.town.comparison.items import ItemChange, item_changes, unit_changes
from pipeline.town.comparison.kept import community_of, past_of
from pipeline.town.comparison.stages import stages_reached
from pipeline.town.groups import group_of
from pipeline.town.model import Standing, Town
from pipeline.town.past import (
    PastCommunity,
    PastItem,
    PastMeasure,
    PastRound,
    PastRoundError,
    items_of,
    past_mark,
)
from validators.scheme.model import Scheme

Json = dict[str, Any]


def standards(scheme: Scheme) -> Json:
    """What a round was scored on, from which a later one knows what it may be compared with."""
    return {
        "lines": _numbers(scheme.lines),
        "items": [
            {"item": number, "criterion": item.criterion, "points": _numbers(item.points)}
            for number, item in items_of(scheme).items()
        ],
    }


def kept(standing: Standing) -> Json:
    """What a later round wants to know of a community beside its scores: its code, its answers, its promises."""
    community = community_of(standing)
    return {
        "code": community.code,
        "attained": community.attained,
        "answers": community.answers,
        "promises": [
            {"item": item, "action": masked(measure.action), "due": measure.due and measure.due.isoformat()}
            for item, measure in community.measures.items()
        ],
    }


def comparison(town: Town) -> Json | None:
    """The town beside its earlier rounds; None without any. What stands for each round stands in the order of ``rounds``."""
    if not town.earlier:
        return None
    return {
        "rounds": [_reached(round_) for round_ in (*town.earlier, past_of(town))],
        "communities": [
            _community_change(change) | {"group": group_of(town, change.name) or None}
            for change in community_changes(town)
        ],
        "items": [_item_change(change, town.scheme) for change in item_changes(town)],
        "units": [
            change._asdict() | {"rate": json_number(change.rate), "group": change.group or None}
            for change in unit_changes(town)
        ],
        "stages": [
            {
                "stage": stage.label,
                "by": stage.by.isoformat(),
                "rate_obliged": json_number(stage.rate),
                "target": json_number(stage.target),
            }
            for stage in stages_reached(town)
        ],
    }


def _reached(round_: PastRound) -> Json:
    return {
        "round": round_.year,
        "as_of": round_.as_of.isoformat(),
        "obliged": round_.obliged,
        "received": round_.received,
        "attained": round_.attained,
        "rate_obliged": json_number(round_.rate),
        "target": json_number(round_.target),
        "target_date": round_.target_by.isoformat(),
    }


def _community_change(change: CommunityChange) -> Json:
    return {
        "code": change.code,
        "community": masked(change.name),
        "change": change.change.name.lower(),
        "totals": [json_number(past.total) if past else None for past in change.rounds],
        "grades": [past.grade if past else None for past in change.rounds],
        "difference": json_number(change.difference),
        "raised": change.raised,
        "fallen": change.fallen,
        "remark": masked(change.remark),
    }


def _item_change(change: ItemChange, scheme: Scheme) -> Json:
    ids = {tier.name: tier.id for tier in scheme.tiers}
    shares = [
        {ids[name]: json_number(share) for name, share in of.items()} if of else None for of in change.shares
    ]
    return {"item": change.item, "adjusted": change.adjusted, "shares": shares}


def round_from_json(path: Path, data: bytes) -> PastRound:
    """The round in a town's report; PastRoundError where the file is none."""
    try:
        said = json.loads(data, parse_float=Decimal)
        attainment, standard = said["attainment"], said["standards"]
        return PastRound(
            year=int(said["round"]),
            as_of=date.fromisoformat(said["as_of"]),
            items={
                int(item["item"]): PastItem(item["criterion"], _decimals(item["points"]))
                for item in standard["items"]
            },
            lines=_decimals(standard["lines"]),
            target=Decimal(attainment["target"]),
            target_by=date.fromisoformat(attainment["target_date"]),
            obliged=attainment["obliged"],
            received=int(attainment["received"]),
            attained=int(attainment["attained"]),
            communities=tuple(map(_community, said["communities"])),
        )
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError):
        raise PastRoundError(
            f"“{path.name}”不是以前年度的汇总报告。请选那一年的报送文件夹，或本程序那一年生成的汇总工作簿（.xlsx）、数据（.json）。"
        ) from None


def _community(said: Json) -> PastCommunity:
    return PastCommunity(
        name=said["community"],
        code=said["code"],
        total=Decimal(said["total"]),
        grade=said["grade"],
        attained=bool(said["attained"]),
        marks={
            int(item): past_mark(name, None if (points := said["scores"][item]) is None else Decimal(points))
            for item, name in said["tiers"].items()
        },
        measures={int(one["item"]): _measure(one) for one in said["promises"]},
        source=said["file"],
        answers=said["answers"],
    )


def _measure(said: Json) -> PastMeasure:
    return PastMeasure(said["action"], date.fromisoformat(said["due"]) if said["due"] else None)


def _decimals(said: Mapping[str, Any]) -> Mapping[str, Decimal]:
    return {name: Decimal(points) for name, points in said.items()}


def _numbers(points: Mapping[str, Decimal]) -> Json:
    return {name: json_number(value) for name, value in points.items()}
