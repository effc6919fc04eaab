"""A draw on a terminal: whom to look at, how they came to be, and by which numbers anyone draws the same."""

from collections.abc import Iterator

from rich.table import Table

from pipeline.harmless import one_line
from pipeline.keeping import Sampled
from pipeline.policy.masking import masked
from pipeline.town.model import Town
from pipeline.writing.review.draw_cover import seed_line, times_told, which
from validators.wording import joined, number_text


def draw_table(town: Town, made: Sampled) -> Table:
    """A line per community to be looked at, those drawn by lot first."""
    title = f"{town.heading}抽样{which(made.draw, made.draws)}"
    table = Table(title=one_line(title), show_lines=True)
    for heading in ("序号", "社区", "总分", "等次", "方式", "需关注情况", "查看项目"):
        table.add_column(heading, overflow="fold", justify="right" if heading in ("序号", "总分") else "left")
    for number, one in enumerate(made.draw.chosen, start=1):
        card = one.standing.scorecard
        cells = (number, one.name, card.total, card.grade.name, one.way.value)
        reasons = "\n".join(one_line(masked(reason)) for reason in one.reasons)
        items = joined(chosen.item for chosen in one.items)
        table.add_row(*(one_line(masked(number_text(cell))) for cell in cells), reasons, items)
    return table


def draw_lines(made: Sampled) -> Iterator[str]:
    """The seed and what else repeats the draw; which draw of the round it is."""
    yield seed_line(made.draw)
    yield times_told(made.draw, made.draws)
