"""The texts that ask communities for something (催办短信), by what they ask, each to be copied by itself."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.checking.engine import State
from pipeline.town.model import Standing, Town
from pipeline.writing.town.requests import to_correct, to_report
from validators.finding import Severity
from validators.roster import Community

UNREPORTED, UNREADABLE, OTHER_ROUND, TO_CORRECT, TO_EXPLAIN, FAILED = (
    "未报",
    "收到的文件无法读取",
    "收到的是其他年度的",
    "待改正",
    "待核实或补报",
    "程序没有处理完收到的文件",
)


class ChaseText(NamedTuple):
    """What to send to a community; "" where nothing can be asked of it."""

    id: str
    community: str
    text: str


class ChaseGroup(NamedTuple):
    """Those who are asked for the same."""

    heading: str
    texts: Sequence[ChaseText]


def asked(town: Town) -> Sequence[ChaseGroup]:
    """Who has not reported first, then who is to correct, then who is to explain; only where there are any."""
    found: dict[str, list[ChaseText]] = {
        heading: [] for heading in (UNREPORTED, UNREADABLE, OTHER_ROUND, TO_CORRECT, TO_EXPLAIN, FAILED)
    }
    for number, (heading, community, text) in enumerate(_all(town), start=1):
        found[heading].append(ChaseText(f"town-request-{number}", community, text))
    return [ChaseGroup(heading, texts) for heading, texts in found.items() if texts]


def _all(town: Town) -> Iterator[tuple[str, str, str]]:
    for community in town.missing:
        heading = _lacking(town, community)
        yield heading, community.name, "" if heading == FAILED else to_report(town, community)
    for standing in town.in_roster_order:
        if text := to_correct(town, standing):
            yield _wrong(standing), standing.name, text


def _lacking(town: Town, community: Community) -> str:
    """What is wrong with what came from a community that did not report, if anything came."""
    if book := town.unreadable_of(community):
        return FAILED if book.state is State.FAILED else UNREADABLE
    return OTHER_ROUND if town.other_round_of(community) else UNREPORTED


def _wrong(standing: Standing) -> str:
    errors = any(finding.severity is Severity.ERROR for finding in standing.book.findings)
    return TO_CORRECT if errors else TO_EXPLAIN
