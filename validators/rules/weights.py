"""GCT106 and 147: what stands where the form prints the points of items and tiers."""

from collections.abc import Iterator, Sequence

from validators.cells import addresses
from validators.finding import Severity
from validators.read_as import tells
from validators.rule import BookCase, Hit, rule
from validators.scheme.item import Item
from validators.submission import Loc
from validators.wording import joined, number_text, ranged

_NAMED = 4
"""How many different texts a sentence names."""


@rule(
    "GCT106",
    Severity.ERROR,
    title="分值或权重分有改动",
    title_en="Points changed from the plan",
    message="第{item}项的{what}现为{found}，方案是{plan}。计分一律按方案。",
    fix="请把 {cells} 改回{back}。",
    expected="分值和权重分与{table}一致",
    why="{table}规定了每项的分值和权重分，居委会不能调整。",
    fails="第4项的分值从方案的数改成了8。",
    passes="分值和权重分都是方案的数。",
)
def points_changed(case: BookCase) -> Iterator[Hit]:
    texts: list[tuple[Loc, Hit]] = []
    for index, entry, item, _ in case.rows:
        if entry.max_points is not None and entry.max_points != item.max_points:
            what = case.scheme.labels.max_points[0]
            yield _changed(
                case, ("entries", index, "max_points"), item, what, entry.max_points, item.max_points
            )
        for tier in case.scheme.tiers:
            printed = entry.points.get(tier.id)
            if printed is not None and printed != item.points[tier.id]:
                what, at = f"“{tier.name}”权重分", ("entries", index, "points", tier.id)
                hit = _changed(case, at, item, what, printed, item.points[tier.id])
                if isinstance(printed, str):
                    texts.append((at, hit))
                else:
                    yield hit
    yield from [_together(case, texts)] if len(texts) > 1 else (hit for _, hit in texts)


def _changed(case: BookCase, at: Loc, item: Item, what: str, found: object, expected: object) -> Hit:
    points = number_text(expected)
    words = {"what": what, "plan": f"{points}{case.scheme.unit}", "back": points, "cells": case.address(at)}
    return Hit(at, number_text(found), points, item=item.no, words=words)


def _together(case: BookCase, hits: Sequence[tuple[Loc, Hit]]) -> Hit:
    """One hit for all points in whose places texts stand: that is one habit of whoever filled in the table."""
    found = [*dict.fromkeys(f"“{hit.found}”" for _, hit in hits)]
    words = {
        "item": ranged(hit.item for _, hit in hits if hit.item),
        "what": "权重分",
        "plan": "原来印好的分",
        "back": "方案的权重分",
        "cells": addresses(case.sources[at] for at, _ in hits),
    }
    text = joined(found[:_NAMED]) + ("等" if len(found) > _NAMED else "")
    return hits[0][1]._replace(found=text, words=words)


rule(
    "GCT147",
    Severity.ERROR,
    title="档次栏里写的认不出",
    title_en="Unknown marks under the tiers",
    message="档次下面 {cells} 写的是{found}，既不是“√”，也不是权重分，认不出选的是哪一档，没有计分。",
    fix="请核对 {cells}：选这一档的只打“√”，不选的恢复为原表的权重分。",
    expected="用√打勾，每项只打一个",
    why="{table}的档次栏印的是权重分，选哪一档须由填报人写明。",
    fails="在“{top_tier}”下写了“达到”。",
    passes="在“{top_tier}”下打“√”。",
)(tells("unknown_mark"))
