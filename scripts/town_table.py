"""The town on a terminal: the ranking, and the attainment in one sentence."""

from decimal import Decimal

from rich.table import Table

from pipeline.town import Town
from validators.wording import joined, number_text


def town_table(town: Town) -> Table:
    """Rank, community, total, grade, missing items, state; then the communities that have not reported."""
    table = Table(title=f"{town.scheme.heading}汇总（截至{town.as_of:%Y-%m-%d}）")
    for heading, justify in (("名次", "right"), ("社区", "left"), ("总分", "right"), ("等次", "left")):
        table.add_column(heading, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    table.add_column("缺项", overflow="fold")
    table.add_column("状态", no_wrap=True)
    for standing in town.standings:
        card = standing.scorecard
        state = standing.book.state.label if standing.rank else "不在名册"
        rank = str(standing.rank or "")
        table.add_row(
            rank, standing.name, number_text(card.total), card.grade.name, joined(card.missing), state
        )
    for community in town.missing:
        table.add_row("", community.name, "", "", "", "未报")
    return table


def attainment_line(town: Town) -> str:
    """How many attained, of how many, against the target in force."""
    a = town.attainment
    target = f"{a.target.by:%Y-%m-%d}目标{percent(a.target.rate)}"
    if a.rate_obliged is None:
        return f"达标{a.attained}个，已报{a.received}个；没有名册，应报数不详，达标率无法计算（{target}）。"
    verdict = "已达到" if a.met else "未达到"
    return (
        f"达标{a.attained}个 / 应报{a.obliged}个，达标率{percent(a.rate_obliged)}，{target}，{verdict}。"
        f"按已报{a.received}个计为{percent(a.rate_received)}，按无阻断问题的{a.clean}个计为{percent(a.rate_clean)}。"
    )


def percent(rate: Decimal | None) -> str:
    """A share as a percentage with one decimal, e.g. ``61.5%``."""
    return "—" if rate is None else f"{number_text((rate * 100).quantize(Decimal('0.1')))}%"
