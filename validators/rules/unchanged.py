"""GCX409 and GCR515: was the scorecard filled in anew, or is it the last round's under another date?"""

from collections.abc import Iterator

from validators.arrivals import TownCase
from validators.finding import Severity
from validators.rule import BookCase, Hit, rule


@rule(
    "GCX409",
    Severity.QUERY,
    title="各项档次与上年完全相同，没有另写依据",
    title_en="Every choice as last round, nothing else written",
    message="各项自评档次与表上的“{column}”完全相同，也没有填写实测值、佐证和工作措施。",
    fix="请从 {cell} 起按本年度的情况逐项核对：有变化的，改选档次；确实没有变化的，在“{evidence}”写明依据。",
    expected="按本年度情况自评的档次",
    why="每年报送一次当年的自测评分表（{reporting}），上年的自评不能原样当作今年的。",
    fails="下发时带有上年档次的工作簿，只改了日期就报回来。",
    passes="按本年度情况逐项选择档次，写明了佐证。",
)
def as_last_round(case: BookCase) -> Iterator[Hit]:
    rows, labels = case.rows, case.scheme.labels
    if case.submission is None or len(rows) < len(case.scheme.items) or case.submission.measures:
        return
    same = all(mark.name and mark.name == entry.previous for _, entry, _, mark in rows)
    if same and not any(entry.evidence or entry.measured is not None for _, entry, _, _ in rows):
        words = {"column": labels.previous[0], "evidence": labels.evidence[0]}
        yield Hit(("entries", rows[0][0], "tier"), words=words)


@rule(
    "GCR515",
    Severity.QUERY,
    title="与以前年度报送的完全相同",
    title_en="Same answers as an earlier round",
    message="“{community}”这一份的各项自评、实测值、佐证和措施，与它{found}年报送的“{earlier}”完全相同。",
    fix="请与社区核实：没有重新自评的，按{round}年的情况填报后重新报送；重新自评后确实没有变化的，写明理由。",
    expected="按本年度情况填报的自测评分表",
    why="每年报送一次当年的自测评分表（{reporting}），上年的自评不能原样当作今年的。",
    fails="“示范一居”把2021年的表改成2022年的日期又报一次。",
    passes="“示范一居”2022年的表至少有一项自评、佐证或措施与2021年的不同。",
)
def as_an_earlier_round(case: TownCase) -> Iterator[Hit]:
    for arrival in case.arrivals:
        if arrival.counts and arrival.repeats:
            year, earlier = arrival.repeats
            name = arrival.community or arrival.named
            words = {"community": name, "earlier": earlier, "round": case.round}
            yield Hit(arrival.cell, year, file=arrival.file, community=name, words=words)
