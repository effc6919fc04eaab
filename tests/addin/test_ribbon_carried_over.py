"""导出报送件 and 转成今年的表 from a workbook of any kind: what the new one holds, and that the open one stays as it was."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from python_calamine import CalamineWorkbook

from addin import macros
from addin.macros.entry import Macro
from pipeline.run import check_book
from tests.addin.opened import boxes, ribbon_over, written
from tests.addin.ribbon import (
    ALL_BUT_3,
    BAIHE,
    KINDS,
    Desk,
    Kind,
    answering,
    last_years,
    readable,
)
from tests.books import Sheet, write_book
from validators.scheme.model import Scheme

pytestmark = pytest.mark.usefixtures("at_home")


@readable
def test_the_export_of_any_layout_is_todays_workbook(
    desk: Callable[[Kind], Desk], kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = desk(kind)
    before = here.path.read_bytes()
    shown = answering(monkeypatch, here.book, "yes")
    macros.export_submission(here.caller)
    year = "2021" if kind.make is last_years else "2022"
    day = "20211020" if kind.make is last_years else "20221020"
    target = here.path.with_name(f"示范一居_{year}_{day}.xlsx")
    assert shown[-1].startswith(f"已导出报送件 {target.name}")
    assert chosen(target) == ALL_BUT_3
    exported = check_book(target, BAIHE).submission
    assert exported
    assert exported.round == year
    assert here.path.read_bytes() == before
    assert written(here.book) == {}


def chosen(path: Path) -> Mapping[int, str | None]:
    """The tiers that the workbook holds."""
    card = check_book(path, BAIHE).scorecard
    assert card
    return {mark.item: mark.name for mark in card.marks if mark.name}


@readable
def test_any_layout_becomes_this_rounds_workbook(
    desk: Callable[[Kind], Desk], kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = desk(kind)
    before = here.path.read_bytes()
    macros.convert_workbook(here.caller)
    target = here.path.with_name(f"{Path(kind.file).stem}_2022年.xlsx")
    assert chosen(target) == ALL_BUT_3
    made = check_book(target, BAIHE).submission
    assert made
    assert (made.layout, made.round, made.community) == ("template", "2022", "示范一居")
    (said,) = boxes(here.book)
    if kind.make is last_years:
        assert said.startswith("原表是2021年的。已转成2022年的工作簿 去年_2022年.xlsx，")
        assert not any(measure.action for measure in made.measures.values())
        assert {entry.previous for entry in made.entries} == {"合格", None}
    else:
        assert said == f"已转成2022年的工作簿 {target.name}，和原表在同一个文件夹里，请核对。"
    assert here.path.read_bytes() == before
    assert sorted(file.name for file in here.path.parent.iterdir()) == sorted([kind.file, target.name])
    answering(monkeypatch, here.book, "no")
    held = target.read_bytes()
    macros.convert_workbook(here.caller)
    assert target.read_bytes() == held


@pytest.mark.parametrize(
    "macro", [macros.export_submission, macros.convert_workbook], ids=["export", "convert"]
)
def test_what_is_no_submission_is_refused_in_its_own_words(
    desk: Callable[[Kind], Desk], macro: Macro
) -> None:
    here = desk(KINDS["no submission"])
    macro(here.caller)
    (said,) = boxes(here.book)
    assert said.startswith("工作簿里没有找到任务分解表")
    assert [file.name for file in here.path.parent.iterdir()] == ["通知.xlsx"]


# where the new one cannot stand


def test_the_exported_file_itself_is_not_exported_again(
    desk: Callable[[Kind], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = desk(KINDS["ours"]._replace(file="示范一居_2022_20221020.XLSX"))
    before = here.path.read_bytes()
    shown = answering(monkeypatch, here.book, "yes")
    macros.export_submission(here.caller)
    (said,) = shown
    assert said.startswith("本工作簿已经是报送件 示范一居_2022_20221020.xlsx，")
    assert "请先另存为别的名称" in said
    assert here.path.read_bytes() == before
    assert list(here.path.parent.iterdir()) == [here.path]


def in_excel(path: Path, *others: MagicMock) -> MagicMock:
    """The workbook as the desktop's Excel has it open beside others; every question is answered yes."""
    book = MagicMock(fullname=str(path))
    book.name, book.api.SaveCopyAs = path.name, lambda copy: shutil.copyfile(path, copy)
    book.app.books.__iter__.side_effect = lambda: (o for o in others if not o.close.called)
    book.app.alert.return_value = "yes"
    return book


@pytest.mark.parametrize("saved", [True, False])
@pytest.mark.parametrize(
    ("macro", "name"),
    [
        (macros.convert_workbook, "分档_2022年.xlsx"),
        (macros.export_submission, "示范一居_2022_20221020.xlsx"),
    ],
    ids=["convert", "export"],
)
def test_one_open_from_an_earlier_click_is_put_away_unless_something_in_it_is_not_saved(
    tmp_path: Path, macro: Macro, name: str, saved: bool
) -> None:
    path, target = tmp_path / "分档.xlsx", tmp_path / name
    KINDS["tiered"].make(path)
    target.write_bytes(b"earlier")
    earlier = MagicMock()
    earlier.name, earlier.fullname, earlier.api.Saved = name, str(target), saved
    book = in_excel(path, earlier)
    macro(book)
    said = book.app.alert.call_args.args[0]
    assert (earlier.close.called, target.read_bytes() != b"earlier") == (saved, saved)
    if saved:
        assert chosen(target) == ALL_BUT_3
    else:
        assert said == f"{name} 正打开着；里面有要留的改动的，请先保存或另存，再把它关闭，点这个按钮。"


# a workbook that names no community


@pytest.mark.parametrize("year", [2021, 2022])
def test_a_files_name_is_never_written_as_the_communitys(tmp_path: Path, baihe: Scheme, year: int) -> None:
    path = tmp_path / "新建 工作表.xlsx"
    write_book(path, Sheet(baihe, None, "tiered").dated(date(year, 10, 20)).choose(ALL_BUT_3))
    caller, book = ribbon_over(path)
    macros.convert_workbook(caller)
    target = path.with_name("新建 工作表_2022年.xlsx")
    made = check_book(target, baihe)
    assert made.submission
    assert (made.submission.community_from, chosen(target)) == ("file_name", ALL_BUT_3)
    assert "GCT108" in {finding.code for finding in made.findings}
    pages = CalamineWorkbook.from_path(target)
    texts = {
        str(cell)
        for name in pages.sheet_names
        for row in pages.get_sheet_by_name(name).to_python()
        for cell in row
    }
    assert not any("新建" in text for text in texts)
    assert boxes(book)[-1].splitlines()[-1] == "原表没有填写社区名称，新表里也空着，请填写。"
