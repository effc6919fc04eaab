"""A file read as a town's report, if it is one: refused where it is of another plan, or somebody has changed it."""

from datetime import datetime
from io import BytesIO
from typing import Any

from pipeline.harmless import json_text
from pipeline.reading.containers.limits import UnreadableError
from pipeline.reading.files.own_reports import scheme_named, titled
from pipeline.reading.workbook.opening import open_book
from pipeline.town.reports.adding import added_up
from pipeline.town.reports.model import ReportError, SummedError, TownReport
from pipeline.writing.reported.agreement import json_disagreement, workbook_disagreement
from pipeline.writing.reported.from_json import parsed, reported_from_json
from pipeline.writing.reported.from_workbook import reported_from_workbook
from pipeline.writing.reports.rounds_json import standards
from pipeline.writing.town import TITLE
from pipeline.writing.town.rounds.read_back import criteria_in
from pipeline.writing.town.sheets.district import reports
from validators.scheme.model import Scheme

_NO_REPORT = (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, LookupError, RecursionError)
"""What plain data, or cells, give that are not as a report of ours has them."""

_AGAIN = "请该街镇重新汇总后再报。"


def read_report(name: str, data: bytes, saved: datetime | None, scheme: Scheme) -> TownReport | None:
    """The report in a file; None where it is none of ours. ReportError says in a Chinese sentence why it cannot be added up.

    ``saved`` is the file's time. Its numbers are worked out anew from the choices that it tells, and have to be the same.
    """
    if data.startswith(b"PK"):
        named = scheme_named(BytesIO(data))
        if named is None or not (titled(BytesIO(data)) or "").endswith(TITLE):
            return None
        return _from_workbook(name, data, saved, scheme, named)
    if not name.lower().endswith(".json") or b'"tool_version"' not in data[:4096]:
        return None
    return _from_json(name, data, saved, scheme)


def _from_workbook(name: str, data: bytes, saved: datetime | None, scheme: Scheme, named: str) -> TownReport:
    try:
        book = open_book(data)
        _refuse_summed(name, any(sheet == reports.name_of(scheme) for sheet in book.sheet_names))
        _refuse_plan(
            name, named, scheme, criteria_in(book) == {(item.no, item.text) for item in scheme.items}
        )
        report = reported_from_workbook(name, data, book, saved, scheme)
        _refuse_changed(name, workbook_disagreement(book, _alone(report, scheme)))
    except (UnreadableError, *_NO_REPORT):
        raise ReportError(f"“{name}”不能读取，可能不完整或改动过，没有计入。{_AGAIN}") from None
    return report


def _from_json(name: str, data: bytes, saved: datetime | None, scheme: Scheme) -> TownReport | None:
    try:
        said = parsed(data)
        if "communities" not in said:
            return None
        _refuse_summed(name, bool(said["reports"]))
        _refuse_plan(
            name, said["scheme"], scheme, said["standards"] == parsed(json_text(standards(scheme)).encode())
        )
        report = reported_from_json(name, said, saved, scheme)
        _refuse_changed(name, json_disagreement(said, _alone(report, scheme)))
    except _NO_REPORT:
        raise ReportError(f"“{name}”不能读取，可能不完整或改动过，没有计入。{_AGAIN}") from None
    return report


def _alone(report: TownReport, scheme: Scheme) -> Any:
    """The town of one report by itself."""
    return added_up([report], scheme, report.roster, report.as_of, report.year)


def _refuse_summed(name: str, summed: bool) -> None:
    if summed:
        raise SummedError(f"“{name}”本身是由街镇报告汇总的，没有再计入。")


def _refuse_plan(name: str, named: object, scheme: Scheme, same: bool) -> None:
    if named != scheme.id:
        raise ReportError(
            f"“{name}”是按方案“{named}”汇总的，本次汇总用的是方案“{scheme.id}”，没有计入。{_AGAIN}"
        )
    if not same:
        raise ReportError(f"“{name}”里的项目或分值与方案“{scheme.id}”不同，没有计入。{_AGAIN}")


def _refuse_changed(name: str, what: str | None) -> None:
    if what:
        raise ReportError(f"“{name}”{what}与所选档次算出的不同，可能改动过，没有计入。{_AGAIN}")
