"""GCH: how does a submission stand beside what the community reported in an earlier round?"""

from collections.abc import Iterator

from validators.arrivals import Arrival, ItemBefore, TownCase
from validators.finding import Severity
from validators.rule import Hit, rule
from validators.wording import full_date

_FAR = 2
"""Tiers by which an item is lower that do not come about in a year unasked."""


def _hit(arrival: Arrival, before: ItemBefore, **words: object) -> Hit:
    said = {"year": before.year, "before": before.name, **words}
    name = arrival.community or arrival.named
    return Hit(before.cell, before.now, item=before.item, file=arrival.file, community=name, words=said)


@rule(
    "GCH601",
    Severity.QUERY,
    title="项目比以前年度下降两档以上",
    title_en="Item two tiers lower than before",
    message="第{item}项{year}年自评为“{before}”，本年自评为“{found}”，下降{fell}档。",
    fix="请核对第{item}项的自评：选错的，请改选档次；确实下降的，请写明原因和工作措施。",
    expected="与本年度情况相符的档次",
    why="每年报送一次当年的自测评分表（{reporting}），一年下降两档以上的，可能是误填。",
    fails="上年第3项选“{top_tier}”，本年选“{zero}”。",
    passes="上年第3项选“{top_tier}”，本年仍选“{top_tier}”。",
)
def fell_far(case: TownCase) -> Iterator[Hit]:
    for arrival in case.arrivals:
        for before in arrival.before:
            if before.fell >= _FAR:
                yield _hit(arrival, before, fell=before.fell)


@rule(
    "GCH602",
    Severity.QUERY,
    title="工作措施已过完成时限，项目没有提高",
    title_en="Measure overdue, item no better",
    message="第{item}项{year}年自评为“{before}”，报送的工作措施应于{due}前完成，本年自评为“{found}”，没有提高。",
    fix="请核实第{item}项的工作措施是否落实：已落实的，请核对自评；没有落实的，请写明原因，重新确定完成时限。",
    expected="工作措施完成后提高的档次",
    why="方案规定针对薄弱项目制定相应工作措施和实施计划，到了完成时限，项目应有提高。",
    fails="上年第3项选“{lowest_tier}”，措施的完成时限是上年12月15日，本年仍选“{lowest_tier}”。",
    passes="上年第3项选“{lowest_tier}”，措施的完成时限是上年12月15日，本年选“{top_tier}”。",
)
def measure_without_effect(case: TownCase) -> Iterator[Hit]:
    for arrival in case.arrivals:
        for before in arrival.before:
            if before.due and before.due < case.as_of and 0 <= before.fell < _FAR:
                yield _hit(arrival, before, due=full_date(before.due))
