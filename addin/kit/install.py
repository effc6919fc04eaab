"""What 安装.cmd, 卸载.cmd and 汇总.cmd start: it stands in a kit and needs nothing but the standard library of Python 3.8.

Everything goes into one folder of the user's profile: each time a new environment beside the old one, which is deleted
once the program in the new one has put the add-in into Excel. Where Excel cannot take the name of that folder, the
environments go into one that is named behind 安装.cmd, and is remembered.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAM = Path(__file__).resolve().parent
KIT = PROGRAM.parent
WINDOWS = os.name == "nt"
PYTHON = Path("python.exe" if WINDOWS else "bin/python3")
"""Where a Python is in its folder; a maintainer may put one, whole, as ``python`` beside the files to double-click."""

INCOMPLETE = "安装包里的 {} 缺少或不完整。请重新复制、解压整个安装包，再双击一次。"
DONE = "安装完毕。请打开 Excel，在“绿色社区”选项卡里点“环境自检”。\n没有 Excel 的，请双击 汇总.cmd。"
FAULTY = "已经装好，但自检有“未通过”的，请照后面写的做。"
NOT_UNDONE = "已删除 {}。程序已损坏，以前的版本改过的 Excel 设置没有恢复；要恢复的，请重新安装、再卸载一次。"


class StoppedError(Exception):
    """What keeps this computer from being set up; the text is one Chinese sentence with what to do."""


def main(task: str, named: str) -> int:
    """Install, into the folder that was named if one was, remove, or consolidate; tell what was done; the exit code."""
    try:
        return install(named) if task == "install" else {"remove": remove, "consolidate": consolidate}[task]()
    except StoppedError as stopped:
        say(str(stopped))
    except OSError as error:
        say(f"写不了 {error.filename}（{error.strerror}）。请关闭 Excel 和“汇总”，看磁盘空间，再双击一次。")
    return 2


def install(named: str) -> int:
    """Set this user up, or bring what is there up to date; 1 when the self-check finds something."""
    check_files()
    python = suitable_python()
    check_not_in_use()
    older, folder = environments(), Path(named).absolute() if named else place()
    say("正在安装，大约要一两分钟，请不要关闭这个窗口……")
    new = folder / time.strftime("program-%Y%m%d-%H%M%S")
    try:
        new.mkdir(parents=True, exist_ok=True)
        make_environment(new, python)
        ended = program(new, "install")
    except BaseException:
        discard(new)
        raise
    if ended:
        discard(new)
        return ended
    copy_manuals()
    if named:
        remembered().write_text(str(folder), encoding="utf-8")
    for environment in older:
        discard(environment)  # what a running program still holds goes the next time
    say(f"程序装在：\n    {new}\n此外只改动了个人文件夹。\n\n下面是环境自检：")
    say(f"\n{FAULTY if (found := program(new, 'check')) else DONE}")
    return found


def remove() -> int:
    """Take everything away again; the program itself knows what it put elsewhere."""
    check_not_in_use()
    if not home().exists() and not addin_file().exists():
        say("这里没有安装过，没有要删除的。")
        return 0
    installed, folder = environments(), place()
    undone = any(program(environment, "remove") == 0 for environment in reversed(installed))
    addin_file().unlink(missing_ok=True)  # where no program works any more
    for environment in installed:
        discard(environment, ignore_errors=False)
    if home().exists():
        shutil.rmtree(str(home()))
    removed = f"已删除程序 {folder}，卸载完毕。" if undone else NOT_UNDONE.format(folder)
    say(removed if installed else "这里没有装好的程序，留下的文件已删除。")
    return 0


def consolidate() -> int:
    """Open the window of 汇总.pyw, by the newest program that is installed here."""
    check_files()
    from addin.kit.opening import opened  # noqa: PLC0415 - lies in the kit, whose files are known to be whole now

    if sentence := opened([interpreter(folder) for folder in environments()], say):
        raise StoppedError(sentence)
    return 0


def home() -> Path:
    """The folder for everything of ours."""
    return profile_folder("LOCALAPPDATA") / "GreenCommunity"


def addin_file() -> Path:
    """Where the program puts the add-in."""
    return profile_folder("APPDATA") / "Microsoft" / "Excel" / "XLSTART" / "green-community.xlam"


def profile_folder(variable: str) -> Path:
    """A folder of the user's profile, as Windows names it to every program."""
    if not os.environ.get(variable):
        raise StoppedError(
            f"Windows 没有给出个人文件夹的位置（环境变量 {variable}）。请注销后重新登录，再双击一次。"
        )
    return Path(os.environ[variable])


def remembered() -> Path:
    """The file that keeps which folder was named for the environments."""
    return home() / "place.txt"


def place() -> Path:
    """The folder for the environments."""
    named = remembered().read_text(encoding="utf-8") if remembered().is_file() else ""
    return Path(named) if named else home()


def environments() -> list[Path]:
    """What was installed here, the newest last; by its whole name, as the folder may be anybody's."""
    return sorted(place().glob(f"program-{'[0-9]' * 8}-{'[0-9]' * 6}"))


def discard(environment: Path, *, ignore_errors: bool = True) -> None:
    """Delete an environment, and the folder that it is in when it held nothing else."""
    shutil.rmtree(str(environment), ignore_errors=ignore_errors)
    with suppress(OSError):
        environment.parent.rmdir()


def check_files() -> None:
    """Nothing of the kit may be missing or cut short."""
    for digest, name in listed():
        file = KIT / name
        if PROGRAM not in file.parents:
            continue  # manuals and templates may have been used
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            raise StoppedError(INCOMPLETE.format(name))


def listed() -> list[Sequence[str]]:
    """The digests and names in the kit's list, which is whole when its last line ends."""
    try:
        text = (KIT / "SHA256SUMS").read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        text = ""
    lines = [re.fullmatch(r"([0-9a-f]{64})  (.+)", line) for line in text.splitlines()]
    if not text.endswith("\n") or not all(lines):
        raise StoppedError(INCOMPLETE.format("SHA256SUMS"))
    return [line.groups() for line in lines if line]


def suitable_python() -> Path:
    """A Python that the wheels of the kit are for."""
    from addin.kit.pythons import suitable  # noqa: PLC0415 - lies in the kit, whose files are known to be whole now

    python = suitable(KIT / "python" / PYTHON, json.loads((PROGRAM / "kit.json").read_text(encoding="utf-8")))
    if isinstance(python, str):
        raise StoppedError(python)
    return python


def check_not_in_use() -> None:
    """Excel holds its add-ins as long as it runs, Windows a program."""
    windowed = (interpreter(folder).with_name("pythonw.exe") for folder in environments())
    try:
        for held in filter(Path.exists, [addin_file(), *windowed]):
            held.open("r+b").close()
    except PermissionError:
        raise StoppedError("Excel 或“汇总”窗口正开着。请全部关闭，再双击一次。") from None


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
    (home() / "手册").mkdir(parents=True, exist_ok=True)
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
    sys.path.insert(0, str(PROGRAM))
    sys.dont_write_bytecode = True  # the kit stays as it came
    sys.exit(main(sys.argv[1], " ".join(sys.argv[2:])))
