"""A desk set up from a kit with the network cut off: a twin of the Windows kit for this system, by the same code."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from hashlib import sha256
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.tags import platform_tags

from addin.kit import install
from addin.kit.building import build_kit, sums
from addin.kit.pages import MANUALS
from addin.kit.wheels import WINDOWS, System
from pipeline.buttons import INTERPRETER
from pipeline.reading.addin_settings import addin_settings
from tests.addin.kit.desk import Desk
from tests.clients.programs import absent, require
from tests.scripts.running import ROOT, run

MINOR = f"3.{sys.version_info.minor}"
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


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A user with a Chinese name, and an add-in of somebody else."""
    desk = Desk(tmp_path / "用户" / "张 三")
    desk.addin.parent.mkdir(parents=True)
    desk.addin.with_name("别的.xlam").write_bytes(b"theirs")
    return desk


def program(desk: Desk) -> Path:
    """The one environment that is there."""
    (folder,) = desk.home.glob("program-*")
    return folder / "env" / "bin"


def test_a_desk_is_set_up_updated_and_cleared_without_network(twin: Path, desk: Desk) -> None:
    before = desk.files()
    assert (
        desk.start("python3", "-c", "import socket; socket.create_connection(('1.1.1.1', 53), 5)").code == 1
    )

    code, told = desk.double_click(twin, "install")
    assert code == 0, told
    python = program(desk) / "python"
    assert addin_settings(desk.addin.read_bytes())[INTERPRETER] == str(python)
    assert f"已写入加载项（Python 解释器 {python}），位置 {desk.addin}。" in told
    for passed in ("加载项已装进 Excel", "Python 能启动并找到程序", "加载项与程序的 xlwings 版本相同"):
        assert f"通过  {passed}" in told
    assert [line for line in told if line.startswith("未通过")] == []
    assert {name for name in desk.files().keys() - before.keys() if not name.startswith("AppData/Local/GreenCommunity/")} == {
        str(desk.addin.relative_to(desk.profile))
    }  # fmt: skip

    assert sorted(page.stem for page in (desk.home / "手册").iterdir()) == sorted(MANUALS)

    demo = ("workbooks/samples/town", "--roster", "workbooks/samples/roster.csv", "--as-of", "2021-11-01", "--fail-on", "never")  # fmt: skip
    folders = [str(ROOT / word) if word.startswith("workbooks") else word for word in demo]
    ours = run("consolidate", *folders, "--output", desk.profile / "town.xlsx").stdout.splitlines()[:-1]
    code, shown = desk.start(
        program(desk) / "green-community", "consolidate", *folders, "--output", "town.xlsx"
    )
    assert (code, [line for line in shown if line in ours]) == (0, ours), shown
    (desk.profile / "town.xlsx").unlink()
    code, shown = desk.start(program(desk) / "green-community", "addin", "kit", "--output", "kit")
    assert (code, shown[-1]) == (2, NOT_A_CHECKOUT)

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


def beside(kit: Path, python: str) -> None:
    """Put a Python into the kit: one that takes itself to be there, whatever it is made of."""
    (kit / "python" / "bin").mkdir(parents=True)
    base = Path(getattr(sys, "_base_executable", python)).resolve()
    (kit / "python" / "bin" / "python3").write_text(f'#!/bin/bash\nexec -a "$0" "{base}" "$@"\n')
    (kit / "python" / "bin" / "python3").chmod(0o755)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A kit with nothing to install in it."""
    program = tmp_path / "kit" / "program"
    (program / "wheels").mkdir(parents=True)
    shutil.copy(install.__file__, program)
    (program / "kit.json").write_text(json.dumps({"pythons": [MINOR], "platform": sysconfig.get_platform()}))
    (program / "requirements.txt").write_text(f"nothing==1 --hash=sha256:{sha256(b'').hexdigest()}\n")
    (program.parent / "手册.html").write_text("手册")
    (program.parent / "SHA256SUMS").write_text(sums(program.parent), "utf-8")
    return program.parent


def test_a_kit_that_was_cut_short_is_refused(small: Path, desk: Desk) -> None:
    before = desk.files()
    for damage in (lambda file: file.write_text("nothing"), Path.unlink):
        damage(small / "program" / "requirements.txt")
        assert desk.double_click(small, "install") == (
            2, ["安装包里的 program/requirements.txt 缺少或不完整。请重新复制、解压整个安装包，再双击一次。"]
        )  # fmt: skip
    assert desk.files() == before


@pytest.mark.parametrize(
    "about",
    [{"pythons": ["3.1", "3.99"]}, {"platform": "win-arm64"}],
    ids=["another minor", "another platform"],
)
def test_where_no_python_fits_it_says_what_to_get(small: Path, desk: Desk, about: dict[str, object]) -> None:
    kit_json = small / "program" / "kit.json"
    kit_json.write_text(json.dumps(json.loads(kit_json.read_text()) | about))
    (small / "SHA256SUMS").write_text(sums(small), "utf-8")
    code, (told,) = desk.double_click(small, "install")
    assert (code, told.startswith(f"这台电脑上的 Python 用不了：{MINOR}（")) == (2, True)
    assert f"下载安装 Python {json.loads(kit_json.read_text())['pythons'][-1]} 的64位版" in told
    assert not desk.home.exists()


@pytest.mark.parametrize("task", ["install", "remove"])
def test_while_excel_is_open_nothing_is_changed(small: Path, desk: Desk, task: str) -> None:
    desk.addin.write_bytes(b"open in Excel")
    before = desk.files()
    chattr = require("chattr")
    if subprocess.run([chattr, "+i", desk.addin], check=False).returncode:
        absent(f"{chattr} +i", "use a file system that has it, as root")
    try:
        told = desk.double_click(small, task)
    finally:
        subprocess.run([chattr, "-i", desk.addin], check=True)
    assert told == (2, ["Excel 正开着，加载项换不了。请关闭所有 Excel 窗口，再双击一次。"])
    assert desk.files() == before


def test_what_fails_leaves_what_was_there_and_says_where_to_look(small: Path, desk: Desk) -> None:
    (desk.home / "program-20260101-000000").mkdir(parents=True)
    (desk.home / "program-20260101-000000" / "works").touch()
    before = desk.files()
    code, told = desk.double_click(small, "install")
    log = desk.home / "install.log"
    assert (code, told[-1]) == (2, f"没有装成。请看杀毒软件是否拦截；不能解决的，请把 {log} 交给维护人员。")
    assert "No matching distribution found for nothing==1" in log.read_text("utf-8")
    log.unlink()
    assert desk.files() == before


def test_a_program_that_is_broken_is_removed_all_the_same(small: Path, desk: Desk) -> None:
    before = desk.files()
    desk.addin.write_bytes(b"ours")
    (desk.home / "program-20260101-000000").mkdir(parents=True)
    code, told = desk.double_click(small, "remove")
    assert (code, told) == (0, [install.NOT_UNDONE.format(desk.home)])
    assert desk.files() == before


def test_a_kit_that_cannot_be_built_says_why_and_leaves_nothing(desk: Desk) -> None:
    code, told = desk.start(
        "env", "PIP_RETRIES=0", f"PYTHONPATH={ROOT}",
        sys.executable, "-m", "scripts.green_community", "addin", "kit", "--output", desk.profile / "kit",
    )  # fmt: skip
    assert (code, told[-1].startswith("pip download: ERROR: ")) == (2, True), told
    assert list((desk.profile / "kit").iterdir()) == []
