"""The page 镇级汇总 of the workbook that is open under the ribbon: it may have been received, and say anything."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw

from addin import macros
from pipeline.run import RETURNED
from tests.addin.opened import boxes, open_book, ribbon_over, written
from tests.addin.ribbon import answering
from tests.daily import daily

pytestmark = pytest.mark.usefixtures("at_home")


def in_front(book: xw.Book, sheet: str) -> None:
    book.impl.api["book"]["active_sheet_index"] = [shown.name for shown in book.sheets].index(sheet)


@pytest.mark.parametrize(("answer", "home"), [("yes", "我的文件"), ("no", ".")])
def test_a_page_that_is_filled_in_is_taken_if_the_user_agrees(
    filled: Callable[..., Path], town: Path, monkeypatch: pytest.MonkeyPatch, answer: str, home: str
) -> None:
    """It may be that of a workbook received, and lead anywhere."""
    caller, book = ribbon_over(filled(None), {"GC_Folder": [[str(town)]]})
    shown = answering(monkeypatch, book, answer)
    macros.consolidate(caller)
    assert (
        shown[0] == f"“填报.xlsm”的“镇级汇总”页填了文件夹和名册。按这一页办吗？点“否”，另选文件夹。\n{town}"
    )
    assert shown[1].endswith(f"{(town.parent / home / '白鹤镇绿色社区创建汇总_20211101.xlsx').resolve()}。")
    assert bool(written(book)) == (answer == "yes")


def test_of_the_page_in_front_of_the_user_it_is_asked_once(
    filled: Callable[..., Path], town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have been received as it is; its own buttons come here, too, where the add-in is open."""
    for questions in (1, 0):
        caller, book = ribbon_over(filled(None), {"GC_Folder": [[str(town)]]})
        in_front(book, "镇级汇总")
        shown = answering(monkeypatch, book, "yes")
        macros.consolidate(caller)
        assert [said for said in shown if "按这一页办吗" in said] == shown[:questions]
        assert {cell.partition("!")[0] for cell in written(book)} == {"镇级汇总"}


def test_of_a_page_that_names_an_earlier_year_it_is_always_asked(
    filled: Callable[..., Path], town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That path may lead anywhere, too."""
    for _ in range(2):
        caller, book = ribbon_over(filled(None), {"GC_Folder": [[str(town)]], "GC_Earlier": [["D:\\上年"]]})
        in_front(book, "镇级汇总")
        shown = answering(monkeypatch, book, "no")
        macros.consolidate(caller)
        assert shown[0].endswith(f"\n{town}\nD:\\上年")


def test_of_a_folder_that_the_user_chose_nothing_is_asked(
    filled: Callable[..., Path], town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("addin.macros.town.picked_folder", lambda *_: str(town))
    caller, _ = ribbon_over(filled(None))
    macros.choose_folder(caller)
    caller, book = ribbon_over(filled(None), {"GC_Folder": [[str(town)]]})
    in_front(book, "镇级汇总")
    macros.consolidate(caller)
    (said,) = boxes(book)
    assert said.startswith("汇总2021年")


def test_a_received_page_in_front_leads_nowhere_unasked(
    filled: Callable[..., Path], town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    senders = shutil.copytree(town, tmp_path / "来件人的")
    caller, book = ribbon_over(filled(None), {"GC_Folder": [[str(senders)]]})
    in_front(book, "镇级汇总")
    answering(monkeypatch, book, "no")
    macros.return_copies(caller)
    assert (town / RETURNED).is_dir()
    assert not (senders / RETURNED).exists()


@pytest.mark.parametrize(
    ("answer", "said"), [("yes", "（“镇级汇总”页的名册）。"), ("no", "汇总2021年（截至2021-11-01）。")]
)
def test_a_flawed_roster_on_the_page_is_read_after_the_question(
    filled: Callable[..., Path], town: Path, monkeypatch: pytest.MonkeyPatch, answer: str, said: str
) -> None:
    roster = [["编号", "名称"], ["1", "示范一居"], ["2", "示范一居"]]
    caller, book = ribbon_over(filled(None), {"GC_Roster": roster})
    shown = answering(monkeypatch, book, answer)
    macros.consolidate(caller)
    assert "按这一页办吗" in shown[0]
    assert said in shown[1]
    assert [path.name for path in town.parent.glob("*汇总*.xlsx")] == [
        "白鹤镇绿色社区创建汇总_20211101.xlsx"
    ] * (answer == "no")


ELSEWHERE = ["GC_Folder", "GC_Town", "GC_Roster", "GC_Round", "GC_ReplyBy", "GC_Earlier"]


@pytest.mark.parametrize("name", daily(ELSEWHERE, 3))
@pytest.mark.parametrize("place", [("任务分解表", "A1:J60"), ("镇级汇总", "A1:J400000")])
def test_a_name_of_ours_that_is_not_ours_is_none(
    filled: Callable[..., Path], town: Path, name: str, place: tuple[str, str]
) -> None:
    """Over another sheet, or over more than any template names: nothing is read there, nothing written."""
    book = open_book(filled(None), {"GC_Folder": [[str(town)]]})
    sheet, address = place
    for defined in book.impl.api["names"]:
        if defined["name"] == name:
            defined |= {"sheet_index": [sheet.name for sheet in book.sheets].index(sheet), "address": address}
    macros.consolidate(book)
    by_page = name != "GC_Folder"
    (said,) = boxes(book)
    assert said.startswith("汇总2021年")
    assert {cell.partition("!")[0] for cell in written(book)} == (
        {"镇级汇总"} if by_page and name != "GC_Town" else set()
    )
