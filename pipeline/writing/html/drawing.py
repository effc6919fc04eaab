"""The charts of the town's workbook drawn for a page: bars along the page, which a telephone can show, and lines.

A drawing is 300 units wide and as high as it must be; the template writes it as SVG with a table of the same numbers.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.writing.html.filling import shown
from pipeline.writing.html.tables import PageColumn, PageTable
from pipeline.writing.town.charts import Chart
from pipeline.writing.town.sheet import Share
from validators.wording import clipped

_WIDTH, _ROOM = 300, 245
"""The drawing, and the longest bar: behind it stands its number."""

_ROW = 40
_LABEL = 22
"""Characters of a label that fit above its bar."""

_LEFT, _TOP, _RIGHT, _BASE, _HEIGHT = 40, 18, 295, 160, 185
"""Of a chart of lines: where its field is, and how high the drawing."""


class BarDrawn(NamedTuple):
    """A bar with its label and number; ``aim`` is one that shows a target."""

    label: str
    value: object
    top: int
    length: float
    aim: bool


class TextDrawn(NamedTuple):
    """A text at a point."""

    x: float
    y: float
    text: object
    anchor: str


class LineDrawn(NamedTuple):
    """A line through points, of the figures or of a target."""

    points: str
    look: str


class GridLine(NamedTuple):
    """A line across, with what it stands for."""

    y: float
    text: object


class SpotDrawn(NamedTuple):
    """A point of the figures."""

    x: float
    y: float


class ChartDrawn(NamedTuple):
    """A chart as the template writes it, and the table of its numbers."""

    id: str
    title: str
    described: str
    table: PageTable
    height: int
    bars: Sequence[BarDrawn] = ()
    grid: Sequence[GridLine] = ()
    lines: Sequence[LineDrawn] = ()
    spots: Sequence[SpotDrawn] = ()
    texts: Sequence[TextDrawn] = ()
    width: int = _WIDTH
    left: int = _LEFT


def drawn(chart: Chart, id_: str) -> ChartDrawn:
    """The chart of some figures; ``id_`` is the name by which links know it."""
    return _lines(chart, id_) if chart.kind == "line" else _bars(chart, id_)


def _bars(chart: Chart, id_: str) -> ChartDrawn:
    values = [_number(value) for _, value in chart.figures]
    most = Decimal(1) if chart.percent else max(*values, Decimal(1))
    aims = len(values) - chart.goals
    bars = [
        BarDrawn(clipped(label, _LABEL), shown(value), n * _ROW, _length(values[n] / most), n >= aims)
        for n, (label, value) in enumerate(chart.figures)
    ]
    aimed = "，斜线的是目标" if chart.goals else ""
    described = f"横条图，共{len(bars)}项{aimed}；数值见图下的表。"
    return ChartDrawn(id_, chart.title, described, _table(chart), len(bars) * _ROW, bars)


def _length(share: Decimal) -> float:
    return round(float(share) * _ROOM, 1)


def _lines(chart: Chart, id_: str) -> ChartDrawn:
    step = (_RIGHT - _LEFT - 15) / max(len(chart.figures) - 1, 1)
    xs = [round(_LEFT + 10 + n * step, 1) for n in range(len(chart.figures))]
    values = [_number(value) for _, value in chart.figures]
    targets = [(name, [_number(value) for value in some]) for name, some in chart.targets.items()]
    most = Decimal(1) if chart.percent else max(values)
    spots = [SpotDrawn(x, _y(value / most)) for x, value in zip(xs, values, strict=True)]
    lines = [LineDrawn(_points(xs, some, most), "target") for _, some in targets]
    lines.append(LineDrawn(_points(xs, values, most), "figures"))
    (first, _), (last, value) = chart.figures[0], chart.figures[-1]
    below = any(values[-1] < some[-1] for _, some in targets)  # the number keeps off the line of the target
    texts = [
        TextDrawn(xs[0], _BASE + 18, first, "start"),
        TextDrawn(xs[-1], _BASE + 18, last, "end"),
        TextDrawn(xs[-1], spots[-1].y + (18 if below else -8), shown(value), "end"),
        *(
            TextDrawn(xs[0], _y(some[0] / most) - 5, f"{name}{shown(Share(some[0]))}", "start")
            for name, some in targets
        ),
    ]
    grid = [
        GridLine(_y(Decimal(share)), shown(Share(Decimal(share)) if chart.percent else Decimal(share) * most))
        for share in ("0", "1")
    ]
    described = f"折线图，共{len(values)}个日期，虚线是目标；数值见图下的表。"
    return ChartDrawn(
        id_, chart.title, described, _table(chart), _HEIGHT, grid=grid, lines=lines, spots=spots, texts=texts
    )


def _y(share: Decimal) -> float:
    return round(_BASE - float(share) * (_BASE - _TOP), 1)


def _points(xs: Sequence[float], values: Sequence[Decimal], most: Decimal) -> str:
    return " ".join(f"{x},{_y(value / most)}" for x, value in zip(xs, values, strict=True))


def _number(value: object) -> Decimal:
    return value.value if isinstance(value, Share) else Decimal(str(value))


def _table(chart: Chart) -> PageTable:
    columns = [PageColumn(chart.categories, names=True, text=True), PageColumn(chart.values)]
    columns += [PageColumn(name) for name in chart.targets]
    rows = [
        [label, value, *(some[n] for some in chart.targets.values())]
        for n, (label, value) in enumerate(chart.figures)
    ]
    return PageTable(chart.title, columns, rows)
