"""A desk set up from a kit with the network cut off: a twin of the Windows kit for this system, by the same code."""

import os
import shutil
import sys
import sysconfig
import time
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.tags import platform_tags

from addin.kit import install
from addin.kit.building import build_kit
from addin.kit.pages import MANUALS
from addin.kit.wheels import WINDOWS, System
from pipeline.buttons import INTERPRETER
from pipeline.reading.addin_settings import addin_settings
from tests.addin.kit.desk import MINOR, Desk
from tests.clients.programs import require, screen
from tests.clients.programs import run as started
from tests.scripts.running import ROOT, run

THIS_SYSTEM = System(
    sysconfig.get_platform(),
    tuple(platform_tags()),
    (MINOR,),
    {key: str(value) for key, value in default_environment().items() if key in WINDOWS.markers},
)


NOT_A_CHECKOUT = "packaging is not installed: a kit is built with the development dependencies."


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kit for this system."""
    if not os.environ.get("CI"):
        pytest.skip("builds and installs a kit of 60 MB: make test-full does it")
    return build_kit(tmp_path_factory.mktemp("包 & 件"), THIS_SYSTEM)


def program(desk: Desk) -> Path:
    """The one environment that is there."""
    (folder,) = desk.home.glob("program-*")
    return folder / "env" / "bin"


def test_a_desk_is_set_up_updated_and_cleared_without_network(twin: Path, desk: Desk, tmp_path: Path) -> None:
    before = desk.files()
    assert (
        desk.start("python3", "-c", "import socket; socket.create_connection(('1.1.1.1', 53), 5)").code == 1
    )

    code, told = desk.double_click(twin, "install")
    assert code == 0, told
    python = program(desk) / "python"
    assert addin_settings(desk.addin.read_bytes())[INTERPRETER] == str(python)
    assert "\n".join(["已写入加载项：", f"    {desk.addin}", f"    Python 解释器：{python}"]) in "\n".join(
        told
    )
    assert "\n".join(told).endswith(f"\n\n{install.DONE}")
    for passed in ("加载项已装进 Excel", "Python 能启动并找到程序", "加载项与程序的 xlwings 版本相同"):
        assert f"通过  {passed}" in told
    assert [line for line in told if line.startswith("未通过")] == []
    assert {name for name in desk.files().keys() - before.keys() if not name.startswith("AppData/Local/GreenCommunity/")} == {
        str(desk.addin.relative_to(desk.profile))
    }  # fmt: skip

    assert sorted(page.stem for page in (desk.home / "手册").iterdir()) == sorted(MANUALS)

    demo = ("workbooks/samples/town", "--roster", "workbooks/samples/roster.csv", "--as-of", "2021-11-01", "--fail-on", "never", "--no-ledger")  # fmt: skip
    folders = [str(ROOT / word) if word.startswith("workbooks") else word for word in demo]
    ours = run("consolidate", *folders, "--output", desk.profile / "town.xlsx").stdout.splitlines()[:-1]
    code, lines = desk.start(
        program(desk) / "green-community", "consolidate", *folders, "--output", "town.xlsx"
    )
    assert (code, [line for line in lines if line in ours]) == (0, ours), lines
    (desk.profile / "town.xlsx").unlink()
    with screen() as display:
        code, told = desk.double_click(twin, "consolidate", screen=display)
        assert (code, has_a_window(display, tmp_path)) == (0, True), told
    code, lines = desk.start(program(desk) / "green-community", "addin", "kit", "--output", "kit")
    assert (code, lines[-1]) == (2, NOT_A_CHECKOUT)

    kit = shutil.copytree(twin, desk.profile.parent / "新的 包")
    beside(kit, sys.executable)
    code, told = desk.double_click(kit, "install")
    assert code == 0, told
    assert program(desk) / "python" != python
    assert addin_settings(desk.addin.read_bytes())[INTERPRETER] == str(program(desk) / "python")
    assert (program(desk).parents[1] / "python" / "bin" / "python3").is_file()
    shutil.rmtree(kit)
    assert (
        desk.start(program(desk) / "green-community", "addin", "check", "--profile", desk.profile).code == 0
    )

    code, told = desk.double_click(twin, "remove")
    assert (code, told[-1]) == (0, f"已删除程序 {desk.home}，卸载完毕。")
    assert desk.files() == before
    assert list(desk.local.iterdir()) == []
    assert desk.double_click(twin, "remove").lines == ["这里没有安装过，没有要删除的。"]


def has_a_window(display: str, folder: Path) -> bool:
    """Whether a screen shows more than a few colours within a minute."""
    picture, end = folder / "screen.png", time.monotonic() + 60
    while time.monotonic() < end:
        started([require("import"), "-display", display, "-window", "root", picture], 30)
        if int(started(["identify", "-format", "%k", picture], 30)) > 20:
            return True
    return False


def beside(kit: Path, python: str) -> None:
    """Put a Python into the kit: one that takes itself to be there, whatever it is made of."""
    (kit / "python" / "bin").mkdir(parents=True)
    base = Path(getattr(sys, "_base_executable", python)).resolve()
    (kit / "python" / "bin" / "python3").write_text(f'#!/bin/bash\nexec -a "$0" "{base}" "$@"\n')
    (kit / "python" / "bin" / "python3").chmod(0o755)


@pytest.mark.slow
def test_a_kit_that_cannot_be_built_says_why_and_leaves_nothing(desk: Desk) -> None:
    code, told = desk.start(
        "env", "PIP_RETRIES=0", f"PYTHONPATH={ROOT}",
        sys.executable, "-m", "scripts.green_community", "addin", "kit", "--output", desk.profile / "kit",
    )  # fmt: skip
    assert (code, told[-1].startswith("pip download: ERROR: ")) == (2, True), told
    assert list((desk.profile / "kit").iterdir()) == []
