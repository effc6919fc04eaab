"""报送经过: the chains that the ledger tells, as a workbook of one sheet, ready to be printed."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipeline import __version__
from pipeline.ledger.history import Submitted
from pipeline.town.changes import changes_told
from pipeline.writing.new_workbook import replacing_workbook
from pipeline.writing.town.page import write_sheet
from pipeline.writing.town.sheet import Column, Formats, Row, Sheet
from validators.scheme.model import Scheme
from validators.wording import joined

NAME = "报送经过"

COLUMNS: Mapping[str, Column] = {
    "社区": Column(16),
    "年度": Column(7),
    "报送日期": Column(13),
    "首次汇总": Column(13),
    "文件": Column(26, text=True),
    "状态": Column(13),
    "总分": Column(8),
    "等次": Column(9),
    "须改正": Column(9),
    "请核实": Column(9),
    "改了什么": Column(46, text=True),
    "催办日期": Column(13),
    "退回件日期": Column(13),
}


def rows(told: Sequence[Submitted]) -> Iterator[Row]:
    """A line for each submission."""
    for one in told:
        yield {
            "社区": one.community,
            "年度": one.year,
            "报送日期": one.handed_in.isoformat() if one.handed_in else "",
            "首次汇总": one.first_seen.date().isoformat(),
            "文件": one.file,
            "状态": one.state_told,
            "总分": "" if one.total is None else one.total,
            "等次": one.grade,
            "须改正": one.errors,
            "请核实": one.queries,
            "改了什么": "" if one.changed is None else "\n".join(changes_told(one.changed)),
            "催办日期": joined(one.requests).replace("、", "\n"),
            "退回件日期": joined(one.returned).replace("、", "\n"),
        }


def write_history(told: Sequence[Submitted], whose: str, scheme: Scheme, output: Path) -> None:
    """Write the workbook and put it in place whole; OSError when the place cannot be written to."""
    sheet = Sheet(NAME, f"{whose}{NAME}", COLUMNS, rows(told), signed=scheme.office)
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replacing_workbook(output, as_text) as (workbook, _):
        workbook.set_properties(
            {"title": sheet.title, "comments": f"green-community {__version__}, {scheme.id}"}
        )
        write_sheet(workbook, Formats(workbook, "", {}), sheet)
