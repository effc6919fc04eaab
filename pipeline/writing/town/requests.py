"""What the town office sends to a community, ready to be copied: one chat message each."""

from collections.abc import Sequence
from datetime import date

from pipeline.town import Standing, Town
from validators.finding import Finding, Severity
from validators.roster import Community
from validators.wording import joined

LONGEST = 400
"""Characters of a message that is read on a telephone without scrolling for long."""

_NOT_SELECTED = "GCS201"


def to_report(town: Town, community: Community) -> str:
    """For a community that has not reported."""
    deadline = town.deadline_of(community)
    if town.as_of > deadline:
        asked = f"自测评分表的报送期限是{_day(deadline)}，目前还没有收到，请尽快报{town.scheme.office}。"
    else:
        asked = f"请于{_day(deadline)}前（含当日）把自测评分表报{town.scheme.office}，目前还没有收到。"
    return f"{community.name}：{asked}如已报送，请告知文件名。"


def to_correct(town: Town, standing: Standing) -> str:
    """For one whose workbook blocks or has to be explained: missing items, then problems with how to fix them.

    Empty when there is nothing to ask. What does not fit is counted.
    """
    errors = [finding for finding in standing.book.findings if finding.severity is Severity.ERROR]
    queries = [finding for finding in standing.book.findings if finding.severity is Severity.QUERY]
    deadline = town.deadline_of(standing.listed)
    if errors:
        when = "尽快" if town.as_of > deadline else f"于{_day(deadline)}前（含当日）"
        opening = f"{standing.name}：自测评分表已收到，请修改后{when}重新报送。"
        return _fitting(opening, [*_missing(standing), *_asked(errors)], queries)
    if queries:
        return _fitting(f"{standing.name}：自测评分表已收到，请核实后改正，或写明理由。", _asked(queries), ())
    return ""


def _missing(standing: Standing) -> list[str]:
    missing = standing.scorecard.missing
    return [f"第{joined(missing)}项没有选择自评档次，请补选。"] if missing else []


def _asked(findings: Sequence[Finding]) -> list[str]:
    return [finding.message + finding.fix for finding in findings if finding.code != _NOT_SELECTED]


def _fitting(opening: str, sentences: Sequence[str], later: Sequence[Finding]) -> str:
    """The opening and as many numbered sentences as fit, then how many more there are."""
    text, told = opening, 0
    for number, sentence in enumerate(sentences, start=1):
        line = f"{number}.{sentence}" if len(sentences) > 1 else sentence
        if number > 1 and len(text) + len(line) > LONGEST:
            break
        text, told = text + line, number
    rest = len(sentences) - told + len(later)
    return text + (f"另有{rest}处见退回件。" if rest else "")


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
