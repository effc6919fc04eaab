"""The ribbon's buttons of the town office over whatever is open, or nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from addin import macros
from addin.macros.errand import page_or_addin
from addin.opened import is_addin
from pipeline.run import RETURNED
from tests.addin.opened import boxes, done, ribbon_over, written
from tests.addin.ribbon import Desk, Kind, answering, anything

pytestmark = pytest.mark.usefixtures("at_home")


@anything
def test_the_town_is_consolidated_over_whatever_is_open(
    desk: Callable[[Kind], Desk], kind: Kind | None, town: Path
) -> None:
    caller, book = desk(kind)[:2] if kind else ribbon_over(None)
    files = {path: path.read_bytes() for path in town.rglob("*") if path.is_file()}
    report = town.with_name("白鹤镇绿色社区创建汇总_20211101.xlsx")
    macros.consolidate(caller)
    (said,) = boxes(book)
    assert said.startswith(
        "汇总2021年（截至2021-11-01）。\n应报13个社区，收到11个，未报2个（示范十一居、示范十二居）。\n"
    )
    assert said.endswith(f"名册：{town / '名册.csv'}。\n完整的汇总：{report}。")
    assert written(book) == {}
    macros.consolidate(caller)
    assert sorted(file.name for file in town.parent.glob("*.xlsx")) == [report.name]
    assert {path: path.read_bytes() for path in town.rglob("*") if path.is_file()} == files


@anything
def test_return_copies_are_written_over_whatever_is_open(
    desk: Callable[[Kind], Desk], kind: Kind | None, town: Path
) -> None:
    caller, book = desk(kind)[:2] if kind else ribbon_over(None)
    macros.return_copies(caller)
    (said,) = boxes(book)
    assert said.startswith("生成了12份退回件，在报送文件夹的“退回件”里。")
    assert len(list((town / RETURNED).iterdir())) == 12


ROSTERS: dict[str, tuple[tuple[str, ...], bool, str | None, str]] = {
    "in the folder": (("名册.csv",), True, None, "应报13个社区"),
    "of last time": ((), True, None, "应报13个社区"),
    "shown": ((), False, "别处.csv", "应报13个社区"),
    "none": ((), False, None, "收到12个社区。未填写名册"),
    "two": (("名册.csv", "名册.xlsx"), False, None, "文件夹里有几份名册（名册.csv、名册.xlsx），请只留一份。"),
}  # fmt: skip


@pytest.mark.parametrize(("beside", "before", "shown", "said"), ROSTERS.values(), ids=ROSTERS)
def test_the_roster_is_looked_for_then_remembered_then_asked_for(
    town: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    beside: tuple[str, ...],
    before: bool,
    shown: str | None,
    said: str,
) -> None:
    elsewhere = tmp_path / "别处.csv"
    shutil.move(town / "名册.csv", elsewhere)
    monkeypatch.setattr(
        "addin.macros.errand.picked_file", lambda *_: str(elsewhere) if shown or before else None
    )
    caller, _ = ribbon_over(None)
    if before:
        macros.consolidate(caller)
        monkeypatch.setattr("addin.macros.errand.picked_file", lambda *_: pytest.fail("asked again"))
    for name in beside:
        shutil.copy(elsewhere, town / name)
    caller, book = ribbon_over(None)
    macros.consolidate(caller)
    assert said in boxes(book)[0]


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


def test_a_report_in_front_can_be_replaced(town: Path) -> None:
    """What is closed can be asked nothing more: the work is done over the add-in's own workbook."""
    caller, _ = ribbon_over(None)
    macros.consolidate(caller)
    caller, report = ribbon_over(town.with_name("白鹤镇绿色社区创建汇总_20211101.xlsx"))
    assert is_addin(page_or_addin(caller))
    assert not is_addin(report)


def test_of_the_page_in_front_of_the_user_nothing_is_asked(filled: Callable[..., Path], town: Path) -> None:
    """Its own buttons come here, too, where the add-in is open."""
    caller, book = ribbon_over(filled(None), {"GC_Folder": [[str(town)]]})
    page = [sheet.name for sheet in book.sheets].index("镇级汇总")
    book.impl.api["book"]["active_sheet_index"] = page
    macros.consolidate(caller)
    assert len(boxes(book)) == 1
    assert {cell.partition("!")[0] for cell in written(book)} == {"镇级汇总"}


def test_no_folder_chosen_is_no_consolidation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("addin.macros.errand.picked_folder", lambda *_: None)
    caller, book = ribbon_over(None)
    macros.consolidate(caller)
    macros.return_copies(caller)
    assert done(book) == []


def test_the_dialog_begins_with_the_folder_of_last_time(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    caller, _ = ribbon_over(None)
    macros.return_copies(caller)
    began: list[str] = []
    monkeypatch.setattr("addin.macros.errand.picked_folder", lambda _, start: began.append(start))
    macros.return_copies(caller)
    assert began == [str(town)]


def test_the_last_report_is_opened_or_it_is_said_why_not(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Path] = []
    monkeypatch.setattr("addin.macros.town.open_again", lambda _, path: shown.append(path))
    caller, book = ribbon_over(None)
    macros.open_report(caller)
    assert boxes(book) == ["还没有汇总过，请先点“汇总”。"]
    macros.consolidate(caller)
    macros.open_report(caller)
    report = town.with_name("白鹤镇绿色社区创建汇总_20211101.xlsx")
    assert shown == [report]
    report.unlink()
    macros.open_report(caller)
    assert boxes(book)[-1] == f"找不到上次的汇总“{report}”，可能移走或改名了；请再点一次“汇总”。"


DAMAGED = ["", "[]", '{"report": 5}', "\0", '{"report": "\\ud800"}', '{"report": "a\\u0000b"}', "[" * 100_000]


@pytest.mark.parametrize("content", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_memory_is_none(town: Path, tmp_path: Path, content: str) -> None:
    home = tmp_path / "local" / "GreenCommunity"
    home.mkdir(parents=True)
    (home / "remembered.json").write_text(content, encoding="utf-8")
    caller, book = ribbon_over(None)
    macros.open_report(caller)
    assert boxes(book) == ["还没有汇总过，请先点“汇总”。"]
    macros.consolidate(caller)
    assert boxes(book)[-1].startswith("汇总2021年")
    assert town.is_dir()
