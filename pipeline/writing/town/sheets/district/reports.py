"""街镇报告: of a district that was added up from its towns' own reports, what became of every one of them."""

from pipeline.town.model import Town
from pipeline.town.reports.lines import ReportLine, ReportState
from pipeline.writing.town.sheet import Column, Row, Sheet, linked_file
from validators.scheme.model import Scheme
from validators.wording import joined

NAME = "报告"
"""The sheet's name, behind the plan's word for a town."""

AS_OF, REMARK = "报告截至日期", "说明"


def name_of(scheme: Scheme) -> str:
    """What the sheet is called."""
    return f"{scheme.group_words[0]}{NAME}"


def sheet(town: Town) -> Sheet:
    """A line per report, and per town of the roster without one."""
    columns = {
        town.scheme.group_words[0]: Column(18),
        NAME: Column(40, text=True),
        AS_OF: Column(14),
        "状态": Column(14),
        REMARK: Column(70, text=True),
    }
    rows = [_row(line, town.scheme.group_words[0]) for line in town.reports]
    title = f"{town.heading}{name_of(town.scheme)}"
    return Sheet(name_of(town.scheme), title, columns, rows, frozen=1, signed=town.scheme.office)


def _row(line: ReportLine, word: str) -> Row:
    return {
        word: joined(line.groups),
        NAME: linked_file(line.file) if line.file else "",
        AS_OF: f"{line.as_of:%Y-%m-%d}" if line.as_of else "",
        "状态": line.state.label,
        REMARK: line.remark,
    }


def told_of(town: Town, group: str) -> dict[str, str]:
    """The day and the remark of the report that counts for a town, else why there is none; nothing where none were asked for."""
    if not town.reports:
        return {}
    of_group = [line for line in town.reports if group in line.groups and line.file]
    counted = next((line for line in of_group if line.state is ReportState.COUNTED), None)
    if counted is None:
        why = f"报告不能计入，见“{name_of(town.scheme)}”" if of_group else "没有收到报告"
        return {AS_OF: "", REMARK: why}
    return {AS_OF: f"{counted.as_of:%Y-%m-%d}", REMARK: counted.remark}
