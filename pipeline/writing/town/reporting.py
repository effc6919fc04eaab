"""报送情况: the roster with what came of each community and what to send it, then the files of nobody on it."""

from pipeline.checking import CheckedBook, State
from pipeline.town import Standing, Town
from pipeline.writing.town.sheet import Column, Sheet, linked_file
from validators.finding import Severity
from validators.roster import Community
from validators.wording import joined

NAME = "报送情况"

_SHOWN = 5
"""A chat message names this many problems and then counts."""


def sheet(town: Town) -> Sheet:
    """Every community of the roster in its order, then every other file but those skipped."""
    columns = {
        "编号": Column(8),
        "社区": Column(16),
        "应报": Column(7),
        "状态": Column(10),
        "报送日期": Column(12),
        "需要处理": Column(48, text=True),
        "可发送的催办文字": Column(56, text=True),
        "联系人": Column(12),
        "文件": Column(26, text=True),
    }
    by_name = {standing.name: standing for standing in town.standings if standing.listed}
    listed = town.roster.communities if town.roster else ()
    rows = [_community(town, community, by_name.get(community.name)) for community in listed]
    rows += [_standing(town, standing) for standing in town.standings if not standing.listed]
    counting = {standing.book.file for standing in town.standings}
    rows += [
        _file(book) for book in town.books if book.file not in counting and book.state is not State.SKIPPED
    ]
    without = "" if town.roster else "（没有名册，未报社区不详）"
    return Sheet(NAME, f"{town.scheme.town}绿色社区创建报送情况{without}", columns, rows)


def _community(town: Town, community: Community, standing: Standing | None) -> dict[str, object]:
    duty = {
        "编号": community.code,
        "应报": "应报" if community.obliged else "免报",
        "联系人": community.contact,
    }
    if standing:
        return _standing(town, standing) | duty
    if not community.obliged:
        return _row(community.name, "免报", community.exempt_reason) | duty
    return _row(community.name, "未报", "催报自测评分表", _reminder(town, community.name)) | duty


def _standing(town: Town, standing: Standing) -> dict[str, object]:
    book, late = standing.book, town.is_late(standing)
    state = "迟报" if late and book.state is State.ACCEPTED else book.state.label
    submitted = standing.submitted_on
    day = f"{submitted:%Y-%m-%d}" if submitted else ""
    row = _row(standing.name, state, _to_do(book), _request(town, standing))
    return row | {"报送日期": day, "文件": linked_file(book.file)}


def _file(book: CheckedBook) -> dict[str, object]:
    row = _row(book.community or "", book.state.label, _to_do(book))
    return row | {"文件": linked_file(book.file)}


def _row(community: str, state: str, to_do: str, message: str = "") -> dict[str, object]:
    empty: dict[str, object] = {"编号": "", "应报": "", "报送日期": "", "联系人": "", "文件": ""}
    return empty | {"社区": community, "状态": state, "需要处理": to_do, "可发送的催办文字": message}


def _to_do(book: CheckedBook) -> str:
    """What blocks or needs a look, a line each, at its cell."""
    return "\n".join(
        f"{finding.severity.label}：{finding.message}" + (f"（{finding.cell}）" if finding.cell else "")
        for finding in book.findings
        if finding.severity is not Severity.INFO
    )


def _reminder(town: Town, community: str) -> str:
    """What to send to a community that has not reported; fits one chat message."""
    day = f"{town.deadline.month}月{town.deadline.day}日"
    return f"{community}：请于{day}前（含当日）把自测评分表报{town.scheme.office}，目前还没有收到。如已报送，请告知文件名。"


def _request(town: Town, standing: Standing) -> str:
    """What to send to a community whose workbook has errors: missing items, the first errors, how to fix."""
    errors = [finding for finding in standing.book.findings if finding.severity is Severity.ERROR]
    if not errors:
        return ""
    missing = standing.scorecard.missing
    others = [finding for finding in errors if finding.code != "GCS201"]
    parts = [f"第{joined(missing)}项没有选择自评档次，请补选"] if missing else []
    parts += [f"{finding.message}{finding.fix}".rstrip("。") for finding in others[:_SHOWN]]
    if len(others) > _SHOWN:
        parts.append(f"另有{len(others) - _SHOWN}处问题见退回件")
    day = f"{town.deadline.month}月{town.deadline.day}日"
    return f"{standing.name}：自测评分表请修改后于{day}前重新报送。" + "；".join(parts) + "。"
