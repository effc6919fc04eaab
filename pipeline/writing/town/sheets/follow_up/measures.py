"""措施督办: what every community means to do about its weak items, by lead unit, and how far the office says it is.

进展 and 核销日期 are the office's to fill in; the next report takes over what stands there. Of a district added up from its
towns' reports they are what stands in those.
"""

from datetime import date

from xlsxwriter.worksheet import Worksheet

from pipeline.template import MEASURE_HEADS
from pipeline.town.follow_up.measures import STATES, Chased, chased
from pipeline.town.model import Town
from pipeline.writing.town.page import LAST_ROW
from pipeline.writing.town.sheet import FIRST_ROW, Column, Formats, Row, Sheet, Verbatim
from pipeline.writing.town.sheets.district import groups, reports
from validators.wording import joined

NAME = "措施督办"

CODE, COMMUNITY, ITEM, STATE, CLOSED_ON = "编号", "社区", "序号", "进展", "核销日期"
"""The columns by which a line is found again, and those that the office fills in."""

_CHOICES = {
    STATE: {
        "validate": "list",
        "source": list(STATES),
        "input_message": "请选择进展，下次汇总时保留",
        "error_title": STATE,
        "error_message": f"请从{joined(STATES)}中选择。",
    },
    CLOSED_ON: {"validate": "any", "input_message": "请填日期，例如2021-11-05，下次汇总时保留"},
}
"""What may be filled in."""


def sheet(town: Town) -> Sheet:
    """A line per weak item of a community; 标记 says what is missing or overdue by the day of the report."""
    typed = not town.reports
    columns = {
        "牵头单位": Column(16),
        ITEM: Column(6),
        "创建标准": Column(28, text=True),
        **groups.columns(town),
        COMMUNITY: Column(14),
        "现状": Column(9),
        MEASURE_HEADS["action"]: Column(28, text=True),
        MEASURE_HEADS["due"]: Column(12),
        MEASURE_HEADS["person"]: Column(9),
        "标记": Column(13),
        STATE: Column(10, typed=typed),
        CLOSED_ON: Column(13, typed=typed, day=True),
        MEASURE_HEADS["reason"]: Column(22, text=True),
        MEASURE_HEADS["plan"]: Column(22, text=True),
        CODE: Column(9),
    }

    def finish(page: Worksheet, _: Formats) -> None:
        for heading, choice in _CHOICES.items() if typed else ():
            column = list(columns).index(heading)
            page.data_validation(FIRST_ROW, column, LAST_ROW - 1, column, choice)

    rows = ({**_row(line), **groups.cells_of(town, line.community)} for line in chased(town))
    source = (
        f"由{town.scheme.office}填写，下次汇总时保留"
        if typed
        else f"取自{reports.name_of(town.scheme)}，请勿在此填写"
    )
    title = f"{town.heading}措施督办（进展、核销日期{source}）"
    return Sheet(NAME, title, columns, rows, frozen=0, finish=finish, signed=town.scheme.office)


def _row(line: Chased) -> Row:
    said = {head: getattr(line.measure, field) for field, head in MEASURE_HEADS.items()}
    due = line.measure.due
    said[MEASURE_HEADS["due"]] = f"{due:%Y-%m-%d}" if isinstance(due, date) else due or ""
    return {
        "牵头单位": line.item.lead_text,
        ITEM: line.item.no,
        "创建标准": line.item.criterion,
        CODE: Verbatim(line.code) if line.code else "",
        COMMUNITY: line.community,
        "现状": line.choice,
        **said,
        "标记": line.told,
        STATE: line.typed.state if line.typed else "",
        CLOSED_ON: line.typed.closed_on if line.typed else "",
    }
