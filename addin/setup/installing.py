"""Setting up the add-in for one user, and undoing it: the xlwings configuration, and a trusted folder if asked."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path, PureWindowsPath

from addin.setup import configuration as conf
from addin.setup import keeping
from addin.setup.trusting import Registry, TrustError, new_locations, trust, windows_registry

TRUSTED = "Path"
PURPOSE = {
    conf.INTERPRETER: "Python 解释器",
    conf.PACKAGES: "程序所在文件夹",
    conf.BESIDE_WORKBOOK: "从工作簿旁边加载程序",
    conf.CONSOLE: "显示命令行窗口",
    TRUSTED: "受信任位置",
}
OURS = (conf.INTERPRETER, conf.PACKAGES, conf.BESIDE_WORKBOOK, conf.CONSOLE)


class SetupError(Exception):
    """A set-up that cannot be done here; the text is one Chinese sentence with what to do."""


@dataclass(frozen=True)
class Machine:
    """What set-up finds on this computer: its Python, our packages, and how Windows keeps paths and settings."""

    interpreter: Path
    packages: Path
    code_page: str = conf.CODE_PAGE
    short_path: Callable[[str], str | None] = conf.short_path
    registry: Registry | None = None


@dataclass(frozen=True)
class Change:
    """One setting in a file or registry key: from what, to what (None: not there)."""

    where: str
    name: str
    before: str | None
    after: str | None

    def sentence(self, done: bool) -> str:
        """What is to be or was done, in one Chinese line."""
        verb = ("已" if done else "将") + ("删除" if self.after is None else "写入")
        value = "" if self.after is None else f" = {self.after}"
        before = f"（原为 {self.before}）" if self.before is not None and self.after is not None else ""
        return f"{verb}{PURPOSE[self.name]}：{self.name}{value}{before}，位置 {self.where}"


def this_machine() -> Machine:
    """The computer we run on: its console Python, as xlwings hides the window itself and needs the error output."""
    running = Path(sys.executable)
    console = running.with_name(running.name.replace("pythonw", "python"))
    interpreter = console if console.is_file() else running
    return Machine(interpreter, Path(__file__).parents[2], registry=windows_registry())


def versions() -> str:
    """The versions in use, for people to read; SetupError for another xlwings than our workbooks are built with."""
    try:
        wanted = [line.split(";")[0].strip() for line in requires("green-community") or ()]
        own, found = version("green-community"), version("xlwings")
    except PackageNotFoundError as error:
        raise SetupError(f"没有安装 {error.name}。请按说明先安装程序，再安装加载项。") from None
    pinned = next(line for line in wanted if line.startswith("xlwings=="))
    if pinned != f"xlwings=={found}":
        raise SetupError(
            f"xlwings 是 {found} 版，工作簿要用 {pinned}。请运行 pip install {pinned}，再安装一次。"
        )
    return f"程序 {own}，Python {sys.version.split()[0]}，xlwings {found}，版本相符"


def plan_install(profile: Path, trusted: Path | None = None, machine: Machine | None = None) -> list[Change]:
    """What set-up would change for the user with this profile folder; SetupError when it cannot be done."""
    machine = machine or this_machine()
    versions()
    path = conf.user_file(profile)
    changes = _changes(path, conf.content_of(path), _settings(path, machine), machine)
    return changes + (_trusting(trusted, profile, machine) if trusted else [])


def install(profile: Path, trusted: Path | None = None, machine: Machine | None = None) -> list[Change]:
    """Set the add-in up and return what was changed: nothing, when all was in place."""
    machine = machine or this_machine()
    changes = plan_install(profile, trusted, machine)
    path = conf.user_file(profile)
    if any(change.name in OURS for change in changes):
        keeping.write(path, conf.with_settings(conf.content_of(path) or b"", _settings(path, machine)))
    for change in changes:
        if change.name == TRUSTED and machine.registry is not None and change.after:
            keeping.note_trusted(path, change.where)
            trust(change.where, change.after, machine.registry)
    return changes


def plan_remove(profile: Path, machine: Machine | None = None) -> list[Change]:
    """What removing would change; nothing, when set-up has done nothing."""
    machine = machine or this_machine()
    path = conf.user_file(profile)
    record = _record(path)
    if record is None:
        return []
    after = keeping.restored(path, record, OURS) or b""
    changes = _changes(path, conf.content_of(path), {key: conf.setting(after, key) for key in OURS}, machine)
    kept = (
        {key: machine.registry.values(key) for key in record.trusted} if machine.registry is not None else {}
    )
    return changes + [
        Change(key, TRUSTED, str(values[TRUSTED]), None) for key, values in kept.items() if values
    ]


def remove(profile: Path, machine: Machine | None = None) -> list[Change]:
    """Undo set-up and return what was changed; the file is as it was, but for what others have changed since."""
    machine = machine or this_machine()
    changes = plan_remove(profile, machine)
    path = conf.user_file(profile)
    record = _record(path)
    if record is None:
        return []
    for change in changes:
        if change.name == TRUSTED and machine.registry is not None:
            machine.registry.delete(change.where)
    content = keeping.restored(path, record, OURS)
    if content is None:
        path.unlink(missing_ok=True)
    elif content != conf.content_of(path):
        keeping.put(path, content)
    keeping.forget(path)
    return changes


def _settings(path: Path, machine: Machine) -> dict[str, bytes]:
    """The settings, with folders of others kept behind ours: Python looks in ours before Excel's current folder."""
    ours = ((conf.INTERPRETER, machine.interpreter), (conf.PACKAGES, machine.packages))
    try:
        interpreter, packages = (
            conf.expressed(key, str(value), machine.code_page, machine.short_path) for key, value in ours
        )
    except conf.InexpressibleError as error:
        raise SetupError(str(error)) from None
    before = keeping.earlier(path, _record(path)) or b""
    others = (conf.setting(before, conf.PACKAGES) or b"").split(b";")
    packages = b";".join([packages, *(folder for folder in others if folder not in {b"", packages})])
    return dict(zip(OURS, (interpreter, packages, b"False", b"False"), strict=True))


def _changes(
    path: Path, content: bytes | None, settings: Mapping[str, bytes | None], machine: Machine
) -> list[Change]:
    def text(value: bytes | None) -> str | None:
        return None if value is None else value.decode(machine.code_page, "replace")

    pairs = ((key, conf.setting(content or b"", key), after) for key, after in settings.items())
    return [Change(str(path), key, text(old), text(new)) for key, old, new in pairs if old != new]


def _trusting(folder: Path, profile: Path, machine: Machine) -> list[Change]:
    if machine.registry is None:
        raise SetupError("受信任位置只能在 Windows 的 Excel 里设置。请去掉 --trust。")
    if not folder.is_dir():
        raise SetupError(f"没有文件夹 {folder}。请写已有的文件夹。")
    place = PureWindowsPath(folder.resolve())
    try:
        keys = new_locations(place, PureWindowsPath(profile.resolve()), machine.registry)
    except TrustError as error:
        raise SetupError(str(error)) from None
    return [Change(key, TRUSTED, None, f"{place}\\") for key in keys]


def _record(path: Path) -> keeping.Record | None:
    try:
        return keeping.record_of(path)
    except keeping.RecordError as error:
        raise SetupError(str(error)) from None
