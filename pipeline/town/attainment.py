"""The town's attainment in a sentence, the same at every door and in every report."""

from decimal import ROUND_HALF_UP, Decimal

from pipeline.town.model import Town
from validators.scheme.parts import Target
from validators.wording import number_text


def attainment_line(town: Town) -> str:
    """How many attained, of how many, against the target in force (一、创建目标)."""
    a = town.attainment
    target = f"{a.target.by:%Y-%m-%d}目标{percent(a.target.rate)}"
    if a.rate_obliged is None:
        why = "没有名册，应报数不详" if a.obliged is None else "名册上没有应报社区"
        return f"达标{a.attained}个，已报{a.received}个；{why}，达标率无法计算（{target}）。"
    verdict = "已达到" if a.met else "未达到"
    rate = percent(a.rate_obliged, _places(a.rate_obliged, a.target.rate))
    line = f"达标{a.attained}个 / 应报{a.obliged}个，达标率{rate}，{target}，{verdict}。"
    if a.rate_received is None:
        return line
    clean = f"，其中材料无误的{a.clean}个社区为{percent(a.rate_clean)}" if a.clean else ""
    return f"{line}按已报{a.received}个计为{percent(a.rate_received)}{clean}。"


def beside_target(rate: Decimal, target: Target) -> str:
    """A rate and how far it is from a target, in percentage points: ``达标率76.9%，高于2021年目标（45%）31.9个百分点``."""
    aim = f"{target.by.year}年目标（{percent(target.rate)}）"
    places = _places(rate, target.rate)
    if rate == target.rate:
        return f"达标率{percent(rate)}，与{aim}持平"
    points = percent(abs(rate - target.rate), places).removesuffix("%")
    return f"达标率{percent(rate, places)}，{'高于' if rate > target.rate else '低于'}{aim}{points}个百分点"


def _places(rate: Decimal, target: Decimal) -> int:
    """As many decimals as it takes for a rate not to look like the target that it is not."""
    places = range(1, 7)
    apart = (n for n in places if percent(rate, n) != percent(target, n) or rate == target)
    return next(apart, places[-1])


def percent(rate: Decimal | None, places: int = 1) -> str:
    """A share as a percentage with at most so many decimals, rounded as Excel does, e.g. ``61.5%``."""
    if rate is None:
        return "—"
    return f"{number_text((rate * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))}%"
