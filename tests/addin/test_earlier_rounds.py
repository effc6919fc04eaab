"""The cell 以前年度 of 镇级汇总: what it names stands beside the round, or is refused in a sentence."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlwings as xw
from python_calamine import CalamineWorkbook

from addin import macros
from tests.addin.opened import boxes
from tests.test_samples import SAMPLES

pytestmark = pytest.mark.usefixtures("at_home")

THIS_YEAR = {"GC_Folder": [[str(SAMPLES / "town-2022")]], "GC_Round": [[2022.0]]}
"""The sample town a year later."""


def test_an_earlier_year_stands_beside_in_the_report(
    town_book: Callable[..., xw.Book], this_day: date, tmp_path: Path
) -> None:
    """A folder and, behind a semicolon, nothing."""
    later = shutil.copytree(SAMPLES / "town-2022", tmp_path / "later")  # the ledger is written into it
    book = town_book({**THIS_YEAR, "GC_Folder": [[str(later)]], "GC_Earlier": [[f"{SAMPLES / 'town'}； "]]})
    macros.consolidate(book)
    (said,) = boxes(book)
    assert "\n与2021年的对比见报告的“年度对比”页。\n" in said
    report = Path(book.fullname).with_name(f"白鹤镇绿色社区创建汇总_{this_day:%Y%m%d}.xlsx")
    rows_there = CalamineWorkbook.from_path(report).get_sheet_by_name("年度对比").to_python()
    assert rows_there[3][1:8] == ["示范二居", 106.5, "一般", 109.5, "一般", 3, "提升"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("D:\\没有的", "没有这个文件夹或报告。请检查路径。"),
        (
            str(SAMPLES / "town-2022"),
            "文件夹“town-2022”里没有2022年以前的自测评分表。请检查是否选对了文件夹。",
        ),
    ],
)
def test_what_is_no_earlier_year_is_refused(
    town_book: Callable[..., xw.Book], typed: str, sentence: str
) -> None:
    book = town_book({**THIS_YEAR, "GC_Earlier": [[typed]]})
    macros.consolidate(book)
    (said,) = boxes(book)
    assert said.endswith(sentence)
    assert not list(Path(book.fullname).parent.glob("*汇总_*.xlsx"))
