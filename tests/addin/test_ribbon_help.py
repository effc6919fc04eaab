"""The ribbon with nothing open, its self-check and manuals, and a submission that would have us start something else."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from addin import macros
from pipeline.buttons import RIBBON
from tests.addin.opened import boxes, done, ribbon_over, written
from tests.addin.ribbon import KINDS, MISSING, Desk, Kind, answering, anything, typed
from tests.books import write_book

pytestmark = pytest.mark.usefixtures("at_home")


# nothing open, the manuals, the self-check

NEEDS_ONE = ("check_workbook", "next_finding", "export_submission", "convert_workbook")


def test_every_entry_of_the_first_group_wants_a_workbook() -> None:
    assert tuple(button.entry for button in RIBBON[:4]) == NEEDS_ONE


@pytest.mark.parametrize("name", NEEDS_ONE)
def test_with_nothing_open_one_sentence_says_so(name: str) -> None:
    caller, book = ribbon_over(None)
    getattr(macros, name)(caller)
    assert boxes(book) == ["没有打开的工作簿，请先打开要处理的工作簿，再点这个按钮。"]
    assert done(book) == ["alert"]


@anything
def test_the_self_check_is_about_the_add_in(desk: Callable[[Kind], Desk], kind: Kind | None) -> None:
    caller, book = desk(kind)[:2] if kind else ribbon_over(None)
    macros.self_check(caller)
    assert "工作表函数有回答" in boxes(book)[0]


def test_the_manuals_are_where_the_set_up_puts_them_or_beside_the_program(
    tmp_path: Path, browsed: list[str]
) -> None:
    caller, _ = ribbon_over(None)
    macros.open_manuals(caller)
    placed = tmp_path / "local" / "GreenCommunity" / "手册"
    placed.mkdir(parents=True)
    macros.open_manuals(caller)
    assert browsed == [(Path(__file__).parents[2] / "docs").as_uri(), placed.as_uri()]


def test_manuals_that_are_nowhere_are_said(
    tmp_path: Path, browsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("addin.macros.help.__file__", str(tmp_path / "a" / "b" / "c"))
    caller, book = ribbon_over(None)
    macros.open_manuals(caller)
    assert boxes(book) == ["这里没有装使用手册，请打开安装包里的“社区填报手册”“镇办汇总手册”。"]
    assert browsed == []


# a submission that would have us start something else


def test_a_submissions_configuration_is_nobodys(tmp_path: Path) -> None:
    """Its sheets and the files beside it; that VBA asks the add-in's own sheet only is the package's test."""
    home = tmp_path / "报送"
    home.mkdir()
    path = home / "来件.xlsx"
    evil = {"INTERPRETER_WIN": "C:\\evil.exe", "PYTHONPATH": str(tmp_path / "evil")}
    write_book(path, typed("tiered"))
    book = openpyxl.load_workbook(path)
    for name in ("xlwings.conf", "green-community.conf"):
        sheet = book.create_sheet(name)
        for pair in evil.items():
            sheet.append(pair)
        (home / name).write_text(
            "".join(f'"{key}","{value}"\n' for key, value in evil.items()), encoding="utf-8"
        )
    book.save(path)
    caller, target = ribbon_over(path)
    macros.check_workbook(caller)
    assert boxes(target)[-1].startswith(MISSING)
    assert written(target) == {}


@pytest.mark.parametrize("entry", [button.entry for button in RIBBON])
def test_names_of_ours_that_lead_nowhere_stop_nothing(
    desk: Callable[[Kind], Desk], town: Path, browsed: list[str], monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    caller, book, *_ = desk(KINDS["tiered"])
    place = {
        "sheet_index": 99,
        "address": "A1",
        "book_scope": True,
        "scope_sheet_name": None,
        "scope_sheet_index": None,
    }
    book.impl.api["names"] = [
        {"name": name, **place} for name in ("GC_SchemeId", "GC_Findings", "GC_Folder", "GC_Roster")
    ]
    said = answering(monkeypatch, book, "yes")
    getattr(macros, entry)(caller)
    assert [text for text in said if "没有完成" in text] == []
    assert town.is_dir()
    assert len(browsed) == (entry == "open_manuals")
