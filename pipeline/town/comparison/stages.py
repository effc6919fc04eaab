"""How far the town came over the stages of its programme. Pure."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pipeline.town.comparison.kept import past_of
from pipeline.town.model import Town


class Reached(NamedTuple):
    """A round, or a stage without one, by its end: the share of the obliged that attained, and the one to have attained."""

    by: date
    label: str
    rate: Decimal | None = None
    target: Decimal | None = None


def stages_reached(town: Town) -> list[Reached]:
    """The rounds, each with the stage of the plan that it ends in, and the other stages (创建步骤), in order."""
    return sorted((*_rounds(town), *_others(town)), key=lambda reached: reached.by)


def _rounds(town: Town) -> Iterator[Reached]:
    for round_ in (*town.earlier, past_of(town)):
        stage = next((s.name for s in town.scheme.stages if s.start <= round_.target_by <= s.end), "")
        yield Reached(round_.target_by, f"{round_.year}年 {stage}".rstrip(), round_.rate, round_.target)


def _others(town: Town) -> Iterator[Reached]:
    """The stages without a round: what was not scored, and what is still to come, with its target."""
    ends = [round_.target_by for round_ in town.earlier] + [town.ends]
    for stage in town.scheme.stages:
        if not any(stage.start <= end <= stage.end for end in ends):
            rates = (target.rate for target in town.scheme.targets if stage.start <= target.by <= stage.end)
            label = f"{stage.name}（{stage.start:%Y-%m}至{stage.end:%Y-%m}）"
            yield Reached(stage.end, label, target=next(rates, None))
