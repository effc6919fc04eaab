"""What 安装.cmd and 卸载.cmd start: it stands in a kit and needs nothing but the standard library of some Python 3.

Everything goes into one folder of the user's profile: each time a new environment beside the old one, which is deleted
once the program in the new one has put the add-in into Excel.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROGRAM = Path(__file__).resolve().parent
KIT = PROGRAM.parent
WINDOWS = os.name == "nt"
PYTHON = Path("python.exe" if WINDOWS else "bin/python3")
"""Where a Python is in its folder; a maintainer may put one, whole, as ``python`` beside the files to double-click."""

ASKED = """
import importlib.util, json, sys, sysconfig
whole = all(map(importlib.util.find_spec, ("venv", "ensurepip")))
path = getattr(sys, "_base_executable", None) or sys.executable
print(json.dumps([path, "%d.%d" % sys.version_info[:2], sysconfig.get_platform(), whole]))
"""
"""What a Python is asked about itself: its path, minor and platform, and whether it can make an environment."""


NOT_UNDONE = "已删除 {}。程序已损坏，以前的版本改过的 Excel 设置没有恢复；要恢复的，请重新安装、再卸载一次。"


class StoppedError(Exception):
    """What keeps this computer from being set up; the text is one Chinese sentence with what to do."""


def main(task: str) -> int:
    """Install or remove, tell what was done, and return the exit code."""
    try:
        return install() if task == "install" else remove()
    except StoppedError as stopped:
        say(str(stopped))
    except OSError as error:
        say(f"写不了 {error.filename}（{error.strerror}）。请关闭 Excel，看磁盘有没有空间，再双击一次。")
    return 2


def install() -> int:
    """Set this user up, or bring what is there up to date; 1 when the self-check finds something."""
    check_files()
    python = suitable_python()
    check_not_in_use()
    say("正在安装，大约要一两分钟，请不要关闭这个窗口……")
    older, new = environments(), home() / time.strftime("program-%Y%m%d-%H%M%S")
    try:
        make_environment(new, python)
        ended = program(new, "install")
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    for folder in [new] if ended else older:
        shutil.rmtree(folder, ignore_errors=True)  # what a running program still holds goes the next time
    if ended:
        return ended
    copy_manuals()
    say(f"程序装在 {new}，个人文件夹以外没有改动。下面是环境自检：")
    return program(new, "check")


def remove() -> int:
    """Take everything away again; the program itself knows what it put elsewhere."""
    check_not_in_use()
    if not home().exists() and not addin_file().exists():
        say("这里没有安装过，没有要删除的。")
        return 0
    undone = any(program(folder, "remove") == 0 for folder in reversed(environments()))
    if addin_file().exists():  # where no program works any more
        addin_file().unlink()
    if home().exists():
        shutil.rmtree(home())
    say(f"已删除程序 {home()}，卸载完毕。" if undone else NOT_UNDONE.format(home()))
    return 0


def home() -> Path:
    """The folder for everything of ours."""
    return Path(os.environ["LOCALAPPDATA"], "GreenCommunity")


def addin_file() -> Path:
    """Where the program puts the add-in."""
    return Path(os.environ["APPDATA"], "Microsoft", "Excel", "XLSTART", "green-community.xlam")


def environments() -> list[Path]:
    """What was installed here, the newest last."""
    return sorted(home().glob("program-*"))


def check_files() -> None:
    """Nothing of the kit may be missing or cut short."""
    for line in (KIT / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        file = KIT / name
        if PROGRAM not in file.parents:
            continue  # manuals and templates may have been used
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            raise StoppedError(f"安装包里的 {name} 缺少或不完整。请重新复制、解压整个安装包，再双击一次。")


def check_not_in_use() -> None:
    """Excel holds its add-ins as long as it runs."""
    try:
        if addin_file().exists():
            addin_file().open("r+b").close()
    except PermissionError:
        raise StoppedError("Excel 正开着，加载项换不了。请关闭所有 Excel 窗口，再双击一次。") from None


def suitable_python() -> Path:
    """A Python that the wheels of the kit are for; StoppedError says what to get."""
    kit = json.loads((PROGRAM / "kit.json").read_text(encoding="utf-8"))
    found = []
    for command in candidates(kit["pythons"]):
        about = asked(command)
        if about is None:
            continue
        path, minor, platform, whole = about
        if minor in kit["pythons"] and platform == kit["platform"] and whole and "WindowsApps" not in path:
            return Path(path).resolve()
        found.append(f"{minor}（{path}）")
    unfit = "、".join(dict.fromkeys(found))
    seen = f"这台电脑上的 Python 用不了：{unfit}。" if found else "没有找到 Python。"
    raise StoppedError(
        f"{seen}请从 https://www.python.org/downloads/windows/ 下载安装 Python {kit['pythons'][-1]} 的64位版"
        f"（{'、'.join(kit['pythons'][:-1])} 也可以；不要用应用商店里的和 embeddable 版），再双击一次。"
    )


def candidates(pythons: Sequence[str]) -> Iterator[list[str]]:
    """Commands that may start a Python, the one beside the kit first."""
    yield [str(KIT / "python" / PYTHON)]
    yield [sys.executable]
    yield from (["py", f"-{minor}"] for minor in reversed(pythons))
    yield from ([path] for name in ("python", "python3") if (path := shutil.which(name)))
    yield from ([path] for path in registered(pythons))


def registered(pythons: Sequence[str]) -> list[str]:
    """The Pythons that Windows knows of."""
    paths: list[str] = []
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - only there

        for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            for minor in reversed(pythons):
                try:
                    with winreg.OpenKey(root, rf"Software\Python\PythonCore\{minor}\InstallPath") as key:
                        paths.append(winreg.QueryValueEx(key, "ExecutablePath")[0])
                except OSError:
                    continue
    return paths


def asked(command: list[str]) -> tuple[str, str, str, bool] | None:
    """What a Python says about itself; None for what is none."""
    try:
        answer = subprocess.run(  # noqa: S603 - a Python of this computer
            [*command, "-I", "-X", "utf8", "-c", ASKED],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60, check=True,
        )  # fmt: skip
        path, minor, platform, whole = json.loads(answer.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return path, minor, platform, whole


def make_environment(new: Path, python: Path) -> None:
    """A private environment with what the kit holds, and nothing from anywhere else."""
    if KIT in python.parents:  # which may be on a stick
        shutil.copytree(str(KIT / "python"), str(new / "python"), symlinks=True)
        python = new / "python" / PYTHON
    run([python, "-I", "-m", "venv", new / "env"])
    run([
        interpreter(new), "-I", "-m", "pip", "--disable-pip-version-check", "install", "--no-index", "--no-cache-dir",
        "--only-binary", ":all:", "--find-links", PROGRAM / "wheels",
        "--require-hashes", "--requirement", PROGRAM / "requirements.txt",
    ])  # fmt: skip


def copy_manuals() -> None:
    """Put the manuals where the add-in's button looks for them."""
    (home() / "手册").mkdir(exist_ok=True)
    for page in KIT.glob("*.html"):
        shutil.copy(str(page), str(home() / "手册"))


def interpreter(folder: Path) -> Path:
    """The Python of an environment."""
    return folder / "env" / ("Scripts/python.exe" if WINDOWS else "bin/python")


def program(folder: Path, task: str) -> int:
    """Let an installed program do its part, and say so itself; its exit code."""
    python, module = interpreter(folder), ("-I", "-m", "scripts.green_community")
    if not python.is_file():
        return 2
    return subprocess.call([str(python), *module, "addin", task, "--profile", str(Path.home())])  # noqa: S603 - our own


def run(command: Sequence[str | Path]) -> None:
    """Run a step of the set-up without a word; where it fails what it said is kept in a file."""
    others = ("PIP_", "PYTHON")
    settings = {key: value for key, value in os.environ.items() if not key.upper().startswith(others)}
    ended = subprocess.run(  # noqa: S603 - our own
        [str(part) for part in command], env=dict(settings, PIP_CONFIG_FILE=os.devnull),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    if ended.returncode:
        log = home() / "install.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_bytes(ended.stdout)
        raise StoppedError(f"没有装成。请看杀毒软件是否拦截；不能解决的，请把 {log} 交给维护人员。")


def say(sentence: str) -> None:
    """Tell the person before the window."""
    print(sentence, flush=True)  # noqa: T201 - that is where it is read


if __name__ == "__main__":
    if not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1]))
