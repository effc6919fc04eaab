"""The town office's 生成退回件: who gets a copy, who needs none, and what is said of copies made earlier."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from addin import macros
from pipeline.run import RETURNED, build_workbook, consolidate_town
from tests.addin.opened import boxes, done, open_book
from tests.addin.submissions import submission
from tests.samples.town import CHOICES
from validators.scheme.model import Scheme

pytestmark = pytest.mark.usefixtures("at_home")


def test_whoever_has_something_to_correct_gets_a_copy(
    town_book: Callable[..., xw.Book], tmp_path: Path, baihe: Scheme
) -> None:
    book, folder = town_book(), tmp_path / "报送 2021" / RETURNED
    macros.return_copies(book)
    names = {f"{name}_退回件.xlsx" for name in CHOICES}
    assert {path.name for path in folder.iterdir()} == names
    copy = CalamineWorkbook.from_path(folder / "示范五居_退回件.xlsx")
    advice = [row[15] for row in copy.get_sheet_by_name("任务分解表").to_python(skip_empty_area=False)[5:34]]
    assert [item for item, text in enumerate(advice, start=1) if text] == [9, 16, 24]
    assert boxes(book) == [
        "生成了12份退回件，在报送文件夹的“退回件”里。\n"
        "无法读取的文件1份（示范十一居.xlsx）没有退回件，请联系社区重新报送。\n"
        "新建了台账“台账.sqlite”，记入了现有文件；以前被替换的文件、抽样、催办和退回的记录不在其中。"
    ]
    assert done(book) == ["alert"]
    town = consolidate_town(tmp_path / "报送 2021", baihe, round_=2021)
    assert not [checked.file for checked in town.books if RETURNED in checked.file]


def test_earlier_copies_are_pointed_out(town_book: Callable[..., xw.Book], tmp_path: Path) -> None:
    for path in (tmp_path / "报送 2021").glob("示范[!五七]居*"):
        path.unlink()
    macros.return_copies(town_book())
    (tmp_path / "报送 2021" / "示范五居.xlsx").unlink()
    book = town_book()
    macros.return_copies(book)
    assert boxes(book)[0].startswith(
        "生成了2份退回件，在报送文件夹的“退回件”里。\n“退回件”里另有1份是以前生成的，不用再发的请删除。\n"
    )


def test_a_copy_that_came_back_into_the_folder_keeps_its_answers(
    town_book: Callable[..., xw.Book], tmp_path: Path
) -> None:
    macros.return_copies(town_book())
    copy = tmp_path / "报送 2021" / RETURNED / "示范五居_退回件.xlsx"
    answered = load_workbook(copy)
    answered["任务分解表"]["H14"] = "合格"
    answered.save(copy)
    before = copy.read_bytes()
    book = town_book()
    macros.return_copies(book)
    assert copy.read_bytes() == before
    assert boxes(book)[0].splitlines()[0] == "生成了11份退回件，在报送文件夹的“退回件”里。"
    assert boxes(book)[0].splitlines()[-1] == (
        "“退回件”里已有的1份（示范五居_退回件.xlsx）没有替换：生成后有人改动过，或者不是本程序生成的。"
        "社区改好的，请移到报送文件夹；不用的，请移走，再点一次。"
    )


def test_a_clean_folder_needs_none(filled: Callable[..., Path], tmp_path: Path, baihe: Scheme) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    build_workbook(baihe, folder / "示范一居.xlsx", submission=submission())
    book = open_book(filled(None), {"GC_Folder": [[str(folder)]]})
    macros.return_copies(book)
    began = "新建了台账“台账.sqlite”，记入了现有文件；以前被替换的文件、抽样、催办和退回的记录不在其中。"
    assert boxes(book) == [f"没有需要退回的。\n{began}"]
    assert not (folder / RETURNED).exists()
