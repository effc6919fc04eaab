"""Where the commands are started: a folder of a user; and the window of 汇总.pyw."""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.clients.programs import absent
from tests.scripts.running import CLEAN, ONE, QUERIES, THREE, TOTAL, TOWN, TWO

if TYPE_CHECKING:
    from scripts.window.desk_window import Window


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder of submissions, ``自评``, in a project without settings."""
    for path in (CLEAN, THREE, TOTAL, QUERIES):
        (tmp_path / "自评").mkdir(exist_ok=True)
        shutil.copy(path, tmp_path / "自评")
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder of two submissions, ``in``, beside a roster, settings and a baseline."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in (ONE, TWO):
        shutil.copy(CLEAN.with_name(name), folder)
    (tmp_path / "r.csv").write_text("编号,名称\nA1,示范一居\nA2,示范二居\n", encoding="utf-8")
    (tmp_path / "green-community.toml").write_text('fail-on = "never"\n', encoding="utf-8")
    (tmp_path / "notes.txt").write_text("会议记录\n", encoding="utf-8")
    for kept in ("kept.xlsx", "kept.xlam", "kept.docx", "kept.html"):
        (tmp_path / kept).write_bytes(CLEAN.read_bytes())
    (tmp_path / "link.xlsx").symlink_to("kept.xlsx")
    (tmp_path / "link.txt").symlink_to("notes.txt")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "base.json").write_text('{"files": []}', encoding="utf-8")
    return tmp_path


@pytest.fixture
def window(display: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator["Window"]:
    """The window with a town's folder beside it; reports are "opened" by noting their path in ``opened``."""
    if importlib.util.find_spec("_tkinter") is None:
        absent("tkinter")
    import tkinter as tk

    from scripts.window.desk_window import make_window

    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" > "{tmp_path}/opened"\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(opener.parent), prepend=os.pathsep)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "log"))
    shutil.copytree(TOWN, tmp_path / "各 居委会")
    root = tk.Tk(screenName=display)
    yield make_window(root)
    root.destroy()


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A copy of the sample town, ``town``, in a folder of its own."""
    shutil.copytree(TOWN, tmp_path / "town")
    return tmp_path
