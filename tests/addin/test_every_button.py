"""Every button: it acts on the workbook that calls, and a failure is told, noted and changes nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw

from addin import macros
from addin.macros.entry import Macro
from pipeline.buttons import RIBBON, WORKSHEET
from pipeline.journal import log_file
from tests.addin.opened import boxes, done, open_book
from tests.addin.submissions import PHONE, submission
from tests.test_samples import SAMPLES

pytestmark = pytest.mark.usefixtures("at_home")

BROKEN: dict[str, tuple[Macro, str, str]] = {
    "check": (macros.check_workbook, "addin.macros.committee.checked_copy", "检查本表"),
    "export": (macros.export_submission, "addin.macros.committee.build_workbook", "导出报送件"),
    "folder": (macros.choose_folder, "addin.macros.town.picked_folder", "选择文件夹"),
    "consolidate": (macros.consolidate, "addin.macros.town.consolidate_town", "汇总"),
    "report": (macros.consolidate, "addin.macros.town.write_town", "汇总"),
    "return": (macros.return_copies, "addin.macros.town.write_return_copies", "生成退回件"),
    "self-check": (macros.self_check, "addin.selfcheck.run_checks", "环境自检"),
}


@pytest.mark.parametrize(("macro", "broken", "caption"), BROKEN.values(), ids=BROKEN)
def test_a_failure_is_one_sentence_a_log_entry_and_no_write(
    filled: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    macro: Macro,
    broken: str,
    caption: str,
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError(f"联系电话 {PHONE}")

    path, folder = filled(submission()), tmp_path / "报送"
    folder.mkdir()
    shutil.copy(SAMPLES / "town" / "示范三居.xlsx", folder)
    before = path.read_bytes()
    book = open_book(path, {"GC_Folder": [[str(folder)]]})
    monkeypatch.setattr(broken, fails)
    macro(book)
    log = tmp_path / "local" / "GreenCommunity" / "addin.log"
    assert boxes(book) == [
        f"“{caption}”没有完成，工作簿里的内容没有改动；请再点一次，仍然不行时请把日志文件 {log} 交给维护人员。"
    ]
    assert done(book) == ["alert"]
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert path.read_bytes() == before
    noted = log.read_text(encoding="utf-8")
    assert caption in noted
    assert "ZeroDivisionError" in noted
    assert "in fails" in noted
    assert PHONE not in noted


def test_a_place_that_cannot_be_written_to_is_named(
    filled: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("addin.macros.committee.build_workbook", fails)
    book = open_book(filled(submission()))
    macros.export_submission(book)
    assert boxes(book) == [
        "写不进 示范一居_2022_20221020.xlsx：它可能正打开着，或者文件夹不允许写入；请关闭它，再点一次。"
    ]
    assert "PermissionError (13)" in log_file().read_text(encoding="utf-8")


def test_without_a_log_the_sentence_still_comes(
    filled: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "local").write_bytes(b"")
    monkeypatch.setattr("addin.macros.committee.checked_copy", lambda *_: 1 / 0)
    book = open_book(filled(submission()))
    macros.check_workbook(book)
    assert boxes(book) == [
        "“检查本表”没有完成，工作簿里的内容没有改动；请再点一次，仍然不行时请联系维护人员。"
    ]


def test_the_log_is_at_home_where_there_is_no_windows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("LOCALAPPDATA")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert log_file() == tmp_path / ".green-community" / "addin.log"


@pytest.mark.parametrize("name", ["填报.xlsm", "https://example.invalid/填报.xlsm"])
@pytest.mark.parametrize(
    "macro", [macros.export_submission, macros.consolidate], ids=["export", "consolidate"]
)
def test_a_workbook_without_a_folder_is_to_be_saved_first(
    filled: Callable[..., Path], macro: Macro, name: str
) -> None:
    book = open_book(filled(submission()), {"GC_Folder": [["/"]]})
    book.impl.api["book"]["name"] = name
    macro(book)
    assert boxes(book) == ["工作簿还没有保存在本机文件夹里，请先另存，再点这个按钮。"]


def test_a_button_that_fills_in_a_cell_wants_its_page() -> None:
    book = open_book(SAMPLES / "town" / "示范三居.xlsx")
    macros.choose_folder(book)
    assert boxes(book) == [
        "这个工作簿里没有名称“GC_Folder”，可能不是本方案的工作簿；请在新下发的工作簿里点这个按钮。"
    ]


def test_a_button_acts_on_the_workbook_that_calls(
    filled: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = open_book(filled(submission()))
    monkeypatch.setattr(xw.Book, "_mock_caller", book, raising=False)
    macros.check_workbook()
    assert len(boxes(book)) == 1


def test_every_button_has_its_entry() -> None:
    assert {button.entry for button in (*RIBBON, *WORKSHEET)} == set(macros.__all__)
    assert len(macros.__all__) == 12
