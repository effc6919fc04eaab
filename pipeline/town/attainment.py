"""The town's attainment in a sentence, the same at every door and in every report."""

from decimal import ROUND_HALF_UP, Decimal

from pipeline.town.model import Town
from validators.wording import number_text


def attainment_line(town: Town) -> str:
    """How many attained, of how many, against the target in force (一、创建目标)."""
    a = town.attainment
    target = f"{a.target.by:%Y-%m-%d}目标{percent(a.target.rate)}"
    if a.rate_obliged is None:
        why = "没有名册，应报数不详" if a.obliged is None else "名册上没有应报社区"
        return f"达标{a.attained}个，已报{a.received}个；{why}，达标率无法计算（{target}）。"
    verdict = "已达到" if a.met else "未达到"
    rate = _told_apart(a.rate_obliged, a.target.rate)
    line = f"达标{a.attained}个 / 应报{a.obliged}个，达标率{rate}，{target}，{verdict}。"
    if a.rate_received is None:
        return line
    clean = f"，其中材料无误的{a.clean}个社区为{percent(a.rate_clean)}" if a.clean else ""
    return f"{line}按已报{a.received}个计为{percent(a.rate_received)}{clean}。"


def _told_apart(rate: Decimal, target: Decimal) -> str:
    """The rate with as many decimals as it takes not to look like the target that it is not."""
    places = range(1, 7)
    return next(
        (percent(rate, n) for n in places if percent(rate, n) != percent(target, n) or rate == target),
        percent(rate, places[-1]),
    )


def percent(rate: Decimal | None, places: int = 1) -> str:
    """A share as a percentage with at most so many decimals, rounded as Excel does, e.g. ``61.5%``."""
    if rate is None:
        return "—"
    return f"{number_text((rate * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))}%"
