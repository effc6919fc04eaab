"""What the leader is told (领导阅): a page of text made from the numbers, in the words of official reports. Pure.

Every number of it stands in ``figures`` of the same town, or in the lists of communities that it names. Names are cut
after some, and counted.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.reply_by import day_text
from pipeline.town.attainment import beside_target, percent
from pipeline.town.follow_up.attention import in_doubt
from pipeline.town.follow_up.measures import measure_counts, summed
from pipeline.town.follow_up.support import Support, supports
from pipeline.town.groups import group_summaries, groups_of
from pipeline.town.model import Standing, Town
from pipeline.town.rates import share
from validators.scheme.parts import Grade
from validators.wording import clipped, full_date, joined, named, number_text

_NAMED = 10
"""Communities that are named before the rest is counted."""

_LONGEST_NAME = 40
_NUMERALS = "一二三四五六七八九十"


def numbered(position: int) -> str:
    """How a heading is numbered, from 0."""
    return _NUMERALS[position]


class Passage(NamedTuple):
    """A paragraph behind its numbered heading; ``level`` 1 is 一、, 2 is （一）."""

    level: int
    heading: str
    text: str


class Briefing(NamedTuple):
    """The page: its title, the day that it tells of, and its text."""

    title: str
    until: str
    passages: tuple[Passage, ...]


def briefing(town: Town) -> Briefing:
    """How far the town is, what is weak, what is next."""
    told = {
        "报送情况": _reporting(town),
        "达标情况": "".join(_attainment(town)),
        "薄弱环节": "".join(_weak(town)),
        "下一步工作": "",
    }
    passages = [Passage(1, f"{numbered(n)}、{head}", text) for n, (head, text) in enumerate(told.items())]
    steps = [Passage(2, f"（{numbered(n)}）{head}", text) for n, (head, text) in enumerate(_steps(town))]
    return Briefing(f"{town.heading}情况", f"截至{full_date(town.as_of)}", (*passages, *steps))


def _names(communities: Iterable[str]) -> str:
    return named([clipped(name, _LONGEST_NAME) for name in communities], _NAMED)


def _of(standings: Iterable[Standing]) -> str:
    return _names(standing.name for standing in standings)


def _reporting(town: Town) -> str:
    a = town.attainment
    if not a.obliged:
        why = "名册上没有应报社区" if town.roster else "未填名册，应报数不详，不能统计未报社区和达标率"
        return f"已收到{len(town.standings)}个社区的自测评分表。{why}。"
    text = f"应报社区{a.obliged}个，已报{a.received}个，报送率{percent(share(a.received, a.obliged))}"
    missing = [community.name for community in town.missing]
    text += f"；未报{len(missing)}个：{_names(missing)}。" if missing else "，已全部报送。"
    if late := [standing for standing in town.counted if town.is_late(standing)]:
        text += f"迟报{len(late)}个：{_of(late)}。"
    if beside := len(town.standings) - len(town.counted):
        text += f"另收到免报或不在名册的社区{beside}个，不计入达标率。"
    return text


def _attainment(town: Town) -> Iterator[str]:
    a = town.attainment
    if a.rate_obliged is not None:
        yield f"自评达标{a.attained}个，{beside_target(a.rate_obliged, a.target)}。"
    elif a.rate_received is not None:
        yield f"自评达标{a.attained}个，占已报社区的{percent(a.rate_received)}。"
    if groups_of(town):
        yield _by_group(town)
    if not town.counted:
        return
    yield f"等次：{joined(_grade(grade, town) for grade in reversed(town.scheme.grades))}。"
    lowered = [s for s in town.counted if s.supported.total < s.scorecard.total]
    if lowered:
        still = sum(standing.supported.attained for standing in town.counted)
        rate = f"，达标率{percent(share(still, a.obliged))}" if a.obliged else ""
        yield f"{_of(lowered)}的实测值未达到所选档次，按实测值核减后达标{still}个{rate}。"
    if asked := [standing for standing in town.counted if in_doubt(standing)]:
        yield f"自评分待核实的社区{len(asked)}个：{_of(asked)}。"


def _by_group(town: Town) -> str:
    """How far each town of a district is, the highest rate first; those of which nothing came by name."""
    found = group_summaries(town)
    rates = [f"{clipped(s.name, _LONGEST_NAME)}{percent(s.rate)}" for s in found if s.rate is not None]
    silent = [s.name for s in found if s.attainment.obliged and not s.attainment.received]
    told = [named(rates, _NAMED)] if rates else []
    told += [f"{_names(silent)}尚未报送"] if silent else []
    return f"分{town.scheme.group_words[0]}达标率：{'；'.join(told)}。" if told else ""


def _grade(grade: Grade, town: Town) -> str:
    """How many are of a grade; those below the plan's line by name, with what they lack."""
    own = [standing for standing in town.counted if standing.scorecard.grade.id == grade.id]
    text = f"{grade.name}{len(own)}个"
    if not own or own[0].scorecard.attained:
        return text
    unit, line = town.scheme.unit, town.scheme.attained_grade.at_least or 0
    short = [
        f"{clipped(s.name, _LONGEST_NAME)}，{number_text(s.scorecard.total)}{unit}，"
        f"差{number_text(line - s.scorecard.total)}{unit}"
        for s in own
    ]
    return f"{text}（{named(short, _NAMED, '；')}）"


def _weak(town: Town) -> Iterator[str]:
    if shares := town.section_shares:
        least = min(shares.values())
        weakest = [section.title for section in town.scheme.sections if shares[section.no] == least]
        alike = len(weakest) == len(shares)
        which = "各部分得分率均为" if alike else f"最薄弱的是{joined(weakest)}，得分率"
        yield f"{which}{percent(least)}。"
    measures = summed(measure_counts(town))
    if measures.needed:
        rate = percent(share(measures.written, measures.needed))
        yield f"薄弱项目应填工作措施{measures.needed}项，已填{measures.written}项，完成率{rate}"
        yield f"；已过完成时限、尚未完成的{measures.overdue}项。" if measures.overdue else "。"


def _steps(town: Town) -> Iterator[tuple[str, str]]:
    """What is next, each with its day: corrections, support, the plan's own days in this round, the target."""
    asked = [f"未报的{len(town.missing)}个社区报送自测评分表"] if town.missing else []
    if n := sum(bool(in_doubt(standing)) for standing in town.counted):
        asked.append(f"自评分待核实的{n}个社区改正后重新报送或者说明情况")
    if asked:
        by = day_text(max(town.reply_by, town.deadline), town.as_of.year)
        yield "催报补正", f"{by}前，督促{'，'.join(asked)}。"
    if helped := supports(town):
        yield "帮扶提升", _support(helped, town)
    for event in town.scheme.calendar:
        if any(day >= town.as_of and day.year == town.round for day in event.due):
            yield event.name, f"{event.days(town.round)}（{event.clause}）。"
    yield "年度目标", _target(town)


def _support(helped: Sequence[Support], town: Town) -> str:
    """Who is to be helped over which line, and by whom."""
    below = [support.standing for support in helped if not support.standing.scorecard.attained]
    close = [support.standing for support in helped if support.standing.scorecard.attained]
    near = f"{number_text(town.scheme.attainment.near)}{town.scheme.unit}"
    groups = [f"未达标的{len(below)}个社区（{_of(below)}）"] if below else []
    groups += [f"距上一等次{near}以内的{len(close)}个社区（{_of(close)}）"] if close else []
    units = {unit for support in helped for unit in support.units}
    leads = joined(unit.name for unit in town.scheme.units if unit.name in units)
    return f"{'、'.join(groups)}，由牵头单位{leads}对照“帮扶清单”指导提升。"


def _target(town: Town) -> str:
    """What the round's target takes, and how far the town is from it."""
    a = town.attainment
    when, rate = full_date(a.target.by), percent(a.target.rate)
    if a.needed is None:
        return f"截至{when}，达标率应达到{rate}。"
    over = "，期限已过" if town.as_of > a.target.by else ""
    state = "已达到目标" if a.met else f"还差{a.needed - a.attained}个"
    return (
        f"截至{when}，达标率应达到{rate}，即达标社区不少于{a.needed}个{over}；现有{a.attained}个，{state}。"
    )
