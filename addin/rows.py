"""The rows that the buttons fill in, in the columns that the workbook has for them."""

from collections.abc import Mapping

from addin.opened import Formula, Shown
from pipeline.town.model import Standing, Town
from pipeline.writing.workbook.office import RESULT_HEADS
from validators.finding import Finding, Severity
from validators.wording import joined


def result_row(number: int, finding: Finding) -> list[Shown]:
    """A finding as the columns of 校验结果 have it, its cell as a link."""
    item = f"第{finding.item}项" if finding.item else ""
    link: Shown = ""
    if finding.cell:
        text = str(finding.cell).replace('"', '""')
        link = Formula(f'=HYPERLINK("#{text}","{text}")')
    return [number, item, finding.message, finding.fix, link, finding.severity.label]


def town_rows(town: Town) -> list[list[Shown]]:
    """The communities by rank, then those from which nothing came, in the columns of 镇级汇总."""
    rows = [_standing(standing) for standing in town.standings]
    rows += [{"社区": community.name, "状态": "未报"} for community in town.missing]
    return [[row.get(heading, "") for heading in RESULT_HEADS] for row in rows]


def _standing(standing: Standing) -> Mapping[str, Shown]:
    card, severities = standing.scorecard, [finding.severity for finding in standing.book.findings]
    return {
        "名次": standing.rank or "",
        "社区": standing.name,
        "总分": float(card.total),
        "等次": card.grade.name,
        "是否达标": "是" if card.attained else "否",
        "距上一等次（分）": float(card.gap) if card.next_grade else "",
        "缺项": joined(card.missing),
        "须改正": severities.count(Severity.ERROR),
        "请核实": severities.count(Severity.QUERY),
        "状态": standing.book.state.label if standing.rank else "不在名册",
    }
