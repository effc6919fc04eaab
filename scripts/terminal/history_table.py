"""What the ledger tells on a terminal: the chain of one community's submissions, or a line for each community."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.table import Table

from pipeline.harmless import one_line
from pipeline.ledger.draws import KeptDraw
from pipeline.ledger.history import Submitted
from pipeline.writing.review.draw_cover import kept_line
from pipeline.writing.town import history
from validators.wording import full_date, joined, number_text

_CHAIN = ("报送日期", "文件", "状态", "总分", "等次", "须改正", "请核实", "改了什么", "催办日期")
_OVERVIEW = ("社区", "年度", "报送份数", "首次报送", "最近报送", "总分", "等次", "状态", "催办次数")


def chain_table(told: Sequence[Submitted]) -> Table:
    """A line for each submission: when it came, what it was worth, what it changed, when it was asked to correct it."""
    table = _table(f"{told[0].community}{history.NAME}", _CHAIN)
    for row in history.rows(told):
        table.add_row(*(_lines(row[heading]) for heading in _CHAIN))
    return table


def overview_table(told: Sequence[Submitted]) -> Table:
    """A line for each community and round: how often it reported, what its first and its last submission were worth."""
    table = _table(history.NAME, _OVERVIEW)
    for (community, year), together in groupby(told, key=lambda one: (one.community, one.year)):
        came = list(together)
        first, *_, last = *came[:1], *came
        totals = dict.fromkeys(number_text(one.total) for one in (first, last) if one.total is not None)
        days = (one.handed_in.isoformat() if one.handed_in else "" for one in (first, last))
        asked = len({day for one in came for day in one.requests})
        cells = (community, year, len(came), *days, "→".join(totals), last.grade, last.state_told, asked)
        table.add_row(*map(_lines, cells))
    return table


def draw_lines(made: Sequence[KeptDraw], community: str | None) -> Iterator[str]:
    """The draws, a line each: of all what came of it, of one community how it came to be looked at and which of its items."""
    for draw in made:
        if community is None:
            yield f"{draw.year}年抽样{kept_line(draw)}"
        elif chosen := draw.of(community):
            items = f"查看第{joined(chosen.items)}项"
            when = f"{draw.year}年抽样第{draw.number}次（{full_date(draw.day)}）"
            yield f"{when}：{'，'.join(filter(None, (chosen.way.value, chosen.reasons, items)))}。"


def _table(title: str, headings: Sequence[str]) -> Table:
    table = Table(title=one_line(title), show_lines="改了什么" in headings)
    for heading in headings:
        table.add_column(heading, overflow="fold", justify="right" if heading == "总分" else "left")
    return table


def _lines(value: object) -> str:
    """A cell as lines that steer no terminal."""
    return "\n".join(map(one_line, number_text(value).split("\n")))
