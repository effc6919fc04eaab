"""帮扶清单: communities below the line or close to the next grade, and the fewest items that take them over it."""

from pipeline.town.follow_up.support import Support, supports
from pipeline.town.model import Town
from pipeline.writing.town.sheet import Column, Row, Sheet
from pipeline.writing.town.sheets.district import groups
from validators.wording import joined, number_text

NAME = "帮扶清单"


def sheet(town: Town) -> Sheet:
    """A line per community, those below the line first."""
    unit, near = town.scheme.unit, town.scheme.attainment.near
    columns = {
        **groups.columns(town),
        "社区": Column(18),
        "总分": Column(8),
        "等次": Column(9),
        "目标等次": Column(12),
        "还差": Column(8),
        "建议提升项目（最少几项）": Column(40, text=True),
        "提升后总分": Column(14),
        "牵头单位": Column(28, text=True),
        "说明": Column(26, text=True),
    }
    close = f"或距上一等次{number_text(near)}{unit}以内" if near else ""
    title = f"{town.heading}帮扶清单（未达标{close}的社区，单位：{unit}）"
    rows = [{**_row(support), **groups.cells(town, support.standing.listed)} for support in supports(town)]
    return Sheet(NAME, title, columns, rows, frozen=1 + len(groups.columns(town)), signed=town.scheme.office)


def _row(support: Support) -> Row:
    card = support.standing.scorecard
    unscored = f"第{joined(support.unscored)}项尚未计分，请先补选或者改正。" if support.unscored else ""
    return {
        "社区": support.standing.name,
        "总分": card.total,
        "等次": card.grade.name,
        "目标等次": support.grade.name,
        "还差": support.gap,
        "建议提升项目（最少几项）": support.advice,
        "提升后总分": support.total if support.raises else "",
        "牵头单位": joined(dict.fromkeys(up.item.lead_text for up in support.raises)),
        "说明": unscored,
    }
