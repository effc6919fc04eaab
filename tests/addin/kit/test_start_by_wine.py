"""安装.cmd and 卸载.cmd, run by Wine's cmd.exe."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from addin.kit.building import STARTS, start_file
from addin.kit.wheels import WINDOWS
from tests.addin.kit.ending import ending
from tests.clients.programs import require, started

pytestmark = pytest.mark.slow

SECONDS = 120
RECORDING = b'#!/bin/sh\nfor each; do printf "[%s]" "$each"; done > "$RECORD"\n'
"""What stands for a Python: Wine starts it like any program, and it keeps what it was given."""
TOO_OLD, STARTS_NOTHING = ending(1), ending(-1)
"""What fails whatever it is given; a launcher without a Python, or what cannot be loaded, does it with any number."""


@pytest.fixture(scope="module")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The settings of a Windows that nobody has used, and a Chinese locale, from which Wine takes code page 936."""
    require("wine")
    folder = tmp_path_factory.mktemp("wine")
    # it warns of characters that it cannot place, and of nothing that a path needs
    subprocess.run([require("localedef"), "--quiet", "--force", "-i", "zh_CN", "-f", "UTF-8", folder / "zh_CN.UTF-8"], check=False)  # fmt: skip
    settings = {"WINEPREFIX": str(folder / "prefix"), "WINEDEBUG": "-all", "LOCPATH": str(folder)}
    (folder / "prefix").mkdir()
    server, environment = require("wineserver"), os.environ | settings
    subprocess.run([server, "--persistent"], env=environment, check=True)  # else every start waits for one
    with started([require("wineboot"), "--init"], env=settings) as process:
        process.wait(SECONDS)
    yield settings
    subprocess.run([server, "--kill"], env=environment, check=True)


CODE_PAGES = {"code page 936": "zh_CN.UTF-8", "code page of the West": "C.UTF-8"}


@pytest.fixture(params=CODE_PAGES.values(), ids=[*CODE_PAGES])
def desk(request: pytest.FixtureRequest, wine: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """A desk with this code page, as environment variables."""
    return wine | {"LC_ALL": request.param, "RECORD": str(tmp_path / "given")}


def unpacked(folder: Path) -> Path:
    """As much of a kit as is double-clicked."""
    (folder / "program").mkdir(parents=True)
    (folder / "program" / "install.py").touch()
    for name, task in STARTS.items():
        (folder / name).write_bytes(start_file(task, WINDOWS))
    return folder


def python_in(folder: Path, name: str = "python.exe", content: bytes = RECORDING) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    (folder / name).chmod(0o755)
    return folder / name


def windows_path(path: Path) -> str:
    return "Z:" + str(path).replace("/", "\\")


def double_click(file: Path, desk: Mapping[str, str], *words: str) -> tuple[int, str]:
    """Start it as Explorer does, in its own folder; the exit code, and what is shown."""
    command = ["wine", "cmd", "/c", file.name, *words]
    with started(command, output=subprocess.PIPE, env=desk, cwd=file.parent) as process:
        shown, _ = process.communicate(timeout=SECONDS)
    return process.returncode, shown


def given(file: Path, desk: Mapping[str, str], *words: str) -> str:
    """What the Python that it starts was given; how it ends, and what it shows, where it starts none."""
    code, shown = double_click(file, desk, *words)
    record = Path(desk["RECORD"])
    return record.read_text("utf-8") if record.is_file() else f"{code}: {shown}"


def task_of(kit: Path, task: str = "install") -> str:
    """What a Python is to be given."""
    return f"[-I][{windows_path(kit / 'program' / 'install.py')}][{task}]"


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("安装.cmd", "安装 包"),
        ("卸载.cmd", "甲 & 乙 (1)"),
        ("汇总.cmd", "甲 乙"),
        ("安装.cmd", "^a;b=c, 'd'!"),
    ],
)
def test_the_python_beside_it_is_given_the_task(
    desk: dict[str, str], tmp_path: Path, folder: str, name: str
) -> None:
    kit = unpacked(tmp_path / folder)
    python_in(kit / "python")
    assert given(kit / name, desk) == task_of(kit, STARTS[name])


def test_the_black_window_waits_to_be_read_but_where_another_one_has_opened(
    desk: dict[str, str], tmp_path: Path
) -> None:
    kit = unpacked(tmp_path / "kit")
    python_in(kit / "python", content=ending(0))
    waiting = {name for name in STARTS if double_click(kit / name, desk)[1].strip()}
    assert waiting == {"安装.cmd", "卸载.cmd"}


def test_a_python_on_the_path_is_found(desk: dict[str, str], tmp_path: Path) -> None:
    kit = unpacked(tmp_path / "安装 包")
    python = python_in(tmp_path / "bin")
    assert given(kit / "安装.cmd", desk | {"WINEPATH": windows_path(python.parent)}) == task_of(kit)


@contextmanager
def registered(desk: Mapping[str, str], **pythons: Path) -> Iterator[None]:
    """Let Windows know of Pythons, by their minors."""
    if not pythons:
        yield
        return
    keys = r"HKEY_CURRENT_USER\Software\Python"
    lines = ["Windows Registry Editor Version 5.00"]
    for minor, python in pythons.items():
        value = windows_path(python).replace("\\", r"\\")
        lines += [rf"[{keys}\PythonCore\{minor}\InstallPath]", f'"ExecutablePath"="{value}"']
    regedit(desk, *lines)
    try:
        yield
    finally:
        regedit(desk, lines[0], f"[-{keys}]")


def regedit(desk: Mapping[str, str], *lines: str) -> None:
    file = Path(desk["RECORD"]).with_name("pythons.reg")
    file.write_text("\r\n".join(lines) + "\r\n", "utf-16")
    with started(["wine", "reg", "import", str(file)], env=desk) as process:
        process.wait(SECONDS)
    assert process.returncode == 0


def test_a_python_that_windows_knows_of_is_found(desk: dict[str, str], tmp_path: Path) -> None:
    """The first that is not too old."""
    kit = unpacked(tmp_path / "安装 包")
    old = python_in(tmp_path / "Python 37", content=TOO_OLD)
    python = python_in(tmp_path / "Programs & more" / "Python 312")
    with registered(desk, **{"3.12": python, "2.7": old}):
        assert given(kit / "安装.cmd", desk) == task_of(kit)


PLACES = [
    ("bin/py.exe", "bin/python.exe"),
    ("kit/python/python.exe", "bin/python.exe"),
    ("bin/python.exe", "bin/py.exe"),
    ("registered/python.exe", "bin/python.exe"),
    ("registered/python.exe", "bin/py.exe"),
    ("bin/python.exe", "registered/python.exe"),
]


def registry(folder: Path) -> dict[str, Path]:
    """What Windows knows of where a Python stands in the folder for it."""
    python = folder / "registered" / "python.exe"
    return {"3.6": python} if python.is_file() else {}


def test_one_that_is_gone_is_passed_over(desk: dict[str, str], tmp_path: Path) -> None:
    kit = unpacked(tmp_path / "kit")
    python = python_in(tmp_path / "bin")
    with registered(desk, **{"3.12": tmp_path / "Python 312" / "python.exe"}):
        assert given(kit / "安装.cmd", desk | {"WINEPATH": windows_path(python.parent)}) == task_of(kit)


@pytest.mark.parametrize("failing", [TOO_OLD, STARTS_NOTHING], ids=["too old", "starts nothing"])
@pytest.mark.parametrize(("unfit", "fit"), PLACES)
def test_one_that_is_too_old_or_starts_nothing_is_passed_over(
    desk: dict[str, str], tmp_path: Path, unfit: str, fit: str, failing: bytes
) -> None:
    kit = unpacked(tmp_path / "kit")
    for place, content in ((unfit, failing), (fit, RECORDING)):
        python_in((tmp_path / place).parent, Path(place).name, content)
    on_path = desk | {"WINEPATH": windows_path(tmp_path / "bin")}
    with registered(desk, **registry(tmp_path)):
        assert given(kit / "安装.cmd", on_path) == task_of(kit)


@pytest.mark.parametrize("place", ["bin/python.exe", "bin/py.exe", "registered/python.exe"])
def test_where_only_an_unfit_one_is_there_it_says_what_to_get(
    desk: dict[str, str], tmp_path: Path, place: str
) -> None:
    kit = unpacked(tmp_path / "kit")
    python_in((tmp_path / place).parent, Path(place).name, TOO_OLD)
    with registered(desk, **registry(tmp_path)):
        code, shown = double_click(kit / "安装.cmd", desk | {"WINEPATH": windows_path(tmp_path / "bin")})
    assert (code, "www.python.org" in shown) == (2, True)


def test_the_folder_named_behind_it_is_handed_on(desk: dict[str, str], tmp_path: Path) -> None:
    kit = unpacked(tmp_path / "kit")
    python_in(kit / "python")
    assert given(kit / "安装.cmd", desk, r"D:\Green Community & more").endswith(
        r"[install][D:\Green Community & more]"
    )


@pytest.mark.parametrize("whole", [True, False], ids=["no python", "inside the zip"])
def test_without_a_python_or_started_from_inside_the_zip_it_says_so(
    desk: dict[str, str], tmp_path: Path, whole: bool
) -> None:
    """Wine takes no notice of chcp: what it shows of the Chinese is no proof, the address in one sentence is."""
    kit = unpacked(tmp_path / "安装 包")
    if not whole:
        (kit / "program" / "install.py").unlink()
    code, shown = double_click(kit / "安装.cmd", desk)
    assert (code, "www.python.org" in shown) == (2, whole)
