"""The town on a terminal: the ranking."""

from rich.table import Table

from pipeline.checking.engine import State
from pipeline.harmless import one_line
from pipeline.policy.masking import masked
from pipeline.town.groups import groups_of
from pipeline.town.model import Town
from validators.wording import joined, number_text


def town_table(town: Town) -> Table:
    """Rank, community, total, grade, missing items, state; then the communities that have not reported."""
    table = Table(title=f"{town.heading}汇总（截至{town.as_of:%Y-%m-%d}）")
    whose = {town.scheme.group_words[0]: "left"} if groups_of(town) else {}
    first = {"名次": "right", **whose, "社区": "left", "总分": "right", "等次": "left"}
    for heading, justify in first.items():
        table.add_column(heading, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    table.add_column("缺项", overflow="fold")
    table.add_column("状态", no_wrap=True)
    for standing in town.standings:
        card = standing.scorecard
        state = standing.book.state.label if standing.rank else "不在名册"
        rank, group = str(standing.rank or ""), standing.group
        told = (number_text(card.total), card.grade.name, joined(card.missing), state)
        table.add_row(rank, *(_shown(group) for _ in whose), _shown(standing.name), *told)
    for community in town.missing:
        book = town.unreadable_of(community)
        state = book.state.label if book and book.state is State.FAILED else "未报"
        names = (*(_shown(community.group) for _ in whose), _shown(community.name))
        table.add_row("", *names, "", "", "", state)
    return table


def _shown(name: str) -> str:
    return one_line(masked(name))
