"""The stages of the programme (阶段): what the plan wanted of each, how far the town came, and how that is known. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pipeline.town.attainment import beside_target, percent
from pipeline.town.model import Town
from validators.scheme.parts import Stage, Target

NOT_SCORED, NOT_KNOWN = "没有评分", "没有汇总数据"


class RoundResult(NamedTuple):
    """How far the town was in a round; ``rate`` is None where nobody is known to be obliged, ``source`` tells how it is known."""

    year: int
    obliged: int | None
    received: int
    attained: int
    rate: Decimal | None
    source: str


class StageResult(NamedTuple):
    """A stage or, of a plan without any, a round: from when to when, the work and the target in the plan's words, the result.

    ``rate`` is the share of the obliged that attained, of ``round``; both are None where nobody knows. ``met`` says whether
    the target was reached. ``source`` tells where the result comes from.
    """

    name: str
    start: date | None
    end: date
    work: str
    target: str
    result: str
    source: str
    round: RoundResult | None = None
    aim: Target | None = None

    @property
    def rate(self) -> Decimal | None:
        """The rate of its round."""
        return self.round.rate if self.round else None

    @property
    def met(self) -> bool | None:
        """Whether its target was reached; None where it has none, or nothing is known."""
        return None if self.aim is None or self.rate is None else self.rate >= self.aim.rate


def round_results(town: Town) -> tuple[RoundResult, ...]:
    """The rounds that are known, this one last."""
    a, here = town.attainment, f"本次汇总的报送文件夹（截至{town.as_of:%Y-%m-%d}）"
    before = (RoundResult(r.year, r.obliged, r.received, r.attained, r.rate, r.source) for r in town.earlier)
    return (*before, RoundResult(town.round, a.obliged, a.received, a.attained, a.rate_obliged, here))


def stage_results(town: Town) -> Iterator[StageResult]:
    """The stages in order; then the rounds of the plan that lie in none."""
    scheme, rounds = town.scheme, {round_.year: round_ for round_ in round_results(town)}
    years = {year: scheme.target_of(year) for year in scheme.deadlines if year <= town.round}
    for stage in scheme.stages:
        inside = [year for year, aim in years.items() if stage.start <= aim.by <= stage.end]
        for year in inside:
            yield _of_round(stage, years.pop(year), rounds.get(year), year)
        if not inside:
            aim = next((target for target in scheme.targets if stage.start <= target.by <= stage.end), None)
            yield _of_stage(stage, aim, town)
    for year, aim in years.items():
        yield _of_round(None, aim, rounds.get(year), year)


def _of_round(stage: Stage | None, aim: Target, round_: RoundResult | None, year: int) -> StageResult:
    return StageResult(
        name=stage.name if stage else f"{year}年",
        start=stage.start if stage else None,
        end=stage.end if stage else aim.by,
        work=(stage and stage.work) or "",
        target=aim.quote,
        result=_result(round_, aim) if round_ else f"{year}年{NOT_KNOWN}",
        source=f"{year}年申报：{round_.source}" if round_ else "",
        round=round_,
        aim=aim,
    )


def _result(round_: RoundResult, aim: Target) -> str:
    counted = f"已报{round_.received}个，达标{round_.attained}个"
    if round_.rate is None:
        return f"{counted}；应报数不详，达标率无法计算"
    return f"应报{round_.obliged}个，{counted}，{beside_target(round_.rate, aim)}"


def _of_stage(stage: Stage, aim: Target | None, town: Town) -> StageResult:
    """A stage in which no round of before or of now ends: what was due in it, nothing was scored."""
    due = [
        event.name
        for event in town.scheme.calendar
        if any(stage.start <= day <= stage.end for day in event.due)
    ]
    result = "尚未到期" if stage.end > town.ends else NOT_SCORED
    return StageResult(
        name=stage.name,
        start=stage.start,
        end=stage.end,
        work=stage.work or "",
        target=aim.quote if aim else "；".join(due),
        result=result,
        source="",
        aim=aim,
    )


def unmet(stages: Sequence[StageResult]) -> Iterator[str]:
    """What the stages leave unreached, a sentence each."""
    for stage in stages:
        if stage.met is False and stage.aim and stage.round and stage.rate is not None:
            short = percent(stage.aim.rate - stage.rate, 1).removesuffix("%")
            yield (
                f"{stage.round.year}年目标{percent(stage.aim.rate)}，实际{percent(stage.rate)}"
                f"（达标{stage.round.attained}个、应报{stage.round.obliged}个），差{short}个百分点。"
            )
        elif stage.round is None and stage.aim and stage.result.endswith(NOT_KNOWN):
            yield f"{stage.result}，是否达到目标待核对。"
