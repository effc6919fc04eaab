"""The communities that the leader is shown by name: who has not reported, is below the line or close to one, or in doubt. Pure."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.town.follow_up.support import Support, supports
from pipeline.town.materials import DOCUMENTS
from pipeline.town.model import Standing, Town
from validators.finding import Severity
from validators.wording import joined, number_text


class Attention(NamedTuple):
    """One of them: how it stands, total and grade as far as there are any, and what is to be done."""

    community: str
    situation: str
    total: Decimal | None
    grade: str
    to_do: str


def attention(town: Town) -> Iterator[Attention]:
    """Those that have not reported, then the others, each in the roster's order."""
    for community in town.missing:
        yield Attention(community.name, "未报", None, "", "催报自测评分表")
    helped = {support.standing.name: support for support in supports(town)}
    for standing in town.counted:
        support, asked = helped.get(standing.name), in_doubt(standing)
        if support or asked:
            card = standing.scorecard
            situations = ([_short(support, town)] if support else []) + (["待核实"] if asked else [])
            to_do = ([_advice(support, town)] if support else []) + ([asked] if asked else [])
            yield Attention(standing.name, joined(situations), card.total, card.grade.name, "；".join(to_do))


def in_doubt(standing: Standing) -> str:
    """What is to be corrected or explained of a score, counted; "" for nothing: what came beside it does not touch it."""
    weights = Counter(f.severity for f in standing.book.findings if f.code not in DOCUMENTS)
    asked = ((severity.label, weights[severity]) for severity in (Severity.ERROR, Severity.QUERY))
    return joined(f"{label}{number}处" for label, number in asked if number)


def _short(support: Support, town: Town) -> str:
    if not support.standing.scorecard.attained:
        return "未达标"
    return f"距“{support.grade.name}”差{number_text(support.gap)}{town.scheme.unit}"


def _advice(support: Support, town: Town) -> str:
    if not support.raises:
        return support.advice.removesuffix("。")
    total = f"{number_text(support.total)}{town.scheme.unit}"
    return f"{support.advice}，加{number_text(support.gain)}{town.scheme.unit}，达到{total}"
