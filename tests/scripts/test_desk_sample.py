"""抽样 of the window of 汇总.pyw: what it asks, what it refuses in a sentence, what it leaves alone."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from tests.pipeline.writing.town.town_tables import rows
from tests.test_samples import SAMPLES

if TYPE_CHECKING:
    from scripts.window.desk_window import Window
    from scripts.window.sample_dialog import SampleDialog


@pytest.fixture
def dialog(window: "Window", tmp_path: Path) -> "SampleDialog":
    """The questions about the sample town of 2021."""
    window.folder.set(str(tmp_path / "各 居委会"))
    window.roster.set(str(SAMPLES / "roster.csv"))
    window.year.set("2021年")
    return asked(window)


def asked(window: "Window") -> "SampleDialog":
    window.draw_button.invoke()
    assert window.dialog
    return window.dialog


def ended(window: "Window", dialog: "SampleDialog", share: str = "30%", seed: str = "7") -> str:
    """What the window says when the draw has come to an end."""
    dialog.share.set(share)
    dialog.seed.set(seed)
    dialog.start_button.invoke()
    end = time.monotonic() + 60
    while window.busy:
        assert time.monotonic() < end
        window.update()
        time.sleep(0.01)
    return window.status.get()


def test_the_list_goes_beside_the_folder(window: "Window", dialog: "SampleDialog", tmp_path: Path) -> None:
    assert (dialog.share.get(), dialog.seed.get()) == ("30%", "")
    target = Path(dialog.target.get())
    assert target.parent == tmp_path
    assert target.name.startswith("各 居委会抽样20")
    said = ended(window, dialog)
    assert "\n随机数种子7，抽取比例30%，等次分层：良好1、一般2、合格2。\n" in said
    assert "新建了台账“台账.sqlite”" in said
    assert said.endswith(f"抽样名单已存为 {target}")
    assert len(rows(target, "抽样名单")) >= 5


@pytest.mark.parametrize(
    ("share", "seed", "said"),
    [
        ("30", "7", "抽取比例“30”不能用，请写成30%一类的百分数，大于0，不超过100%。"),
        ("", "7", "抽取比例“”不能用，请写成30%一类的百分数，大于0，不超过100%。"),
        ("30%", "1234567890", "种子“1234567890”不能用，请写不超过9位的数字，或者空着。"),
    ],
)
def test_what_is_to_be_written_otherwise_is_said_there(
    window: "Window", dialog: "SampleDialog", share: str, seed: str, said: str, tmp_path: Path
) -> None:
    ended(window, dialog, share, seed)
    assert dialog.status.get() == said
    assert not (tmp_path / "各 居委会" / "台账.sqlite").exists()
    dialog.destroy()


@pytest.mark.parametrize(("folder", "roster"), [("", "r.csv"), ("来件", "")])
def test_folder_and_roster_come_first(window: "Window", folder: str, roster: str) -> None:
    window.folder.set(folder)
    window.roster.set(roster)
    window.draw_button.invoke()
    assert window.dialog is None
    assert window.status.get() == "抽样要先选择自评表文件夹和名册。请点“浏览”选择。"


def test_a_list_that_somebody_has_worked_on_is_left_alone(
    window: "Window", dialog: "SampleDialog", monkeypatch: pytest.MonkeyPatch
) -> None:
    target = Path(dialog.target.get())
    ended(window, dialog)
    book = load_workbook(target)
    book["抽样名单"]["I3"] = "示范甲"
    book.save(target)
    before = target.read_bytes()
    monkeypatch.setattr("tkinter.messagebox.askyesno", lambda *_, **__: True)
    said = ended(window, asked(window))
    assert said == (
        f"没有完成：“{target.name}”有人改过，或者不是本程序生成的，没有改动。请给抽样名单另起一个名称。"
    )
    assert target.read_bytes() == before


def test_a_place_that_takes_no_file_is_told_and_the_draw_stays(
    window: "Window", dialog: "SampleDialog", tmp_path: Path
) -> None:
    dialog.target.set(str(tmp_path / "没有的" / "名单"))
    said = ended(window, dialog)
    assert said == (
        f"没有完成：抽样名单存不进“{tmp_path}/没有的/名单.xlsx”。"
        "请先关闭正在打开的名单，或另选一个文件夹，种子不变再抽一次。"
    )
    again = ended(window, asked(window), seed="")
    assert "本次为2021年第1次抽样" in again
    assert "随机数种子7，" in again
