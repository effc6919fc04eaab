"""The numbers of the leader's page, each with its name: what the text says stands here, too. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from pipeline.town.follow_up.attention import in_doubt
from pipeline.town.follow_up.measures import measure_counts, summed
from pipeline.town.follow_up.support import supports
from pipeline.town.model import Town
from pipeline.town.rates import share


class Figure(NamedTuple):
    """A number: a count, or a share of 1 where ``rate`` says so; None where it is not known."""

    label: str
    value: Decimal | int | None
    rate: bool = False


def rates(town: Town) -> Mapping[str, Decimal]:
    """The attainment over each of its denominators, as far as there is one."""
    a = town.attainment
    named = {
        "达标率（应报）": a.rate_obliged,
        "按已报计": a.rate_received,
        "其中材料无误社区达标率": a.rate_clean,
    }
    return {label: rate for label, rate in named.items() if rate is not None}


def section_rates(town: Town) -> Mapping[str, Decimal]:
    """What was earned of each section's points, on the average."""
    titles = {section.no: section.title for section in town.scheme.sections}
    return {titles[number]: rate for number, rate in town.section_shares.items()}


def counts(town: Town) -> Iterator[Figure]:
    """How many reported, attained, are in doubt."""
    a = town.attainment
    yield Figure("应报社区", a.obliged)
    yield Figure("已报社区", a.received)
    yield Figure("报送率", share(a.received, a.obliged), rate=True)
    yield Figure("未报社区", len(town.missing) if town.roster else None)
    yield Figure("免报和不在名册的社区", len(town.standings) - len(town.counted))
    yield Figure("迟报社区", sum(map(town.is_late, town.counted)))
    yield Figure("达标社区", a.attained)
    yield Figure("目标社区数", a.needed)
    apart = None if a.rate_obliged is None else (a.rate_obliged - a.target.rate) * 100
    yield Figure("与目标相差（百分点）", apart)
    lowered = sum(s.supported.total < s.scorecard.total for s in town.counted)
    yield Figure("实测值未达到所选档次社区", lowered)
    yield Figure("按实测值核减后达标社区", sum(s.supported.attained for s in town.counted))
    yield Figure("自评分待核实社区", sum(bool(in_doubt(standing)) for standing in town.counted))


def grades(town: Town) -> Iterator[Figure]:
    """How many are of which grade, the best first."""
    counted = Counter(standing.scorecard.grade.id for standing in town.counted)
    for grade in reversed(town.scheme.grades):
        yield Figure(f"{grade.name}社区", counted[grade.id])


def tasks(town: Town) -> Iterator[Figure]:
    """What is to be done about weak items."""
    measures = summed(measure_counts(town))
    yield Figure("应填工作措施（项）", measures.needed)
    yield Figure("已填", measures.written)
    yield Figure("完成率", share(measures.written, measures.needed), rate=True)
    yield Figure("已过时限", measures.overdue)
    yield Figure("帮扶社区", len(supports(town)))
