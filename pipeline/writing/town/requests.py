"""What the town office sends to a community, ready to be copied: one chat message each."""

from collections.abc import Sequence
from datetime import date

from pipeline.together import told_together
from pipeline.town import Standing, Town
from validators.finding import Finding, Severity
from validators.roster import Community
from validators.wording import clipped, joined

LONGEST = 400
"""Characters of a message that is read on a telephone without scrolling for long."""

_LONGEST_NAME = 40
_LONGEST_QUOTE = 60

_NOT_SELECTED = "GCS201"


def to_report(town: Town, community: Community) -> str:
    """For a community that has not reported, or with a file only that could not be read."""
    deadline = town.deadline_of(community)
    late = town.as_of > deadline
    name = clipped(community.name, _LONGEST_NAME)
    if book := town.unreadable_of(community):
        when = "尽快" if late else f"于{_day(deadline)}前（含当日）"
        file = clipped(book.file.rpartition("/")[2], _LONGEST_NAME)
        opening = f"{name}：“{file}”已收到，但读不出自测评分表，请改正后{when}重新报送。"
        return _fitting(town, opening, _asked(book.findings), 0)
    if other := town.other_round_of(community):
        when = "尽快" if late else f"于{_day(deadline)}前（含当日）"
        file = clipped(other.file.rpartition("/")[2], _LONGEST_NAME)
        return f"{name}：收到的“{file}”是{other.year}年的，请{when}报送{town.round}年的自测评分表。"
    if late:
        asked = f"自测评分表的报送期限是{_day(deadline)}，目前还没有收到，请尽快报{town.scheme.office}。"
    else:
        asked = f"请于{_day(deadline)}前（含当日）把自测评分表报{town.scheme.office}，目前还没有收到。"
    return f"{name}：{asked}如已报送，请告知文件名。"


def to_correct(town: Town, standing: Standing) -> str:
    """For one whose workbook blocks or has to be explained: missing items, then problems with how to fix them.

    Empty when there is nothing to ask. What does not fit is counted.
    """
    errors = [finding for finding in standing.book.findings if finding.severity is Severity.ERROR]
    queries = [finding for finding in standing.book.findings if finding.severity is Severity.QUERY]
    deadline = town.deadline_of(standing.listed)
    received = f"{clipped(standing.name, _LONGEST_NAME)}：自测评分表已收到，请"
    if errors:
        when = "尽快" if town.as_of > deadline else f"于{_day(deadline)}前（含当日）"
        asked = [*_not_selected(errors), *_asked(errors)]
        return _fitting(town, f"{received}修改后{when}重新报送。", asked, len(queries))
    if queries:
        return _fitting(town, f"{received}核实后改正，或写明理由。", _asked(queries), 0)
    return ""


def _not_selected(errors: Sequence[Finding]) -> list[str]:
    """One sentence for all rows without a tier; a row that is not there is asked for by its own finding."""
    missing = [finding.item for finding in errors if finding.code == _NOT_SELECTED]
    return [f"第{joined(missing)}项没有选择自评档次，请补选。"] if missing else []


def _asked(findings: Sequence[Finding]) -> list[str]:
    """One sentence each; findings that differ in nothing but their items and cells are one."""
    asked = (finding for finding in findings if finding.code != _NOT_SELECTED)
    return [_told(together.told) for together in told_together(asked)]


def _told(finding: Finding) -> str:
    """A finding in a sentence or two, with no more than the beginning of a long text that it quotes."""
    text = finding.message + finding.fix
    for quoted in (finding.found, finding.community or ""):
        if len(quoted) > _LONGEST_QUOTE:
            text = text.replace(quoted, clipped(quoted, _LONGEST_QUOTE))
    return text


def _fitting(town: Town, opening: str, sentences: Sequence[str], later: int) -> str:
    """The opening and as many numbered sentences as fit, then how many more there are; never beyond the bound."""
    text, told = opening, 0
    room = LONGEST - len(_rest(town, len(sentences) + later))
    for number, sentence in enumerate(sentences, start=1):
        line = f"{number}.{sentence}" if len(sentences) > 1 else sentence
        if number > 1 and len(text) + len(line) > room:
            break
        text, told = clipped(text + line, room), number
    rest = len(sentences) - told + later
    return text + (_rest(town, rest) if rest else "")


def _rest(town: Town, number: int) -> str:
    return f"另有{number}处，请与{town.scheme.office}联系。"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
