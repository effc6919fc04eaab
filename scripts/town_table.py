"""The town on a terminal: the ranking."""

from rich.table import Table

from pipeline.town import Town
from validators.wording import joined, number_text


def town_table(town: Town) -> Table:
    """Rank, community, total, grade, missing items, state; then the communities that have not reported."""
    table = Table(title=f"{town.heading}汇总（截至{town.as_of:%Y-%m-%d}）")
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
