"""措施完成情况: per community how many measures are due, written, done and overdue, and the next day that one falls due."""

from pipeline.town.follow_up.measures import MeasureCount, measure_counts
from pipeline.town.model import Town
from pipeline.town.rates import share
from pipeline.writing.town.sheet import Column, Row, Share, Sheet, Verbatim
from pipeline.writing.town.sheets.district import groups

NAME = "措施完成情况"


def sheet(town: Town) -> Sheet:
    """A line per community that handed in, in the roster's order."""
    columns = {
        "编号": Column(10),
        **groups.columns(town),
        "社区": Column(24),
        "应填（项）": Column(11),
        "已填（项）": Column(11),
        "完成率": Column(11),
        "已核销（项）": Column(12),
        "逾期（项）": Column(11),
        "最近时限": Column(14),
    }
    rows = [{**_row(count), **groups.cells_of(town, count.community)} for count in measure_counts(town)]
    title = f"{town.heading}措施完成情况（截至{town.as_of:%Y-%m-%d}）"
    return Sheet(NAME, title, columns, rows, signed=town.scheme.office, portrait=True)


def _row(count: MeasureCount) -> Row:
    rate = share(count.written, count.needed)
    return {
        "编号": Verbatim(count.code) if count.code else "",
        "社区": count.community,
        "应填（项）": count.needed,
        "已填（项）": count.written,
        "完成率": "—" if rate is None else Share(rate),
        "已核销（项）": count.done,
        "逾期（项）": count.overdue,
        "最近时限": f"{count.next_due:%Y-%m-%d}" if count.next_due else "",
    }
