"""报送情况: the roster with what came of each community and what to send it, then the files of nobody on it."""

from collections.abc import Iterator, Sequence

from pipeline.checking.engine import CheckedBook, State
from pipeline.together import Together, told_together
from pipeline.town.changes import changes_told
from pipeline.town.materials import DOCUMENTS
from pipeline.town.model import Standing, Town
from pipeline.writing.fitting import LINE, TALLEST, row_height
from pipeline.writing.town import requests
from pipeline.writing.town.sheet import INDENT, Column, Row, Sheet, Verbatim, linked_file
from pipeline.writing.town.sheets import findings
from pipeline.writing.town.sheets.district import groups
from validators.cells import addresses
from validators.finding import Severity
from validators.roster import Community
from validators.wording import clipped, joined

NAME = "报送情况"
DUTY, EXTENDED, OBLIGED, EXEMPT = "应报", "延期至", "应报", "免报"
HANDED_IN, FIRST, MEASURES, DECLARATION, CHANGED = "报送日期", "首报", "工作措施", "申报表", "改了什么"

_TO_DO = 48.0
"""Width of 待处理问题 in characters."""
_LONGEST, _MOST = 150, 25
_HIGHEST = TALLEST - 4 * LINE
"""A row as high as Excel allows leaves no room for a line more than reckoned, or for one written above the problems."""


def sheet(town: Town) -> Sheet:
    """Every community of the roster in its order, then every other file but those skipped."""
    again = any(standing.again for standing in town.standings)
    columns = {
        "编号": Column(8),
        **groups.columns(town),
        "社区": Column(16),
        DUTY: Column(7),
        **({EXTENDED: Column(13)} if _extended(town) else {}),
        "状态": Column(12),
        HANDED_IN: Column(13),
        MEASURES: Column(10),
        DECLARATION: Column(8),
        CHANGED: Column(34 if again else 11, text=True),
        "待处理问题": Column(_TO_DO, text=True),
        "催办短信（可直接发送）": Column(56, text=True),
        "联系人": Column(12),
        "文件": Column(26, text=True),
    }
    without = "" if town.roster else "（没有名册，未报社区不详）"
    return Sheet(NAME, f"{town.heading}报送情况{without}", columns, _rows(town), signed=town.scheme.office)


def _extended(town: Town) -> bool:
    """Whether anybody was granted more time."""
    return any(community.extended_to for community in town.roster.communities) if town.roster else False


def _rows(town: Town) -> Iterator[Row]:
    by_name = {standing.name: standing for standing in town.standings if standing.listed}
    for community in town.roster.communities if town.roster else ():
        yield _community(town, community, by_name.get(community.name)) | groups.cells(town, community)
    unlisted = (standing for standing in town.standings if not standing.listed)
    yield from (_standing(town, standing) | groups.cells(town, None) for standing in unlisted)
    counting = {standing.book.file for standing in town.standings}
    years = {arrival.file: f"（{arrival.year}年）" for arrival in town.other_rounds}
    for book in town.books:
        if book.file not in counting and book.state is not State.SKIPPED:
            row = _row(book.community or "", book.state.label + years.get(book.file, ""), _to_do(book))
            whose = town.roster.named(book.community or "") if town.roster else None
            yield row | groups.cells(town, whose) | {"文件": linked_file(book.file)}


def _community(town: Town, community: Community, standing: Standing | None) -> dict[str, object]:
    duty = {
        "编号": Verbatim(community.code) if community.code else "",
        DUTY: OBLIGED if community.obliged else EXEMPT,
        EXTENDED: f"{community.extended_to:%Y-%m-%d}" if community.extended_to else "",
        "联系人": community.contact,
    }
    if standing:
        return _standing(town, standing) | duty
    if not community.obliged:
        return _row(community.name, EXEMPT, community.exempt_reason) | duty
    book = town.unreadable_of(community)
    if book and book.state is State.FAILED:
        row = _row(community.name, book.state.label, _to_do(book))
        return row | duty | {"文件": linked_file(book.file)}
    message = requests.to_report(town, community)
    if book:
        row = _row(community.name, "未报", f"收到的文件无法读取，请催其重新报送\n{_to_do(book)}", message)
        return row | duty | {"文件": linked_file(book.file)}
    if other := town.other_round_of(community):
        row = _row(community.name, "未报", f"收到的是{other.year}年的，请催报{town.round}年的", message)
        return row | duty | {"文件": linked_file(other.file)}
    return _row(community.name, "未报", "催报自测评分表", message) | duty


def _standing(town: Town, standing: Standing) -> dict[str, object]:
    states = [standing.book.state.label]
    states += ["迟报"] if town.is_late(standing) else []
    states += ["改报"] if standing.again else []
    row = _row(standing.name, joined(states), _to_do(standing.book), requests.to_correct(town, standing))
    documents = {MEASURES: standing.measures.value, DECLARATION: standing.declaration.value}
    changed = standing.told if standing.changed is None else "\n".join(changes_told(standing.changed))
    came = {
        HANDED_IN: _days(standing),
        CHANGED: changed,
        "文件": linked_file(standing.book.file),
    }
    return row | documents | came


def _days(standing: Standing) -> str:
    """When it came, and when the community first reported where that was another day: that is what 迟报 goes by."""
    submitted, first = standing.submitted_on, standing.first_on
    if not submitted or not first:
        return ""
    again = f"\n{FIRST}{first.month}月{first.day}日" if first != submitted else ""
    return f"{submitted:%Y-%m-%d}{again}"


def _row(community: str, state: str, to_do: str, message: str = "") -> dict[str, object]:
    empty: dict[str, object] = dict.fromkeys(
        ("编号", DUTY, EXTENDED, HANDED_IN, MEASURES, DECLARATION, CHANGED, "联系人", "文件"), ""
    )
    return empty | {"社区": community, "状态": state, "待处理问题": to_do, "催办短信（可直接发送）": message}


def _to_do(book: CheckedBook) -> str:
    """What blocks or needs a look, a line each, at its cell: as much as a row can show, and how much more there is."""
    if book.state is State.FAILED:
        return "程序没有处理完收到的文件，与填报内容无关，请联系维护人员"
    asked = sorted(
        (finding for finding in book.findings if finding.severity is not Severity.INFO),
        key=lambda finding: (finding.severity is not Severity.ERROR, finding.code in DOCUMENTS),
    )
    told = told_together(asked, by_message=True)
    shown = told[:_MOST]
    while len(shown) > 1 and row_height([(_lines(shown, told), _TO_DO - INDENT)]) >= _HIGHEST:
        shown.pop()
    return _lines(shown, told)


def _line(together: Together) -> str:
    finding = together.told
    cells = f"（{finding.cell}）" if finding.cell else ""
    if len(together.findings) > 1:
        cells = f"（{addresses(f.cell for f in together.findings if f.cell)}）"
    return f"{finding.severity.label}：{clipped(finding.message, _LONGEST)}{cells}"


def _lines(shown: Sequence[Together], told: Sequence[Together]) -> str:
    rest = sum(len(together.findings) for together in told[len(shown) :])
    return "\n".join([*map(_line, shown), *([f"另有{rest}条，见“{findings.NAME}”。"] if rest else [])])
