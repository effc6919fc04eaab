"""三年总结: the stages with their targets, results and sources, attainment over time, and the draft of the text above."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from pipeline.town.model import Town
from pipeline.town.review.closing.stages import StageResult
from pipeline.town.review.closing.summary import final_summary, years_told
from pipeline.writing.town.charts import Chart, Spot
from pipeline.writing.town.sheet import HEADER_ROW, Column, Formats, Row, Share, Sheet

NAME = "总结"
"""The sheet's, behind the years that the programme takes."""

_HEIGHT = 300
"""Of the chart, in pixels."""

RATE, AIM = "达标率", "目标达标率"


def name_of(town: Town) -> str:
    """How the sheet is called: by the years that the programme takes."""
    return f"{years_told(town)}{NAME}"


def sheet(town: Town) -> Sheet:
    """A line per stage; above it the text, below it the chart."""
    told = final_summary(town)
    columns = {
        "阶段": Column(17),
        RATE: Column(9),
        AIM: Column(9),
        "起止": Column(14),
        "工作内容": Column(34, text=True),
        "目标": Column(24, text=True),
        "实绩": Column(32, text=True),
        "数据来源": Column(22, text=True),
    }
    stages = told.stages

    def finish(page: Worksheet, formats: Formats) -> None:
        first = HEADER_ROW + len(told.passages) + 1
        pixels = sum(int(column.width * 7) + 5 for column in columns.values())
        spot = Spot(name_of(town), first, 0, first + max(len(stages), 1) + 1, 0, pixels - 8, _HEIGHT)
        if any(stage.rate is not None for stage in stages):
            _chart(stages).draw(page, formats, spot)

    return Sheet(
        name_of(town),
        f"{told.title}（底稿，{told.until}）",
        columns,
        [_row(stage) for stage in stages],
        frozen=0,
        finish=finish,
        filtered=False,
        signed=town.scheme.office,
        above=[(passage.heading, passage.text.replace("\n", "\n　　")) for passage in told.passages],
    )


def _row(stage: StageResult) -> Row:
    return {
        "阶段": stage.name,
        RATE: "" if stage.rate is None else Share(stage.rate),
        AIM: Share(stage.aim.rate) if stage.aim else "",
        "起止": f"{stage.start:%Y-%m}至{stage.end:%Y-%m}" if stage.start else f"{stage.end:%Y-%m-%d}前",
        "工作内容": stage.work,
        "目标": stage.target,
        "实绩": stage.result,
        "数据来源": stage.source or "—",
    }


def _chart(stages: Sequence[StageResult]) -> Chart:
    """Drawn from the first columns of the table."""
    rates = [(stage.name, "" if stage.rate is None else Share(stage.rate)) for stage in stages]
    aims = {"目标": [Share(stage.aim.rate) if stage.aim else "" for stage in stages]}
    return Chart("各阶段达标率", "阶段", RATE, "line", rates, aims)
