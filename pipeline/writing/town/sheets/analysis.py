"""达标分析: one table of figures with native charts drawn from it, on one landscape page."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import repeat

from xlsxwriter.worksheet import Worksheet

from pipeline.town.model import Town
from pipeline.writing.town.charts import Chart, Spot
from pipeline.writing.town.sheet import FIRST_ROW, Column, Formats, Share, Sheet
from validators.wording import clipped

NAME, TOTALS = "达标分析", "总分排序"

_WEAKEST, _RANKED, _DAYS = 10, 25, 20
_LABEL = 18
"""Characters of a criterion beside its bar."""
_SIZE, _ROWS = (570, 415), 16
"""A chart's width and height in pixels, and how many rows it takes."""
_LABELS, _FREE = 1, 5
"""The column of what the figures are called, and the first beside the table."""
_WIDTHS = {"图表": 30.0, "项目": 42.0, "数值": 10.0, "目标": 10.0}


def sheet(town: Town) -> Sheet:
    """The figures a line each, grouped by chart; every chart names its table rows as its source."""
    drawn = [chart for chart in charts(town) if chart.figures]
    columns = {heading: Column(width, text=heading == "项目") for heading, width in _WIDTHS.items()}
    rows = [
        {"图表": chart.title, "项目": label, "数值": value, "目标": target}
        for chart in drawn
        for (label, value), target in zip(
            chart.figures, chart.targets.get("目标", ()) or repeat(""), strict=False
        )
    ]

    def finish(page: Worksheet, formats: Formats) -> None:
        first = FIRST_ROW
        for position, chart in enumerate(drawn):
            row, column = 2 + _ROWS * (position // 2), _FREE + 9 * (position % 2)
            chart.draw(page, formats, Spot(NAME, first, _LABELS, row, column, *_SIZE))
            first += len(chart.figures)

    title = f"{town.heading}达标分析（截至{town.as_of:%Y-%m-%d}）"
    return Sheet(
        NAME, title, columns, rows, frozen=1, finish=finish, one_page=True, signed=town.scheme.office
    )


def charts(town: Town) -> Iterator[Chart]:
    """Attainment and its progress, grades, totals, sections, weak items; one without figures is not drawn."""
    yield Chart("达标率与目标", "口径", "达标率", "column", _attainment(town), goals=len(town.scheme.targets))
    progress, target = _progress(town)
    yield Chart("达标率进展", "报送日期", "累计达标率", "line", progress, {"目标": target})
    yield Chart("等次分布", "等次", "社区数", "column", _grades(town))
    yield Chart(TOTALS, "社区", f"总分（{town.scheme.unit}）", "bar", _ranking(town))
    yield Chart("各部分得分率", "部分", "平均得分占满分的比例", "bar", _sections(town))
    top = town.scheme.tiers[-1].name
    yield Chart(f"未评{top}社区最多的{_WEAKEST}个项目", "项目", f"未评{top}的社区占比", "bar", _weakest(town))


def _attainment(town: Town) -> list[tuple[str, object]]:
    a = town.attainment
    rates = (
        ("达标率（应报）", a.rate_obliged),
        ("按已报计", a.rate_received),
        ("其中材料无误社区达标率", a.rate_clean),
    )
    shares: list[tuple[str, object]] = [(label, Share(rate)) for label, rate in rates if rate is not None]
    return shares + [(f"{target.by.year}年目标", Share(target.rate)) for target in town.scheme.targets]


def _progress(town: Town) -> tuple[list[tuple[str, object]], list[object]]:
    """Day by day the share of the obliged communities that attain, and the target in force; both up to the report."""
    obliged = town.attainment.obliged
    days = Counter(
        standing.submitted_on
        for standing in town.standings
        if standing.listed and standing.listed.obliged and standing.scorecard.attained
    )
    known = sorted(day for day in days if day and day < town.as_of)
    if not obliged or not known:
        return [], []
    shown = [*known[-_DAYS:], town.as_of]
    counts = [sum(n for day, n in days.items() if day and day <= last) for last in shown[:-1]]
    counts.append(town.attainment.attained)
    rates = [
        (f"{day:%Y-%m-%d}", Share(Decimal(count) / obliged)) for day, count in zip(shown, counts, strict=True)
    ]
    return list(rates), [Share(town.attainment.target.rate) for _ in shown]


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
    shares = town.section_shares
    return [(s.title, Share(shares[s.no])) for s in town.scheme.sections if s.no in shares]


def _weakest(town: Town) -> list[tuple[str, object]]:
    counted = []
    for item in town.scheme.items:
        weak = sum(standing.scorecard.weak(item) for standing in town.standings)
        if weak:
            counted.append((weak, f"第{item.no}项 {clipped(item.criterion, _LABEL)}"))
    counted.sort(key=lambda entry: -entry[0])
    return [(label, Share(Decimal(weak) / len(town.standings))) for weak, label in counted[:_WEAKEST]]
