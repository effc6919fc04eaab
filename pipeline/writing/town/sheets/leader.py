"""领导阅: one A4 page for the leader: the text, its numbers, and two charts drawn from them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import zip_longest

from xlsxwriter.worksheet import Worksheet

from pipeline.town.follow_up import figures
from pipeline.town.follow_up.briefing import briefing
from pipeline.town.follow_up.figures import Figure
from pipeline.town.model import Town
from pipeline.writing.town.charts import Chart, Spot
from pipeline.writing.town.sheet import HEADER_ROW, Column, Formats, Row, Share, Sheet

NAME = "领导阅"

_LABEL, _VALUE, _PART, _RESULT = "指标", "数值", "分项", "结果"
_HEIGHT = 310
"""Of the charts, in pixels."""


def sheet(town: Town) -> Sheet:
    """The text above, below it the numbers in two blocks: the town's with its targets; by section and of measures."""
    told = briefing(town)
    targets = {f"{target.by.year}年目标": Share(target.rate) for target in town.scheme.targets}
    columns = {
        _LABEL: Column(31, text=True),
        _VALUE: Column(9),
        **{name: Column(13) for name in targets},
        _PART: Column(46, text=True),
        _RESULT: Column(9),
    }
    rows = list(_rows(town, targets))

    def finish(page: Worksheet, formats: Formats) -> None:
        first = HEADER_ROW + len(told.passages) + 1
        below, middle = first + len(rows), len(columns) - 2
        pixels = [int(column.width * 7) + 5 for column in columns.values()]
        for chart, at, wide in (
            (_attainment(town, targets), 0, sum(pixels[:middle])),
            (_sections(town), middle, sum(pixels[middle:])),
        ):
            if chart.figures:
                chart.draw(page, formats, Spot(NAME, first, at, below, at, wide - 8, _HEIGHT))

    return Sheet(
        NAME,
        f"{told.title}（{told.until}）",
        columns,
        rows,
        frozen=0,
        finish=finish,
        filtered=False,
        one_page=True,
        signed=town.scheme.office,
        portrait=True,
        above=[(passage.heading, passage.text) for passage in told.passages],
    )


def _rows(town: Town, targets: Row) -> Iterator[Row]:
    """The rates with the targets beside them come first, and so do the sections: the charts are drawn from these rows."""
    rates, sections = figures.rates(town), figures.section_rates(town)
    left = [*_shares(rates), *map(_shown, figures.counts(town))]
    right = [*_shares(sections), *map(_shown, [*figures.grades(town), *figures.tasks(town)])]
    for number, (one, other) in enumerate(zip_longest(left, right, fillvalue=("", ""))):
        aims = targets if number < len(rates) else dict.fromkeys(targets, "")
        yield {_LABEL: one[0], _VALUE: one[1], **aims, _PART: other[0], _RESULT: other[1]}


def _shares(rates: Mapping[str, Decimal]) -> list[tuple[str, object]]:
    return [(label, Share(rate)) for label, rate in rates.items()]


def _shown(figure: Figure) -> tuple[str, object]:
    if figure.value is None:
        return figure.label, "—"
    return figure.label, Share(Decimal(figure.value)) if figure.rate else figure.value


def _attainment(town: Town, targets: Row) -> Chart:
    rates = _shares(figures.rates(town))
    lines = {name: [aim] * len(rates) for name, aim in targets.items()}
    return Chart("达标率与目标", "口径", "达标率", "column", rates, lines)


def _sections(town: Town) -> Chart:
    shares = _shares(figures.section_rates(town))
    return Chart("各部分得分率", "部分", "平均得分占满分的比例", "bar", shares)
