"""推荐名单: every community with its scores, its file, what is open and a draft of the opinion; the office decides beside it.

What is typed there is kept by the next report with what it was decided on.
"""

from collections.abc import Iterator
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from pipeline.town.materials import Handed
from pipeline.town.model import Town
from pipeline.town.review.recommending.candidates import Candidate, candidates
from pipeline.town.review.recommending.completeness import Completeness
from pipeline.town.review.recommending.decision import DIGITS, OUTCOMES
from pipeline.writing.town.page import LAST_ROW
from pipeline.writing.town.sheet import FIRST_ROW, Column, Formats, Row, Sheet, Verbatim
from validators.wording import joined

NAME = "推荐名单"

CODE, COMMUNITY, TOTAL, GRADE, DIGEST = "编号", "社区", "总分", "等次", "文件校验码"
"""The columns by which a line is found again, and what it says of the submission that is decided on."""

OUTCOME, BY, ON, REASON = "是否推荐", "决定人", "决定日期", "理由"
"""The columns that the office fills in."""

_CHOICES = {
    OUTCOME: {
        "validate": "list",
        "source": list(OUTCOMES),
        "input_message": "请选择决定，并填写决定人、日期和理由",
        "error_title": OUTCOME,
        "error_message": f"请从{joined(OUTCOMES)}中选择。",
    },
    ON: {"validate": "any", "input_message": "请填日期，例如2021-11-20；重新决定的改填新的日期"},
}
"""What may be filled in."""


def sheet(town: Town) -> Sheet:
    """A line per community, in the roster's order; by what a line is found again is not printed."""
    columns = {
        "序号": Column(6),
        COMMUNITY: Column(14),
        TOTAL: Column(7),
        GRADE: Column(8),
        "达标": Column(6),
        "考评得分": Column(7),
        "申报表": Column(8),
        "评分表": Column(8),
        "情况介绍": Column(9),
        "佐证": Column(8),
        "材料齐全": Column(6),
        "未决问题": Column(12),
        "推荐意见（草稿）": Column(38, text=True),
        OUTCOME: Column(9, typed=True),
        BY: Column(10, typed=True),
        ON: Column(13, typed=True, day=True),
        REASON: Column(18, typed=True),
        "标记": Column(20, text=True),
        CODE: Column(9),
        DIGEST: Column(19),
    }

    last = [1]

    def finish(page: Worksheet, _: Formats) -> None:
        page.print_area(0, 0, FIRST_ROW + last[0] - 1, list(columns).index(CODE) - 1)
        for heading, choice in _CHOICES.items():
            column = list(columns).index(heading)
            page.data_validation(FIRST_ROW, column, LAST_ROW - 1, column, choice)

    def rows() -> Iterator[Row]:
        for number, candidate in enumerate(candidates(town), start=1):
            last[0] = number
            yield _row(number, candidate)

    title = f"{town.heading}推荐名单（单位：{town.scheme.unit}；决定由{town.scheme.office}填写，下次汇总时记入台账）"
    return Sheet(NAME, title, columns, rows(), finish=finish, signed=town.scheme.office)


def _row(number: int, candidate: Candidate) -> Row:
    line, standing = candidate.typed or candidate.decision, candidate.standing
    typed = dict(zip((OUTCOME, BY, ON, REASON), line.said if line else ("",) * 4, strict=True))
    empty = dict.fromkeys((TOTAL, GRADE, "达标", "申报表", "评分表", "情况介绍", "佐证", "材料齐全"), "")
    return {
        **empty,
        "序号": number,
        COMMUNITY: candidate.community,
        "考评得分": _points(candidate.reviewed),
        "未决问题": candidate.open or ("无" if standing else ""),
        "推荐意见（草稿）": candidate.draft.text if candidate.draft else "",
        **typed,
        "标记": candidate.remark,
        CODE: Verbatim(candidate.code) if candidate.code else "",
        DIGEST: Verbatim((standing.book.sha256 or "")[:DIGITS]) if standing else "",
        **(_scores(candidate) if standing else {}),
        **(_file(candidate.complete) if candidate.complete else {}),
    }


def _scores(candidate: Candidate) -> Row:
    assert candidate.standing  # noqa: S101 - asked for only where there is one
    card = candidate.standing.scorecard
    return {TOTAL: card.total, GRADE: card.grade.name, "达标": "是" if card.attained else "否"}


def _points(points: Decimal | None) -> object:
    return "" if points is None else points


def _file(complete: Completeness) -> Row:
    return {
        "申报表": Handed.FILLED.value if not complete.blank else complete.declaration.value,
        "评分表": f"缺{len(complete.missing)}项" if complete.missing else "齐全",
        "情况介绍": "—"
        if complete.account is None
        else f"{complete.account}字"
        if complete.account
        else "未报",
        "佐证": f"缺{len(complete.unproved)}项" if complete.unproved else "齐全",
        "材料齐全": "否" if complete.lacking else "是",
    }
