"""How far the town came over the stages of its programme: a few figures below 年度对比, and a chart of them."""

from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from pipeline.town.comparison.stages import stages_reached
from pipeline.town.model import Town
from pipeline.writing.fitting import row_height
from pipeline.writing.town.charts import Chart, Spot
from pipeline.writing.town.sheet import Formats, Share

SHEET = "年度对比"
"""The sheet that holds the figures, and the chart."""

_BESIDE, _LABEL = 4, 16.0
"""The column that the chart begins in, and the width of the labels' one."""

_SIZE = 570, 415


def draw(page: Worksheet, formats: Formats, town: Town, top: int) -> None:
    """Write the figures below a row of heads in row ``top`` (from 0), and draw them beside."""
    stages = stages_reached(town)
    for column, head in enumerate(("阶段", "达标率", "目标"), start=1):
        page.write_string(top, column, head, formats.head)
    for row, stage in enumerate(stages, start=top + 1):
        page.set_row(row, row_height([(stage.label, _LABEL)]))
        page.write_string(row, 1, stage.label, formats.short)
        for column, share in enumerate((stage.rate, stage.target), start=2):
            if share is None:
                page.write_blank(row, column, None, formats.share)
            else:
                page.write_number(row, column, float(share), formats.share)
    rates = [(stage.label, _share(stage.rate)) for stage in stages]
    targets = {"目标": [_share(stage.target) for stage in stages]}
    spot = Spot(SHEET, top + 1, 1, top, _BESIDE, *_SIZE)
    Chart("历年达标率", "阶段", "达标率", "line", rates, targets).draw(page, formats, spot)


def _share(value: Decimal | None) -> object:
    return "" if value is None else Share(value)
