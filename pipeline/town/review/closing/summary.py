"""The final summary (总结) as text: facts filled in with where they come from, what people have to write marked as such. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.town.attainment import percent
from pipeline.town.comparison.communities import Movement, community_changes
from pipeline.town.comparison.items import mended_places
from pipeline.town.follow_up.briefing import Passage, numbered
from pipeline.town.follow_up.measures import chased, measure_counts, summed
from pipeline.town.groups import groups_of
from pipeline.town.model import Town
from pipeline.town.rates import share
from pipeline.town.review.closing.practices import practices
from pipeline.town.review.closing.praise import praise
from pipeline.town.review.closing.stages import StageResult, stage_results, unmet
from pipeline.town.review.recommending.candidates import recommended
from validators.wording import clipped, full_date, joined, named, number_text

_NUMERALS = "零一二三四五六七八九十"
_NAMED, _LONGEST_NAME, _QUOTED, _LONGEST_QUOTE, _WEAKEST = 10, 40, 6, 80, 5


class FinalSummary(NamedTuple):
    """Its title, what it covers, its stages, and its text."""

    title: str
    until: str
    stages: tuple[StageResult, ...]
    passages: tuple[Passage, ...]

    @property
    def staged(self) -> str:
        """The heading under which the stages are told."""
        return self.passages[1].heading


def years_told(town: Town) -> str:
    """How many years the stages run over, ``三年``; ``""`` of a plan without stages."""
    years = len({year for stage in town.scheme.stages for year in (stage.start.year, stage.end.year)})
    return f"{_NUMERALS[years]}年" if 0 < years < len(_NUMERALS) else ""


def is_summed_up(town: Town) -> bool:
    """Whether the round is the last of the plan, after which a town sums it up; a district over its towns does not."""
    return town.round == max(town.scheme.deadlines) and not groups_of(town) and not town.reports


def final_summary(town: Town) -> FinalSummary:
    """What the programme came to."""
    stages = tuple(stage_results(town))
    told = {
        "基本情况": "".join(_basics(town)),
        "各阶段目标和完成情况": "\n".join(_stages(stages)),
        "工作成效": "\n".join(_results(town)),
        "可复制做法": "\n".join(_practices(town)),
        "存在问题": "\n".join(filter(None, _unmet(town, stages))),
        "长效机制": "".join(_lasting(town)),
        "表扬建议": "".join(_praise(town)),
    }
    passages = [Passage(1, f"{numbered(n)}、{head}", text) for n, (head, text) in enumerate(told.items())]
    title = f"{town.scheme.heading}{years_told(town)}总结"
    return FinalSummary(title, f"截至{full_date(town.as_of)}", stages, tuple(passages))


def to_write(what: str) -> str:
    """The mark of what only people can write."""
    return f"【待撰写：{what}】"


def _names(names: list[str]) -> str:
    return named([clipped(name, _LONGEST_NAME) for name in names], _NAMED)


def _basics(town: Town) -> Iterator[str]:
    scheme, a = town.scheme, town.attainment
    yield f"根据《{scheme.plan_title}》（{scheme.plan}），由{scheme.office}牵头"
    yield f"，应报社区{a.obliged}个" if a.obliged else "，应报社区数不详"
    if scheme.stages:
        yield f"，自{_month(scheme.stages[0].start)}至{_month(scheme.stages[-1].end)}分{len(scheme.stages)}个阶段实施"
    yield f"。{to_write('组织领导、工作机制、部门协作情况')}"


def _month(day: object) -> str:
    return f"{day:%Y}年{int(f'{day:%m}')}月"


def _stages(stages: tuple[StageResult, ...]) -> Iterator[str]:
    for stage in stages:
        source = f"（来源：{stage.source}）" if stage.source else ""
        more = to_write(f"{stage.name}的工作开展情况") if stage.round is None else ""
        yield f"{stage.name}：{stage.result}{source}。{more}"


def _results(town: Town) -> Iterator[str]:
    if town.earlier:
        changes = community_changes(town)
        counts = {kind: [c.name for c in changes if c.change is kind] for kind in Movement}
        said = [
            (kind, counts[kind])
            for kind in (Movement.ATTAINED, Movement.RAISED, Movement.SAME, Movement.FALLEN)
        ]
        years = f"{town.round}年与此前一次申报相比"
        yield f"{years}，{'；'.join(f'{kind.value}{len(some)}个{_listed(some)}' for kind, some in said)}。"
        gone, before = mended_places(town)
        if before:
            yield f"薄弱项次可比的{before}项次，已整改{gone}项次，整改率{percent(share(gone, before))}。"
    grades = [
        f"{grade.name}{sum(s.scorecard.grade.id == grade.id for s in town.counted)}个"
        for grade in reversed(town.scheme.grades)
    ]
    yield f"{town.round}年等次：{joined(grades)}。"
    if chosen := [candidate.community for candidate in recommended(town)]:
        yield f"决定推荐{len(chosen)}个：{_names(chosen)}（来源：决定记录）。"
    yield to_write("环境、设施、文化等方面的变化和居民反映")


def _listed(some: list[str]) -> str:
    return f"（{_names(some)}）" if some else ""


def _practices(town: Town) -> Iterator[str]:
    found = list(practices(town))
    for practice in found[:_QUOTED]:
        text = clipped(practice.text, _LONGEST_QUOTE)
        yield f"第{practice.item.no}项，{practice.community}：“{text}”（{practice.file}，{practice.cell}）。"
    if len(found) > _QUOTED:
        yield f"共{len(found)}条，见“可复制做法”。"
    if not found:
        yield "达标社区最高档项目没有填写佐证，无可引用。"
    yield to_write("归纳可复制、可推广的经验做法")


def _unmet(town: Town, stages: tuple[StageResult, ...]) -> Iterator[str]:
    left = list(unmet(stages))
    known = [stage for stage in stages if stage.met is not None]
    yield "".join(left) if left else "各阶段达标率目标均已达到。" if known else ""
    unit, line = town.scheme.unit, town.scheme.attained_grade.at_least or 0
    below = [s for s in town.counted if not s.scorecard.attained]
    if below:
        each = [
            f"{s.name}{number_text(s.scorecard.total)}{unit}，差{number_text(line - s.scorecard.total)}{unit}"
            for s in below
        ]
        yield f"未达标社区{len(below)}个：{named(each, _NAMED, '；')}。"
    if town.missing:
        yield f"未报社区{len(town.missing)}个：{_names([c.name for c in town.missing])}。"
    weak = sorted(
        ((sum(s.scorecard.weak(item) for s in town.counted), item.no) for item in town.scheme.items),
        key=lambda pair: -pair[0],
    )
    if worst := [f"第{no}项（{count}个社区）" for count, no in weak[:_WEAKEST] if count]:
        yield f"未评{town.scheme.tiers[-1].name}社区最多的项目：{joined(worst)}。"
    yield to_write("原因分析")


def _lasting(town: Town) -> Iterator[str]:
    counts = summed(measure_counts(town))
    if counts.needed:
        rate = percent(share(counts.written, counts.needed))
        yield f"薄弱项目应填工作措施{counts.needed}项，已填{counts.written}项，完成率{rate}"
        yield f"；已核销{counts.done}项，逾期{counts.overdue}项，未核销的转入长效管理（来源：措施督办）。"
        going = {line.item.lead[0].unit for line in chased(town) if line.measure.action and not line.done}
        units = [unit.name for unit in town.scheme.units if unit.name in going]
        yield f"在办措施的牵头单位：{joined(units)}。" if units else ""
    yield to_write("长效管理制度、责任分工、经费和日常管护安排")


def _praise(town: Town) -> Iterator[str]:
    by_rule: dict[str, list[str]] = {}
    for proposed in praise(town):
        by_rule.setdefault(proposed.rule.name, []).append(proposed.community)
    yield "；".join(f"{name}：{_names(some)}" for name, some in by_rule.items())
    yield (
        "。以上为建议，依据见“表扬建议名单”。" if by_rule else "方案文件没有写明表扬规则，或没有符合的社区。"
    )
    yield to_write("优秀个人、突出做法和事迹要点")
