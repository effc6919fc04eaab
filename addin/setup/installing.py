"""Setting the add-in up for one user, and undoing it: a file in Excel's start folder, built for this Python."""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from addin.setup import earlier
from addin.setup import start_folder as start
from addin.setup.trusting import Registry, windows_registry
from pipeline import buttons
from pipeline.buttons import INTERPRETER
from pipeline.checking.cache import default_cache
from pipeline.journal import log_file
from pipeline.reading.addin_settings import addin_settings
from pipeline.writing.addin import build_addin
from pipeline.writing.naming import EXCEL_PATH
from pipeline.writing.replacing import write_bytes

ADDIN, CONFIGURATION, TRUSTED, KEPT = "加载项", "原来的配置", "受信任位置", "日志和缓存"
"""What set-up writes and what removing takes away, as people read it."""


class SetupError(Exception):
    """A set-up that cannot be done here; the text is one Chinese sentence with what to do."""


@dataclass(frozen=True)
class Machine:
    """What set-up finds on this computer: its Python, and how Windows keeps paths and settings."""

    interpreter: Path
    code_page: str = start.CODE_PAGE
    short_path: Callable[[str], str | None] = start.short_path
    registry: Registry | None = None


@dataclass(frozen=True)
class Change:
    """One thing written, put back or deleted (``verb``): what, where, and what is new about it."""

    verb: str
    what: str
    where: str
    detail: str = ""

    def sentence(self, done: bool) -> str:
        """What is to be or was done, in Chinese; paths stand on lines of their own, where a narrow window breaks them last."""
        lines = [f"{'已' if done else '将'}{self.verb}{self.what}：", self.where, self.detail]
        return "\n    ".join(filter(None, lines))


def this_machine() -> Machine:
    """The computer we run on: its console Python, as xlwings hides the window itself and needs the error output."""
    running = Path(sys.executable)
    console = running.with_name(running.name.replace("pythonw", "python"))
    interpreter = console if console.is_file() else running
    return Machine(interpreter, registry=windows_registry())


def versions() -> str:
    """The versions in use, for people to read; SetupError for another xlwings than our add-in is built with."""
    try:
        wanted = [line.split(";")[0].strip() for line in requires("green-community") or ()]
        own, found = version("green-community"), version("xlwings")
    except PackageNotFoundError as error:
        raise SetupError(f"没有安装 {error.name}。请按说明先安装程序，再安装加载项。") from None
    pinned = next(line for line in wanted if line.startswith("xlwings=="))
    if pinned != f"xlwings=={found}":
        raise SetupError(
            f"xlwings 是 {found} 版，加载项要用 {pinned}。请运行 pip install {pinned}，再安装一次。"
        )
    return f"程序 {own}，Python {sys.version.split()[0]}，xlwings {found}，版本相符"


def plan_install(profile: Path, machine: Machine | None = None) -> list[Change]:
    """What set-up would change for the user with this profile folder; SetupError when it cannot be done."""
    machine = machine or this_machine()
    return _writing(_place(profile), _built(machine))


def install(profile: Path, machine: Machine | None = None) -> list[Change]:
    """Put the add-in into Excel's start folder and return what was changed: nothing, when it lay there already."""
    file, content = _place(profile), _built(machine or this_machine())
    changes = _writing(file, content)
    if changes:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(file, content)
    return changes


def plan_remove(profile: Path, machine: Machine | None = None) -> list[Change]:
    """What removing would take away or put back; nothing, when set-up has done nothing."""
    registry = (machine or this_machine()).registry
    changes = [Change("删除", what, str(file)) for what, file, _ in _files(profile)]
    path = earlier.user_file(profile)
    if record := _record(path):
        kept = [key for key in record.trusted if registry is not None and registry.values(key)]
        changes += [Change("删除", TRUSTED, key) for key in kept]
        changes.append(Change("恢复", CONFIGURATION, str(path)))
    return changes


def remove(profile: Path, machine: Machine | None = None) -> list[Change]:
    """Undo set-up, that of earlier versions too, and return what was changed."""
    machine = machine or this_machine()
    changes = plan_remove(profile, machine)
    for _, file, above in _files(profile):
        start.clear(file, above)
    for change in changes:
        if change.what == TRUSTED and machine.registry is not None:
            machine.registry.delete(change.where)
    path = earlier.user_file(profile)
    if record := _record(path):
        earlier.restore(path, record)
    return changes


def _place(profile: Path) -> Path:
    """Where the add-in goes; SetupError where Excel would not open it."""
    file = start.addin_file(profile)
    if len(str(file)) > EXCEL_PATH:
        raise SetupError(
            f"Excel 打不开启动文件夹里的加载项：路径 {file} 有{len(str(file))}个字，超过{EXCEL_PATH}个。"
            "请联系网络管理员，把个人文件夹改到短一些的路径，再安装一次。"
        )
    return file


def _files(profile: Path) -> list[tuple[str, Path, int]]:
    """The files of ours that are there, each with how many folders above it may be ours, too."""
    files = [(ADDIN, start.addin_file(profile), 3)]
    if start.is_own(profile):
        files += [(KEPT, kept, 1) for kept in sorted(log_file().parent.glob("*"))]
        files.append((KEPT, default_cache(), 2))
    return [entry for entry in files if entry[1].is_file()]


def _built(machine: Machine) -> bytes:
    """The add-in for this Python."""
    versions()
    try:
        interpreter = start.expressed(str(machine.interpreter), machine.code_page, machine.short_path)
    except start.InexpressibleError as error:
        raise SetupError(str(error)) from None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, buttons.ADDIN)
        build_addin(file, interpreter)
        return file.read_bytes()


def _writing(file: Path, content: bytes) -> list[Change]:
    if file.is_file() and file.read_bytes() == content:
        return []
    detail = f"Python 解释器：{addin_settings(content).get(INTERPRETER, '')}"
    return [Change("更新" if file.is_file() else "写入", ADDIN, str(file), detail)]


def _record(path: Path) -> earlier.Record | None:
    try:
        return earlier.record_of(path)
    except earlier.RecordError as error:
        raise SetupError(str(error)) from None
