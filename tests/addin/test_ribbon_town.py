"""The ribbon's buttons of the town office over whatever is open, or nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from addin import macros
from addin.macros.entry import Macro
from addin.macros.errand import page_or_addin
from addin.opened import is_addin
from pipeline.run import RETURNED
from tests.addin.opened import boxes, done, ribbon_over, written
from tests.addin.ribbon import Desk, Kind, anything
from tests.scripts.test_follow_up import LINE, type_into, typed_in

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
    whole = f"名册：{town / '名册.csv'}。\n完整的汇总：{report}。"
    began = "新建了台账“台账.sqlite”，记入了现有文件；以前被替换的文件、抽样、催办和退回的记录不在其中。"
    assert said.endswith(f"{began}\n{whole}")
    assert written(book) == {}
    macros.consolidate(caller)
    assert boxes(book)[-1].endswith(whole)
    assert sorted(file.name for file in town.parent.glob("*.xlsx")) == [report.name]
    assert {path: path.read_bytes() for path in files} == files
    assert {path.name for path in town.iterdir()} == {"台账.sqlite", *(path.name for path in files)}


def test_what_the_office_typed_is_in_the_next_report_or_kept(town: Path) -> None:
    report = town.with_name("白鹤镇绿色社区创建汇总_20211101.xlsx")
    for heading, kept in (("进展", False), ("办理", True)):
        caller, book = ribbon_over(None)
        macros.consolidate(caller)
        assert "填写的进展" not in boxes(book)[0]
        type_into(report, heading)
        caller, book = ribbon_over(None)
        macros.consolidate(caller)
        assert typed_in(report) == ([] if kept else [(*LINE, "推进中")])
        assert ("填写的进展、核销日期、推荐决定没有全部带到新的报告，请打开核对。" in boxes(book)[0]) is kept


@anything
def test_return_copies_are_written_over_whatever_is_open(
    desk: Callable[[Kind], Desk], kind: Kind | None, town: Path
) -> None:
    caller, book = desk(kind)[:2] if kind else ribbon_over(None)
    macros.return_copies(caller)
    (said,) = boxes(book)
    assert said.startswith("生成了12份退回件，在报送文件夹的“退回件”里。")
    assert len(list((town / RETURNED).iterdir())) == 12


def test_a_report_in_front_can_be_replaced(town: Path) -> None:
    """What is closed can be asked nothing more: the work is done over the add-in's own workbook."""
    caller, _ = ribbon_over(None)
    macros.consolidate(caller)
    caller, report = ribbon_over(town.with_name("白鹤镇绿色社区创建汇总_20211101.xlsx"))
    assert is_addin(page_or_addin(caller))
    assert not is_addin(report)


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


def test_the_report_of_another_folder_stays(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are asked for on the same day, and lie beside each other."""
    caller, book = ribbon_over(None)
    macros.consolidate(caller)
    first = town.with_name("白鹤镇绿色社区创建汇总_20211101.xlsx")
    before = first.read_bytes()
    other = shutil.copytree(town, tmp_path / "报送&补")
    monkeypatch.setattr("addin.macros.errand.picked_folder", lambda *_: str(other))
    for _ in range(2):
        macros.consolidate(caller)
        second = town.with_name("白鹤镇绿色社区创建汇总_报送&补_20211101.xlsx")
        assert boxes(book)[-1].endswith(f"完整的汇总：{second}。")
    assert first.read_bytes() == before
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == sorted([first.name, second.name])


@pytest.mark.parametrize("macro", [macros.consolidate, macros.return_copies], ids=["consolidate", "return"])
@pytest.mark.parametrize("files", [(), ("照片.jpg", "说明.docx")], ids=["empty", "photos"])
def test_a_folder_without_workbooks_is_refused(
    tmp_path: Path, town: Path, monkeypatch: pytest.MonkeyPatch, macro: Macro, files: tuple[str, ...]
) -> None:
    other = tmp_path / "照片"
    other.mkdir()
    for name in files:
        (other / name).write_bytes(b"\xff\xd8")
    monkeypatch.setattr("addin.macros.errand.picked_folder", lambda *_: str(other))
    monkeypatch.setattr("addin.macros.rosters.picked_file", lambda *_: None)
    caller, book = ribbon_over(None)
    macro(caller)
    assert boxes(book) == [f"文件夹“{other}”里没有可以汇总的工作簿，请检查是否选对了文件夹。"]
    assert list(tmp_path.glob("*.xlsx")) == []
    assert town.is_dir()


def test_a_file_in_the_place_of_the_return_copies_is_named(town: Path) -> None:
    (town / RETURNED).write_text("便条", encoding="utf-8")
    caller, book = ribbon_over(None)
    macros.return_copies(caller)
    assert boxes(book) == [
        "报送文件夹里的“退回件”是一个文件，退回件要放进同名的文件夹；请把它移走或改名，再点一次。"
    ]
