"""达标分析: one table of figures with native charts drawn from it, on one landscape page."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from pipeline.town import Town
from pipeline.writing.town.sheet import FIRST_ROW, Column, Formats, Share, Sheet

NAME = "达标分析"

_WEAKEST, _RANKED = 10, 25
_WIDTHS = {"图表": 24.0, "项目": 46.0, "数值": 10.0}
_CHART_WIDTH, _CHART_HEIGHT, _CHART_ROWS = 540, 310, 12


class Chart(NamedTuple):
    """A chart's title, its axes, its kind, and its figures; shares are shown as percentages."""

    title: str
    categories: str
    values: str
    kind: str
    figures: Sequence[tuple[str, object]]


def sheet(town: Town) -> Sheet:
    """The figures a line each, grouped by chart; every chart names its table rows as its source."""
    charts = [chart for chart in _charts(town) if chart.figures]
    columns = {heading: Column(width, text=heading == "项目") for heading, width in _WIDTHS.items()}
    rows = [
        {"图表": chart.title, "项目": label, "数值": value}
        for chart in charts
        for label, value in chart.figures
    ]

    def finish(page: Worksheet, formats: Formats) -> None:
        first = FIRST_ROW
        for position, chart in enumerate(charts):
            _draw(page, formats, chart, first, position)
            first += len(chart.figures)

    title = f"{town.scheme.town}绿色社区创建达标分析（截至{town.as_of:%Y-%m-%d}）"
    return Sheet(NAME, title, columns, rows, frozen=1, finish=finish, one_page=True)


def _charts(town: Town) -> Iterator[Chart]:
    yield Chart("达标率与目标", "口径", "达标率", "column", _attainment(town))
    yield Chart("等次分布", "等次", "社区数", "column", _grades(town))
    yield Chart("总分排序", "社区", f"总分（{town.scheme.unit}）", "bar", _ranking(town))
    yield Chart("各部分得分率", "部分", "平均得分占满分的比例", "bar", _sections(town))
    top = town.scheme.tiers[-1].name
    yield Chart(f"未达{top}最多的{_WEAKEST}项", "项目", f"未达{top}的社区占比", "bar", _weakest(town))


def _attainment(town: Town) -> list[tuple[str, object]]:
    a = town.attainment
    rates = (
        ("达标率（应报）", a.rate_obliged),
        ("按已报计", a.rate_received),
        ("按无阻断问题计", a.rate_clean),
    )
    shares: list[tuple[str, object]] = [(label, Share(rate)) for label, rate in rates if rate is not None]
    return shares + [(f"{target.by.year}年目标", Share(target.rate)) for target in town.scheme.targets]


def _grades(town: Town) -> list[tuple[str, object]]:
    counts = Counter(standing.scorecard.grade.name for standing in town.standings)
    figures: list[tuple[str, object]] = [
        (grade.name, counts[grade.name]) for grade in reversed(town.scheme.grades)
    ]
    return [*figures, ("未报", len(town.missing))] if town.roster else figures


def _ranking(town: Town) -> Sequence[tuple[str, object]]:
    ranked = [standing for standing in town.standings if standing.rank]
    return [(standing.name, standing.scorecard.total) for standing in ranked[:_RANKED]]


def _sections(town: Town) -> list[tuple[str, object]]:
    if not town.standings:
        return []
    shares: list[tuple[str, object]] = []
    for section in town.scheme.sections:
        points = sum((s.scorecard.sections[section.no] for s in town.standings), Decimal(0))
        shares.append((section.title, Share(points / len(town.standings) / section.max_points)))
    return shares


def _weakest(town: Town) -> list[tuple[str, object]]:
    counted = []
    for item in town.scheme.items:
        weak = sum(standing.scorecard.weak(item) for standing in town.standings)
        if weak:
            counted.append((weak, f"第{item.no}项 {item.criterion[:16]}"))
    counted.sort(key=lambda entry: -entry[0])
    return [(label, Share(Decimal(weak) / len(town.standings))) for weak, label in counted[:_WEAKEST]]


def _draw(page: Worksheet, formats: Formats, chart: Chart, first: int, position: int) -> None:
    drawn = formats.workbook.add_chart({"type": chart.kind})
    last = first + len(chart.figures) - 1
    percent = isinstance(chart.figures[0][1], Share)
    font = {"name": "宋体", "size": 9}
    drawn.add_series(
        {
            "name": chart.title,
            "categories": [NAME, first, 1, last, 1],
            "values": [NAME, first, 2, last, 2],
            "data_labels": {"value": True, "num_format": "0%" if percent else "General", "font": font},
            "fill": {"color": "#70AD47"},
            "border": {"color": "#385723"},
            "gap": 60,
        }
    )
    drawn.set_title({"name": chart.title, "name_font": {"name": "黑体", "size": 12}})
    drawn.set_legend({"none": True})
    values = {
        "name": chart.values,
        "num_format": "0%" if percent else "0",
        "num_font": font,
        "name_font": font,
        "min": 0,
    }
    values["major_gridlines"] = {"visible": True, "line": {"color": "#D9D9D9"}}
    categories = {"name": chart.categories, "num_font": font, "name_font": font, "interval_unit": 1}
    categories["reverse"] = chart.kind == "bar"
    upright = chart.kind == "column"  # a bar chart's x axis is the one along which the bars run
    drawn.set_x_axis(categories if upright else values)
    drawn.set_y_axis(values if upright else categories)
    drawn.set_size({"width": _CHART_WIDTH, "height": _CHART_HEIGHT})
    description = f"{chart.title}：数据见本表第{first + 1}至{last + 1}行"
    row, column = 1 + _CHART_ROWS * (position // 2), 4 + 9 * (position % 2)
    page.insert_chart(row, column, drawn, {"description": description, "x_offset": 4, "y_offset": 4})
