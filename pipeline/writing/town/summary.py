"""汇总总表: one row per community, by rank."""

import pandas as pd

from pipeline.town import Standing, Town
from pipeline.writing.town.sheet import Column
from validators.finding import Severity
from validators.wording import joined, number_text

NAME = "汇总总表"


def title(town: Town) -> str:
    """The sheet's title with its day."""
    day = f"{town.as_of.year}年{town.as_of.month}月{town.as_of.day}日"
    return f"{town.scheme.town}绿色社区创建汇总总表（截至{day}，单位：{town.scheme.unit}）"


def frame(town: Town) -> pd.DataFrame:
    """Communities by rank; points as Decimal, ``""`` where there is no rank."""
    return pd.DataFrame(
        [_row(standing, town) for standing in town.standings], columns=list(columns(town)), dtype=object
    )


def columns(town: Town) -> dict[str, Column]:
    """The headings in order with their widths; one per section of the scheme."""
    sections = {
        section_heading(town, number): Column(9) for number in range(1, len(town.scheme.sections) + 1)
    }
    return {
        "名次": Column(6),
        "社区": Column(16),
        "总分": Column(8),
        "等次": Column(8),
        "是否达标": Column(8),
        "距高一等次": Column(10),
        "缺项": Column(14),
        **sections,
        "阻断": Column(6),
        "核实": Column(6),
        "状态": Column(12),
        "文件": Column(28, text=True),
    }


def section_heading(town: Town, number: int) -> str:
    """A section's column: its label and its maximum."""
    section = town.scheme.sections[number - 1]
    return f"{section.label}满分{number_text(section.max_points)}"


def _row(standing: Standing, town: Town) -> dict[str, object]:
    card, findings = standing.scorecard, standing.book.findings
    return {
        "名次": standing.rank or "",
        "社区": standing.name,
        "总分": card.total,
        "等次": card.grade.name,
        "是否达标": "是" if card.attained else "否",
        "距高一等次": card.gap if card.next_grade else "",
        "缺项": joined(card.missing),
        **{section_heading(town, number): points for number, points in card.sections.items()},
        "阻断": sum(finding.severity is Severity.ERROR for finding in findings),
        "核实": sum(finding.severity is Severity.QUERY for finding in findings),
        "状态": standing.book.state.label if standing.rank else "不在名册",
        "文件": standing.book.file,
    }
