"""报送情况: the roster with what came of each community, then the files that belong to nobody on it."""

import pandas as pd

from pipeline.checking import CheckedBook, State
from pipeline.town import Standing, Town
from pipeline.writing.town.sheet import Column
from validators.finding import Severity
from validators.roster import Community

NAME = "报送情况"


def title(town: Town) -> str:
    """The sheet's title; it says so when there is no roster."""
    without = "" if town.roster else "（没有名册，未报社区不详）"
    return f"{town.scheme.town}绿色社区创建报送情况{without}"


def columns(_: Town) -> dict[str, Column]:
    """The headings in order with their widths."""
    return {
        "编号": Column(8),
        "社区": Column(16),
        "应报": Column(8),
        "状态": Column(14),
        "填报日期": Column(12),
        "需要处理": Column(60, text=True),
        "联系人": Column(14),
        "文件": Column(28, text=True),
    }


def frame(town: Town) -> pd.DataFrame:
    """Every community of the roster in its order, then every other file."""
    by_name = {standing.name: standing for standing in town.standings if standing.listed}
    listed = town.roster.communities if town.roster else ()
    rows = [_community(community, by_name.get(community.name)) for community in listed]
    rows += [_other(standing) for standing in town.standings if not standing.listed]
    counting = {standing.book.file for standing in town.standings}
    rows += [
        _file(book) for book in town.books if book.file not in counting and book.state is not State.SKIPPED
    ]
    return pd.DataFrame(rows, columns=list(columns(town)), dtype=object)


def _community(community: Community, standing: Standing | None) -> dict[str, object]:
    row = _row("", community.name, "", "") if standing is None else _other(standing)
    if standing is None:
        row["状态"] = "未报" if community.obliged else "免报"
        row["需要处理"] = "催报自测评分表" if community.obliged else community.exempt_reason
    return row | {
        "编号": community.code,
        "应报": "应报" if community.obliged else "免报",
        "联系人": community.contact,
    }


def _other(standing: Standing) -> dict[str, object]:
    submission = standing.submission
    state = standing.book.state.label
    row = _row(standing.book.file, standing.name, state, _to_do(standing.book))
    return row | {"填报日期": f"{submission.filled_on:%Y-%m-%d}" if submission.filled_on else ""}


def _file(book: CheckedBook) -> dict[str, object]:
    return _row(book.file, book.community or "", book.state.label, _to_do(book))


def _row(file: str, community: str, state: str, to_do: str) -> dict[str, object]:
    empty: dict[str, object] = {"编号": "", "应报": "", "填报日期": "", "联系人": ""}
    return empty | {"社区": community, "状态": state, "需要处理": to_do, "文件": file}


def _to_do(book: CheckedBook) -> str:
    """What blocks or needs a look, a line each, at its cell."""
    return "\n".join(
        f"{finding.severity.label}：{finding.message}" + (f"（{finding.cell}）" if finding.cell else "")
        for finding in book.findings
        if finding.severity is not Severity.INFO
    )
