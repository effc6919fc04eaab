"""薄弱项目及措施: what every community means to do about its weak items, and what is not said or overdue."""

from datetime import date

from pipeline.template import lack_of
from pipeline.town.model import Standing, Town
from pipeline.writing.town.sheet import Column, Sheet
from validators.scheme.item import Item
from validators.submission import Measure

NAME = "薄弱项目及措施"


def sheet(town: Town) -> Sheet:
    """A line per community and weak item; 标记 says what is missing or overdue by the day of the report."""
    columns = {
        "社区": Column(16),
        "序号": Column(6),
        "创建标准": Column(40, text=True),
        "现状": Column(10),
        "牵头单位": Column(20),
        "薄弱原因": Column(26, text=True),
        "工作措施": Column(30, text=True),
        "实施计划": Column(26, text=True),
        "完成时限": Column(12),
        "责任人": Column(10),
        "标记": Column(14),
    }
    rows = (
        _row(town, standing, item)
        for standing in town.standings
        for item in town.scheme.items
        if standing.scorecard.weak(item)
    )
    return Sheet(NAME, f"{town.heading}薄弱项目及工作措施", columns, rows, signed=town.scheme.office)


def _row(town: Town, standing: Standing, item: Item) -> dict[str, object]:
    measure = standing.submission.measures.get(item.no, Measure())
    due = measure.due
    return {
        "社区": standing.name,
        "序号": item.no,
        "创建标准": item.text,
        "现状": standing.scorecard.mark(item.no).name or "未选择",
        "牵头单位": item.lead_text,
        "薄弱原因": measure.reason,
        "工作措施": measure.action,
        "实施计划": measure.plan,
        "完成时限": f"{due:%Y-%m-%d}" if isinstance(due, date) else due or "",
        "责任人": measure.person,
        "标记": _mark(measure, town.as_of),
    }


def _mark(measure: Measure, as_of: date) -> str:
    overdue = isinstance(measure.due, date) and measure.due < as_of
    return lack_of(measure) or ("已过时限" if overdue else "")
