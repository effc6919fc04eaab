"""A town as a page: what the leader is told, charts, ranking, whom to ask for what, comparisons, findings by community, files.

The tables are those of the town's workbook, with its headings and in its order.
"""

from pipeline.checking.sentences import failure_line
from pipeline.town.attainment import attainment_line
from pipeline.town.follow_up.briefing import briefing
from pipeline.town.model import Town
from pipeline.town.review.results import review_line
from pipeline.writing.html.chasing import asked
from pipeline.writing.html.drawing import drawn
from pipeline.writing.html.filling import filled
from pipeline.writing.html.town_findings import findings_by_community
from pipeline.writing.html.town_tables import comparisons, district, ranking, received
from pipeline.writing.town import title_of
from pipeline.writing.town.sheets import analysis
from validators.wording import full_date


def title(town: Town) -> str:
    """What the page is called."""
    return f"{title_of(town)}（截至{full_date(town.as_of)}）"


def fragment(town: Town) -> str:
    """The page without its head: headings begin at the second level."""
    charts = [chart for chart in analysis.charts(town) if chart.figures and chart.title != analysis.TOTALS]
    return filled(
        "consolidated.html",
        town=town,
        summary=[attainment_line(town), *([review_line(town)] if town.reviews else [])],
        briefing=briefing(town),
        charts=[drawn(chart, f"town-chart-{number}") for number, chart in enumerate(charts, start=1)],
        ranking=ranking(town),
        district=list(district(town)),
        requests=asked(town),
        comparisons=list(comparisons(town)),
        found=list(findings_by_community(town)),
        received=received(town),
        failures=[failure_line(failure) for failure in town.failures],
    )
