"""GCR: is everything there that is handed in beside the scorecard?"""

from collections.abc import Iterator

from validators.arrivals import TownCase
from validators.finding import Severity
from validators.rule import Hit, rule
from validators.wording import joined


@rule(
    "GCR516",
    Severity.QUERY,
    title="申报材料不全",
    title_en="Documents not handed in",
    message="还没有收到{found}。",
    fix="请填写后报{office}；已报纸质件的，不用补报。",
    expected="自测评分表、薄弱项目的工作措施和申报表",
    why="创建申请报告和自测评分表一并报送（{reporting}），薄弱项目的工作措施和实施计划也须报送。",
    fails="只报了一张评分表，没有申报表。",
    passes="工作簿里申报表和薄弱项目的工作措施都已填写。",
)
def documents_missing(case: TownCase) -> Iterator[Hit]:
    for arrival in case.arrivals:
        if arrival.counts and arrival.lacks:
            name = arrival.community or arrival.named
            yield Hit(arrival.cell, joined(arrival.lacks), file=arrival.file, community=name)
