"""What may be open under the ribbon: workbooks of every kind with the third item not chosen, or none."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import xlsxwriter
import xlwings as xw
import xlwt

from pipeline.run import build_workbook
from tests.addin.opened import actions
from tests.addin.submissions import submission
from tests.books import Layout, Sheet, write_book
from tests.daily import daily
from validators.scheme.file import DEFAULT_SCHEME, load_scheme

BAIHE = load_scheme(DEFAULT_SCHEME)
ALL_BUT_3 = {item: "合格" for item in range(1, 30) if item != 3}
HOME = "文件 = [甲]"
"""A folder with what may trouble formulas and command lines."""


def ours(path: Path) -> None:
    build_workbook(BAIHE, path, submission=submission(i3=None))


def last_years(path: Path) -> None:
    earlier = submission(i3=None).model_copy(update={"round": "2021", "filled_on": date(2021, 10, 20)})
    build_workbook(BAIHE, path, round_=2021, submission=earlier)


def typed(layout: Layout) -> Sheet:
    sheet = Sheet(BAIHE, "示范一居", layout).dated(date(2022, 10, 20))
    return sheet.choose(ALL_BUT_3)


def official(path: Path) -> None:
    write_book(path, typed("official"))


def tiered(path: Path) -> None:
    write_book(path, typed("tiered"))


def old_xls(path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("任务分解表")
    for (row, column), value in typed("official").cells.items():
        if value is not None:
            look = (
                xlwt.easyxf(num_format_str="yyyy-mm-dd")
                if isinstance(value, date)
                else xlwt.Style.default_style
            )
            page.write(row - 1, column - 1, value, look)
    book.save(str(path))


def no_submission(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("会议").write_string(0, 0, "会议通知")


class Kind(NamedTuple):
    """A workbook that may be open: how it comes about, what 检查本表 says of it first, which cell it selects."""

    make: Callable[[Path], None]
    file: str
    said: str
    cell: str = "任务分解表!H8"


MISSING = "示范一居：总分70分，未达标，距“合格”还差3分。\n没有选择自评档次的：第3项。\n"
KINDS = {
    "ours": Kind(ours, "填报.xlsx", MISSING),
    "official": Kind(official, "附件1=甲.xlsx", MISSING),
    "tiered": Kind(tiered, "分档[乙].xlsx", MISSING),
    "last year's": Kind(last_years, "去年.xlsx", MISSING),
    "xls": Kind(old_xls, "旧格式.xls", MISSING),
    "no submission": Kind(no_submission, "通知.xlsx", "发现1处：须改正1处。", "会议!A1"),
}
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
READABLE = {name: kind for name, kind in KINDS.items() if kind.make is not no_submission}
readable = pytest.mark.parametrize("kind", READABLE.values(), ids=list(READABLE))


class Desk(NamedTuple):
    """The ribbon's add-in over an open workbook, and where files are."""

    caller: xw.Book
    book: xw.Book
    path: Path
    results: Path


def answering(monkeypatch: pytest.MonkeyPatch, book: xw.Book, answer: str) -> list[str]:
    """Excel's message boxes, every question of which is answered so; what they said."""
    shown: list[str] = []

    def alert(_: object, prompt: str, *__: object) -> str:
        shown.append(prompt)
        return answer

    monkeypatch.setattr(type(book.app.impl), "alert", alert)
    return shown


def selected(book: xw.Book) -> str | None:
    """The cell that was gone to."""
    for action in actions(book, "rangeSelect"):
        column, row = chr(65 + action["start_column"]), action["start_row"] + 1
        return f"{book.sheets[action['sheet_position']].name}!{column}{row}"
    return None


anything = pytest.mark.parametrize("kind", daily([None, *KINDS.values()], 4), ids=["none", *KINDS])
