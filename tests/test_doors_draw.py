"""Every door draws the same communities and items from the same folder: command, button, the window of 汇总.pyw."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from addin import macros
from pipeline.reading.files.own_ledger import NAME
from tests.addin.opened import boxes, remote_engine, ribbon_over
from tests.clients.programs import require
from tests.pipeline.writing.town.town_tables import rows
from tests.scripts.running import run
from tests.test_samples import SAMPLES

ROSTER = SAMPLES / "roster.csv"
SEED = "20211122"
SHEETS = ("抽样说明", "抽样名单", "查看项目", "抽样范围", "范围外社区")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample town in ``报送``, its roster in it, late in November; lists are opened by nobody."""
    shutil.copytree(SAMPLES / "town", tmp_path / "报送")
    shutil.copy(ROSTER, tmp_path / "报送" / "名册.csv")
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text("#!/bin/sh\n")
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(opener.parent), prepend=":")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    monkeypatch.setattr("pipeline.clock.now", lambda scheme: datetime(2021, 11, 22, 9, tzinfo=scheme.zone))
    return tmp_path


def by_command(place: Path, share: str) -> Path:
    out = place / "命令.xlsx"
    options = ("--roster", "报送/名册.csv", "--share", share, "--seed", SEED, "-o", out)
    assert run("sample", "报送", *options, cwd=place).returncode == 0
    return out


def by_button(place: Path, share: str) -> Path:
    answers: Iterator[str] = iter((share, SEED))
    with pytest.MonkeyPatch.context() as patch, remote_engine():
        patch.setattr("addin.macros.errand.picked_folder", lambda *_: str(place / "报送"))
        patch.setattr("addin.macros.sampling.typed_text", lambda *_: next(answers))
        caller, book = ribbon_over(None)
        macros.draw_sample(caller)
        (said,) = boxes(book)
    assert said.startswith("2021年从自评达标的10个社区中随机抽中")
    return Path(said.rpartition("抽样名单：")[2].removesuffix("。"))


def by_desk(place: Path, share: str, display: str = "") -> Path:
    """The window, and the small one that asks."""
    import tkinter as tk

    from scripts.window.desk_window import make_window

    root = tk.Tk(screenName=display)
    window = make_window(root)
    window.folder.set(str(place / "报送"))
    window.roster.set(str(place / "报送" / "名册.csv"))
    window.year.set("2021年")
    window.draw_button.invoke()
    assert window.dialog
    window.dialog.share.set(share)
    window.dialog.seed.set(SEED)
    target = Path(window.dialog.target.get())
    window.dialog.start_button.invoke()
    while window.busy:
        window.update()
    said = window.status.get()
    root.destroy()
    assert said.startswith("2021年从自评达标的10个社区中随机抽中"), said
    assert said.endswith(f"抽样名单已存为 {target}")
    return target


@pytest.mark.parametrize("share", ["30%", "60%"])
def test_all_doors_draw_the_same(place: Path, display: str, share: str) -> None:
    """The first keeps it in the ledger; the others say of the same draw that it is the first."""
    require("Xvfb")
    first = by_command(place, share)
    for door in (by_button, lambda place, share: by_desk(place, share, display)):
        drawn: Callable[[Path, str], Path] = door
        out = drawn(place, share)
        assert out != first
        for sheet in SHEETS:
            assert rows(out, sheet) == rows(first, sheet)
    told = run("history", "报送", cwd=place).stdout
    assert told.count("年抽样第") == 1
    assert (place / "报送" / NAME).is_file()
