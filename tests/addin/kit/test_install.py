"""安装.cmd and 卸载.cmd with a small kit: what is refused, what fails, and where it is installed."""

import json
import subprocess
import sysconfig
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from addin.kit import install, opening
from addin.kit.building import place_installer, sums
from tests.addin.kit.desk import MINOR, Desk
from tests.clients.programs import absent, require


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A kit with nothing to install in it."""
    program = tmp_path / "kit" / "program"
    (program / "wheels").mkdir(parents=True)
    place_installer(program)
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
    "cut", [None, 0, 30, -1], ids=["missing", "empty", "within a digest", "within a line"]
)
def test_a_list_of_files_that_is_cut_short_is_refused(small: Path, desk: Desk, cut: int | None) -> None:
    listed = small / "SHA256SUMS"
    text = listed.read_text("utf-8")
    listed.unlink() if cut is None else listed.write_text(text[:cut], "utf-8")
    assert desk.double_click(small, "install") == (
        2, ["安装包里的 SHA256SUMS 缺少或不完整。请重新复制、解压整个安装包，再双击一次。"]
    )  # fmt: skip


@pytest.mark.parametrize("task", ["install", "remove"])
@pytest.mark.parametrize("variable", ["LOCALAPPDATA", "APPDATA"])
def test_a_user_whose_folders_windows_does_not_name_is_told(
    small: Path, desk: Desk, variable: str, task: str
) -> None:
    before = desk.files()
    assert desk.double_click(small, task, without=variable) == (
        2, [f"Windows 没有给出个人文件夹的位置（环境变量 {variable}）。请注销后重新登录，再双击一次。"]
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


@pytest.mark.parametrize("held", ["add-in", "window"])
@pytest.mark.parametrize("task", ["install", "remove"])
def test_while_excel_or_the_window_is_open_nothing_is_changed(
    small: Path, desk: Desk, task: str, held: str
) -> None:
    program = desk.home / "program-20260101-000000" / "env" / "bin" / "pythonw.exe"
    program.parent.mkdir(parents=True)
    file = {"add-in": desk.addin, "window": program}[held]
    file.write_bytes(b"held open")
    before = desk.files()
    chattr = require("chattr")
    if subprocess.run([chattr, "+i", file], check=False).returncode:
        absent(f"{chattr} +i", "use a file system that has it, as root")
    try:
        told = desk.double_click(small, task)
    finally:
        subprocess.run([chattr, "-i", file], check=True)
    assert told == (2, ["Excel 或“汇总”窗口正开着。请全部关闭，再双击一次。"])
    assert desk.files() == before


@pytest.mark.slow
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


@pytest.mark.slow
def test_what_a_failed_installation_left_is_removed_without_a_word_of_a_program(
    small: Path, desk: Desk
) -> None:
    before = desk.files()
    assert desk.double_click(small, "install").code == 2
    assert [path.name for path in desk.home.iterdir()] == ["install.log"]
    assert desk.double_click(small, "remove") == (0, ["这里没有装好的程序，留下的文件已删除。"])
    assert desk.files() == before
    assert not desk.home.exists()


STAND_IN = """
import os, sys, pathlib
addin = pathlib.Path(os.environ["APPDATA"], "Microsoft", "Excel", "XLSTART", "green-community.xlam")
if sys.argv[2] == "install":
    addin.write_text(sys.executable)
elif sys.argv[2] == "remove":
    addin.unlink()
"""
"""What stands for the program where only the place that it is installed in matters."""

WINDOW = """
import os, sys, pathlib
def main():
    told = pathlib.Path(os.environ["LOCALAPPDATA"], "ends with")
    code = int(told.read_text())
    told.write_text(sys.executable)
    sys.exit(code)
"""
"""What stands for the window of 汇总.pyw: it closes at once, with the code that it is told, and says who ran it."""


def fill(kit: Path) -> None:
    """Give a kit a program to install."""
    wheel, about = kit / "program" / "wheels" / "stand_in-1-py3-none-any.whl", "stand_in-1.dist-info"
    with ZipFile(wheel, "w") as parts:
        parts.writestr("scripts/window/desk.py", WINDOW)
        parts.writestr("scripts/green_community.py", STAND_IN)
        parts.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: stand-in\nVersion: 1\n")
        parts.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        parts.writestr(f"{about}/RECORD", "")
    digest = sha256(wheel.read_bytes()).hexdigest()
    (kit / "program" / "requirements.txt").write_text(f"stand-in==1 --hash=sha256:{digest}\n")
    (kit / "SHA256SUMS").write_text(sums(kit), "utf-8")


@pytest.mark.slow
def test_a_folder_that_was_named_once_is_updated_and_cleared_without_naming_it(
    small: Path, desk: Desk, tmp_path: Path
) -> None:
    fill(small)
    before, named = desk.files(), tmp_path / "Green Community"
    theirs = named / "program-of-theirs"
    theirs.mkdir(parents=True)
    interpreters = []
    for words in (str(named).split(" "), []):
        code, told = desk.double_click(small, "install", *words)
        assert code == 0, told
        (environment,) = set(named.iterdir()) - {theirs}
        assert desk.addin.read_text() == str(environment / "env" / "bin" / "python")
        assert sorted(path.name for path in desk.home.iterdir()) == ["place.txt", "手册"]
        interpreters.append(desk.addin.read_text())
    assert interpreters[0] != interpreters[1]
    assert desk.double_click(small, "remove") == (0, [f"已删除程序 {named}，卸载完毕。"])
    assert desk.files() == before
    assert list(named.iterdir()) == [theirs]
    theirs.rmdir()

    assert desk.double_click(small, "install", str(named)).code == 0
    assert desk.double_click(small, "remove").code == 0
    assert not named.exists()


def test_a_named_folder_that_cannot_be_written_is_told(small: Path, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, told = desk.double_click(small, "install", str(tmp_path / "file"))
    assert (code, told[-1].startswith(f"写不了 {tmp_path / 'file'}")) == (2, True)
    assert not desk.home.exists()


def test_a_program_that_is_broken_is_removed_all_the_same(small: Path, desk: Desk) -> None:
    before = desk.files()
    desk.addin.write_bytes(b"ours")
    (desk.home / "program-20260101-000000").mkdir(parents=True)
    code, told = desk.double_click(small, "remove")
    assert (code, told) == (0, [install.NOT_UNDONE.format(desk.home)])
    assert desk.files() == before


# 汇总.cmd


@pytest.mark.slow
@pytest.mark.parametrize(("code", "said"), [(0, []), (1, [opening.NOT_OPENED])])
def test_the_window_is_opened_by_the_program_that_is_installed(
    small: Path, desk: Desk, code: int, said: list[str]
) -> None:
    fill(small)
    assert desk.double_click(small, "install").code == 0
    told = desk.local / "ends with"
    told.write_text(str(code))
    ended, (first, *rest) = desk.double_click(small, "consolidate")
    assert (ended, rest) == (2 if code else 0, said)
    assert first.startswith("正在打开“汇总”窗口")
    (environment,) = desk.home.glob("program-*")
    assert told.read_text() == str(environment / "env" / "bin" / "python")
    assert not list(small.rglob("__pycache__"))


def test_before_anything_is_installed_there_is_nothing_to_open(small: Path, desk: Desk) -> None:
    before = desk.files()
    assert desk.double_click(small, "consolidate") == (2, [opening.NOT_INSTALLED])
    assert desk.files() == before
