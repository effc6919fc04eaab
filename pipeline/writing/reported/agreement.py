"""Whether a report's numbers are those that follow from what was chosen: else somebody has changed it by hand."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pipeline.harmless import json_text, legal
from pipeline.policy.masking import masked
from pipeline.reading.cells.values import text_of
from pipeline.reading.workbook.book import Book
from pipeline.town.model import Town
from pipeline.writing.reported.workbook_lines import Line, lines, matrix_lines
from pipeline.writing.reports.json_report import town_report
from pipeline.writing.town.sheet import Link, LiveFormula, Row, Share, Sheet, Verbatim
from pipeline.writing.town.sheets import cover, matrix, missing_items, reporting, summary
from pipeline.writing.town.sheets.district import groups
from pipeline.writing.town.sheets.follow_up import completion, support, units

_WHOLE = {
    "attainment": "达标情况",
    "missing_communities": "未报社区",
    "groups": "街镇",
    "items": "各项目",
    "units": "各牵头单位",
    "measure_counts": "工作措施",
    "support": "帮扶清单",
    "summary": "文件数",
    "rule_runs": "规则执行情况",
}
"""What of a JSON report follows from the rest, and what that is called."""

_FOR_EACH = {
    "total": "总分",
    "grade": "等次",
    "complete": "缺项",
    "scores": "各项得分",
    "tiers": "各项档次",
    "missing": "缺项",
    "sections": "各部分得分",
    "rank": "名次",
    "group": "街镇",
    "group_rank": "名次",
    "attained": "是否达标",
    "supported_grade": "按实测值核减后等次",
    "late": "是否迟报",
    "state": "状态",
}
"""The same of one of its communities."""

_SHEETS: tuple[Callable[[Town], Sheet], ...] = (
    matrix.sheet,
    cover.sheet,
    summary.sheet,
    missing_items.sheet,
    reporting.sheet,
    units.sheet,
    support.sheet,
    completion.sheet,
)
"""The sheets of a workbook that say in short columns what follows from the rest."""

_LEFT_OUT = {
    completion.NAME: (
        "已核销（项）",
        "逾期（项）",
        "最近时限",
    ),  # follow from what the office may have typed since
    matrix.NAME: ("名次",),  # stands on 汇总总表, and is wrong for many where one choice was changed
}

_OF_ITS_TIME = ("改正时限", "生成时间", "生成程序", "依据", "工作表")
"""The lines of the cover that are of the day on which it was made."""


def json_disagreement(said: Mapping[str, Any], town: Town) -> str | None:
    """What a JSON report states otherwise than the town that was read back from it, in Chinese; None for nothing."""
    again = json.loads(json_text(town_report(town)), parse_float=Decimal)
    before = {one["file"]: one for one in said["communities"]}
    for one in again["communities"]:
        for key, name in _FOR_EACH.items():
            if before[one["file"]][key] != one[key]:
                return f"{one['community']}的“{name}”"
    return next((f"“{name}”" for key, name in _WHOLE.items() if said[key] != again[key]), None)


def workbook_disagreement(book: Book, town: Town) -> str | None:
    """The same of a workbook: however its lines were sorted, they are those of the town that was read back from it."""
    for make in (*_SHEETS, groups.sheet) if groups.columns(town) else _SHEETS:
        sheet = make(town)
        left_out = _LEFT_OUT.get(sheet.name, ())
        short = [head for head, column in sheet.columns.items() if not column.text and head not in left_out]
        said = _told(book, sheet, town)
        stated = Counter(tuple(_plain(line[heading]) for heading in short) for line in said)
        follows = Counter(tuple(_plain(_value(row[heading])) for heading in short) for row in _rows(sheet))
        if stated != follows:
            return _first(sheet, short, stated - follows, follows - stated)
    return None


def _told(book: Book, sheet: Sheet, town: Town) -> Iterable[Line]:
    if sheet.name == matrix.NAME:
        return matrix_lines(book, town.scheme)
    found = lines(book, sheet.name, *sheet.columns)
    return (line for line in found if text_of(line.get(cover.LABEL, "")) not in _OF_ITS_TIME)


def _rows(sheet: Sheet) -> Iterator[Row]:
    return (row for row in sheet.rows if row.get(cover.LABEL) not in _OF_ITS_TIME)


def _first(
    sheet: Sheet,
    short: list[str],
    stated: Iterable[tuple[object, ...]],
    follows: Iterable[tuple[object, ...]],
) -> str:
    """The first cell that differs from what follows, on the line that has the most in common."""
    wrong = next(iter(stated), None)
    if wrong is None:
        return f"“{sheet.name}”的行数"
    alike = max(follows, key=lambda row: sum(a == b for a, b in zip(row, wrong, strict=True)), default=wrong)
    pairs = zip(short, wrong, alike, strict=True)
    column = next((heading for heading, a, b in pairs if a != b), "行数").replace("\n", "")
    named = dict(zip(short, wrong, strict=True))
    whose = next((f"{named[head]}的" for head in ("社区", cover.LABEL) if named.get(head)), "")
    return f"“{sheet.name}”中{whose}“{column}”"


def _value(cell: object) -> object:
    """What a cell that we write shows."""
    if isinstance(cell, LiveFormula | Share):
        return cell.value
    return cell.text if isinstance(cell, Link | Verbatim) else cell


def _plain(cell: object) -> object:
    """A value as it is compared: numbers to nine digits, days and texts as they are shown."""
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        return round(float(cell), 9)
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    return legal(masked(text_of(str(cell or ""))))
