"""Two or three columns of scores: the committee's own is read, or one finding names the columns; never another's in silence.

Who wrote which column is known here before anything is read: the oracle is the hand that filled it in.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.checking.engine import CheckedBook
from pipeline.run import check_book
from tests.books import Sheet, Value, write_book
from validators.cells import CellRef
from validators.finding import Finding, Severity
from validators.scheme.model import Scheme

often = settings(
    max_examples=1500 if os.environ.get("CI") else 40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

OWN = (
    "自评得分", "自评分", "自评", "自评档次", "自评等次", "自测评分", "自查得分", "自查评分", "自评打分", "社区自评", "自评分值",
    "本社区自评得分", "自我评分", "申报得分", "居委会评分", "居委会", "得分（居委会自评）", "自评\n得分", "自评情况",
    "自我评价", "自评数", "修改后自评",
)  # fmt: skip
"""What says that the column below is the committee's own."""

VAGUE = ("得分", "实得分", "评分", "等次", "本年得分", "打分", "结果")
"""What says nothing of whose it is: the office may have filled it in, or the committee."""

OFFICE = (
    "镇评", "镇复核得分", "复核得分", "审核得分", "复评得分", "考评得分", "考核得分", "互评", "街道评分", "区级得分", "上年得分",
    "去年等次", "上年自评", "目标分", "扣分", "得分（上年）", "得分（镇级核定）", "2019年得分", "应得分", "更正", "等次（镇复核）", "居民自评",
    "物业自评得分", "初评", "整改后得分", "预评得分",
)  # fmt: skip
"""What is somebody else's, or not this round's."""

Fill = Literal["all", "some", "none"]
Built = Literal["one row", "under 得分", "above 得分", "under 评分情况", "row above 得分"]
Shape = Literal["points", "tiers", "ticks"]


class Column(NamedTuple):
    """One column as somebody filled it in: ``answers`` are tier numbers by item."""

    heading: str
    own: bool
    answers: Mapping[int, int]


class Table(NamedTuple):
    """What was drawn: the columns from the left, in which shape, and how the head is built."""

    columns: Sequence[Column]
    shape: Shape
    head: Built
    tiers_printed: bool

    @property
    def own(self) -> Column:
        """The committee's column."""
        return next(column for column in self.columns if column.own)


@st.composite
def tables(draw: st.DrawFn, scheme: Scheme) -> Table:
    """Two or three columns, of which one is the committee's, in any order and shape."""
    heading = draw(st.sampled_from(OWN) | st.sampled_from(VAGUE))
    base = {item.no: draw(st.integers(0, len(scheme.tiers) - 1)) for item in scheme.items}
    own = _kept(draw, base)
    known_apart = heading in OWN or (own and heading != "得分")
    plain = ["得分"] if known_apart else []
    others = draw(st.lists(st.sampled_from((*OFFICE, *plain)), min_size=1, max_size=2, unique=True))
    shift = draw(st.integers(1, len(scheme.tiers) - 1))
    columns = [Column(heading, own=True, answers=own)]
    for index, other in enumerate(others, start=1):
        moved = {no: (tier + shift * index) % len(scheme.tiers) for no, tier in base.items()}
        columns.append(Column(other, own=False, answers=_kept(draw, moved)))
    shape: Shape = draw(st.sampled_from(("points", "tiers", "ticks")))
    head: Built = draw(
        st.sampled_from(("one row", "under 得分", "above 得分", "under 评分情况", "row above 得分"))
    )
    return Table(draw(st.permutations(columns)), shape, head, draw(st.booleans()) or shape == "ticks")


def _kept(draw: st.DrawFn, answers: Mapping[int, int]) -> dict[int, int]:
    """All of the answers, some of them, or none."""
    fill: Fill = draw(st.sampled_from(("all", "all", "some", "none")))
    step = draw(st.integers(2, 4)) if fill == "some" else 1
    return {} if fill == "none" else {no: tier for no, tier in answers.items() if no % step == 0}


def written(table: Table, scheme: Scheme) -> tuple[Sheet, list[str]]:
    """The workbook's sheet, and the letter of every drawn column (the first of a group of ticks)."""
    sheet = Sheet(scheme, "示范一居", "official")
    labels, tiers, tops = scheme.labels, scheme.tiers, 4
    fields = ["number", "section", "criterion", "max_points"]
    widths = {"number": 1, "section": 2, "criterion": 3, "max_points": 4}
    kept = {c for c in sheet.cells if c[1] <= len(fields)}
    sheet.cells = {place: value for place, value in sheet.cells.items() if place in kept}
    sheet.merges = [(tops, widths[field], tops + 1, widths[field]) for field in fields]
    column = len(fields) + 1
    if table.tiers_printed and table.shape != "ticks":
        sheet.cells[tops, column] = labels.weights[0]
        for n, tier in enumerate(tiers):
            sheet.cells[tops + 1, column + n] = tier.name
            for item in scheme.items:
                sheet.cells[sheet.rows[item.no], column + n] = float(item.points[tier.id])
        column += len(tiers)
    letters = []
    start = column
    for drawn in table.columns:
        letters.append(CellRef("", 1, column).a1[:-1])
        _head(sheet, table, drawn.heading, column)
        for no, answer in drawn.answers.items():
            item, row = scheme.items[no - 1], sheet.rows[no]
            tier = tiers[answer]
            values: dict[Shape, Value] = {
                "points": float(item.points[tier.id]),
                "tiers": tier.name,
                "ticks": "√",
            }
            sheet.cells[row, column + (answer if table.shape == "ticks" else 0)] = values[table.shape]
        column += len(tiers) if table.shape == "ticks" else 1
    if table.shape != "ticks" and table.head.startswith("under"):
        sheet.cells[tops, start] = "得分" if table.head == "under 得分" else "评分情况"
    return sheet, letters


def _head(sheet: Sheet, table: Table, heading: str, column: int) -> None:
    """Write the heading of one column, or of one group of ticks."""
    if table.shape == "ticks":
        sheet.cells[4, column] = heading
        for n, tier in enumerate(sheet.scheme.tiers):
            sheet.cells[5, column + n] = tier.name
    elif table.head == "one row":
        sheet.cells[4, column] = heading
    elif table.head == "row above 得分":
        sheet.cells[3, column], sheet.cells[4, column] = heading, "得分"
    elif table.head == "above 得分":
        sheet.cells[4, column], sheet.cells[5, column] = heading, "得分"
    else:
        sheet.cells[5, column] = heading


def read(book: CheckedBook) -> dict[int, str]:
    """The tier that was counted, by item."""
    marks = book.scorecard.marks if book.scorecard else ()
    return {mark.item: mark.choice for mark in marks if mark.choice is not None}


def names(finding: Finding, letters: Sequence[str]) -> bool:
    """Whether a finding's sentence names a cell of the head in each of these columns."""
    return all(any(f"{letter}{row}" in finding.message for row in (4, 5)) for letter in letters)


def check(table: Table, scheme: Scheme, folder: Path) -> str | None:
    """What is wrong with how a table was read; None when nothing is."""
    sheet, letters = written(table, scheme)
    book = check_book(write_book(folder / "示范一居.xlsx", sheet), scheme)
    own = {no: scheme.tiers[tier].id for no, tier in table.own.answers.items()}
    asked = [f for f in book.findings if f.severity is not Severity.INFO]
    filled = {letter for letter, column in zip(letters, table.columns, strict=True) if column.answers}
    own_letter = letters[[column.own for column in table.columns].index(True)]
    if not filled:
        return None if len(book.findings) < 4 else "an empty table is more than one finding"
    meant = {own_letter} & filled or filled
    named = any(
        names(f, sorted(meant)) and any(names(f, [other]) for other in letters if other != own_letter)
        for f in asked
    )
    if read(book) != own and not named:
        return "another's is counted in silence"
    if not own and len(asked) > 3:
        return "one cause, many findings"
    unread = filled - {own_letter} if read(book) == own else filled
    if not all(any(names(f, [letter]) for f in book.findings) for letter in unread):
        return "a filled column is passed over in silence"
    return None


@often
@given(data=st.data())
def test_own_column_is_read_or_the_columns_are_named(
    data: st.DataObject, tmp_path: Path, scheme: Scheme
) -> None:
    table = data.draw(tables(scheme))
    assert check(table, scheme, tmp_path) is None
