"""What the town office sends to a community, ready to be copied: one chat message each."""

from collections.abc import Iterator, Sequence

from pipeline.reply_by import day_text
from pipeline.template import ADVICE
from pipeline.together import told_together
from pipeline.town.materials import DOCUMENTS
from pipeline.town.model import Standing, Town
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
    by = _by(town, community)
    name = clipped(community.name, _LONGEST_NAME)
    if book := town.unreadable_of(community):
        file = clipped(book.file.rpartition("/")[2], _LONGEST_NAME)
        opening = f"{name}：“{file}”已收到，但无法读取自测评分表，请于{by}前改正后重新报送。"
        return _fitting(opening, _asked(book.findings))
    if other := town.other_round_of(community):
        file = clipped(other.file.rpartition("/")[2], _LONGEST_NAME)
        return f"{name}：收到的“{file}”是{other.year}年的，请于{by}前报送{town.round}年的自测评分表。"
    office, day = town.scheme.office, day_text(deadline, town.as_of.year)
    if town.as_of > deadline:
        asked = f"自测评分表的报送期限是{day}，目前还没有收到，请于{by}前报{office}。"
    else:
        asked = f"请于{day}前（含当日）把自测评分表报{office}，目前还没有收到。"
    return f"{name}：{asked}如已报送，请与我办核对。"


def to_correct(town: Town, standing: Standing) -> str:
    """For one whose workbook blocks or has to be explained: missing items, then problems with how to fix them.

    Empty when there is nothing to ask. What does not fit is counted.
    """
    errors = [finding for finding in standing.book.findings if finding.severity is Severity.ERROR]
    queries = [finding for finding in standing.book.findings if finding.severity is Severity.QUERY]
    queries.sort(key=lambda finding: finding.code in DOCUMENTS)
    documents = [finding for finding in queries if finding.code in DOCUMENTS]
    received, by = (
        f"{clipped(standing.name, _LONGEST_NAME)}：{_received(standing)}",
        _by(town, standing.listed),
    )
    if errors:
        asked = [*_not_selected(errors), *_asked(errors), *_asked(documents)]
        later = len(queries) - len(documents)
        return _fitting(f"{received}，请于{by}前改正后重新报送。", asked, later)
    if documents == queries:
        return _fitting(f"{received}，请于{by}前补报材料。", _asked(documents)) if documents else ""
    return _fitting(f"{received}，请于{by}前核实，有误的改正后重新报送，属实的写明情况。", _asked(queries))


def all_requests(town: Town) -> Iterator[tuple[str, str, Standing | None]]:
    """Every message of the report: the community, the text, what it is about, if anything came."""
    for standing in town.standings:
        if text := to_correct(town, standing):
            yield standing.name, text, standing
    for community in town.missing:
        yield community.name, to_report(town, community), None


def _received(standing: Standing) -> str:
    """That a submission came; of one that changes nothing it was asked for, that too."""
    if standing.unheeded is None:
        return "自测评分表已收到"
    day = f"{standing.unheeded.month}月{standing.unheeded.day}日"
    return f"重新报送的自测评分表已收到，但{day}提出的问题均未改动"


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


def _by(town: Town, community: Community | None) -> str:
    """By when to answer; a day beyond the round's end says so."""
    day = town.reply_by_of(community)
    told = day_text(day, town.as_of.year)
    if day <= town.ends:
        return told
    return f"{told[:-1]}，晚于{town.round}年度截止日{town.ends:%Y-%m-%d}）"


def _fitting(opening: str, sentences: Sequence[str], later: int = 0) -> str:
    """The opening and as many numbered sentences as fit, then how many more there are; never beyond the bound."""
    text, told = opening, 0
    room = LONGEST - len(_rest(len(sentences) + later, later))
    for number, sentence in enumerate(sentences, start=1):
        line = f"{number}.{sentence}" if len(sentences) > 1 else sentence
        if number > 1 and len(text) + len(line) > room:
            break
        text, told = clipped(text + line, room), number
    rest = len(sentences) - told + later
    return text + (_rest(rest, later) if rest else "")


def _rest(number: int, later: int) -> str:
    """How many more there are, and where; ``later`` of them are to be explained only."""
    return f"另有{number}处{'需核实' if number == later else ''}，详见退回件“{ADVICE}”栏。"
