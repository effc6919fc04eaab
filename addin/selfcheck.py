"""Whether the add-in works on this computer, and what to do about each thing that does not."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PureWindowsPath
from typing import Any, TypeAlias

from addin.setup.installing import Machine, this_machine
from addin.setup.trusting import excel_versions, macros_allowed
from addin.situation import Situation
from pipeline.buttons import PACKAGES
from pipeline.journal import note, noted
from pipeline.namesake import OURS, namesake
from pipeline.writing.replacing import takes_files

Outcome: TypeAlias = tuple[bool | None, str]
"""Passed, failed or not to be tested here (None), and the remedy: empty when passed."""

PASSED: Outcome = (True, "")
IN_EXCEL = "要在 Excel 里才能查，请打开 Excel，点“环境自检”按钮。"
INSTALL = "请关闭 Excel，双击安装包里的 安装.cmd，或运行 green-community addin install。"
NOT_INSTALLED = f"还没有安装加载项。{INSTALL}"
NOT_HERE = "加载项只能装在 Windows 上；这里请用各命令或 汇总.pyw。"
INSTEAD = "请双击 汇总.pyw（安装包里的是 汇总.cmd），结果相同。"
NO_FILE = (
    "没有可查的工作簿。请打开要处理的工作簿，先把它保存到本机文件夹，再点“环境自检”；用命令的，写出它的路径。"
)
_OWN_PLACE = f"与本程序互相遮挡。请把本程序装到单独的环境里。{INSTALL}"
_PATIENCE = 120  # seconds: a virus scanner looks into every file of a first start


@dataclass(frozen=True)
class CheckResult:
    """One thing that the add-in needs: whether it is there (None: cannot be tested here), else what to do."""

    name: str
    passed: bool | None
    remedy: str


def run_checks(
    book: Any = None, *, profile: Path | None = None, machine: Machine | None = None
) -> list[CheckResult]:
    """Check all that the add-in needs, and a workbook if there is one: a path, or an open xlwings Book.

    Never raises: a check that fails by itself is one that could not be tested.
    """
    machine = machine or this_machine()
    live = None if book is None or isinstance(book, Path) else book
    path = _file_of(live) if live else book
    here = Situation(path if path and path.is_file() else None, live, profile or Path.home(), machine)
    results = []
    for name, check in CHECKS.items():
        try:
            passed, remedy = check(here)
        except Exception as error:
            passed, remedy = None, f"这一项没有查成，{noted(name, error)}。"
        results.append(CheckResult(name, passed, remedy))
    return results


def excel_not_wps(here: Situation) -> Outcome:
    """WPS runs no xlwings."""
    if here.live:
        application = here.live.app.api
        words = f"{application.Name} {application.Path}".lower()
        if "excel" in words and "wps" not in words and "kingsoft" not in words:
            return PASSED
        return False, f"WPS 用不了加载项。请改用 Excel 打开；没有 Excel 的电脑{INSTEAD}"
    if here.machine.registry is not None and not excel_versions(here.machine.registry):
        return False, f"这台电脑没有用过 Excel。请先打开一次 Excel；只有 WPS 的电脑{INSTEAD}"
    return None, IN_EXCEL


def installed(here: Situation) -> Outcome:
    """The add-in lies where Excel opens it by itself."""
    if here.addin.is_file():
        return PASSED
    return (None, NOT_HERE) if here.machine.registry is None else (False, NOT_INSTALLED)


def macros_enabled(here: Situation) -> Outcome:
    """A button that runs proves it; without, the settings of Excel say when they surely run or do not."""
    allowed = True if here.live else None
    if not here.live and here.machine.registry is not None:
        allowed = macros_allowed(PureWindowsPath(here.addin.parent), here.machine.registry)
    if allowed is False:
        return False, (
            "Excel 设成了不运行宏。请在 文件－选项－信任中心－信任中心设置－宏设置 里选“禁用所有宏，并发出通知”；"
            "单位统一设置的，请找网络管理员。"
        )
    return PASSED if allowed else (None, f"{IN_EXCEL}没有反应时，请点黄色提示条上的“启用内容”。")


def not_blocked(here: Situation) -> Outcome:
    """Windows marks what came by mail or from the web, and Excel then blocks its macros without a choice."""
    marks = {file: _mark(file) for file in (here.addin, here.path) if file and file.is_file()}
    for file, mark in marks.items():
        if any(f"ZoneId={zone}" in mark for zone in (3, 4)):
            return False, (
                f"{file.name} 是下载或邮件收到的，宏被拦截。"
                "请关闭它，在文件上点右键－属性，勾选“解除锁定”，再打开。"
            )
    if not any(marks.values()) and sys.platform != "win32":
        return None, "下载标记只有 Windows 才有，请在 Windows 上查。"
    return PASSED if marks else (None, NO_FILE)


def _mark(file: Path) -> str:
    """The note of Windows on where a file came from."""
    try:
        return Path(f"{file}:Zone.Identifier").read_text("ascii", "replace")
    except OSError:
        return ""


def interpreter_starts(here: Situation) -> Outcome:
    """The Python of the add-in is started as the buttons start it, and finds us."""
    if here.interpreter is None:
        return (None, NOT_HERE) if here.machine.registry is None else (False, NOT_INSTALLED)
    if not here.interpreter.is_file():
        return False, f"加载项要用的 Python 不在了：{here.interpreter}。{INSTALL}"
    folders = here.settings.get(PACKAGES, "")
    added = ";".join(["False", *[""] * 5, folders]).replace("\\", "\\\\")
    script = f'import xlwings.utils; xlwings.utils.prepare_sys_path("{added}"); import addin.udfs'
    try:
        started = subprocess.run(  # noqa: S603 - that it starts is what we check
            [here.interpreter, "-B", "-c", script],
            cwd=here.interpreter.parent,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return False, f"Python 启动不了（{error}）。请看杀毒软件是否拦截；没有拦截的，{INSTALL}"
    if started.returncode:
        last = started.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        if f"'{OURS}." in last:
            return False, f"那里另装有一个也叫 {OURS} 的程序包，{_OWN_PLACE}"
        return (
            False,
            f"Python 里缺少程序（{last}）。请按说明重新安装程序。{INSTALL}",
        )
    return PASSED


def no_namesake(_: Situation) -> Outcome:
    """PyPI's package of the same name as ours hides ours, or is hidden by it."""
    place = namesake()
    return (False, f"{place} 是另一个也叫 {OURS} 的程序包，{_OWN_PLACE}") if place else PASSED


def versions_equal(here: Situation) -> Outcome:
    """The macros work only with exactly the xlwings whose DLL they name."""
    if not here.addin.is_file():
        return None, NOT_INSTALLED
    if here.embedded is None:
        return False, f"{here.addin.name} 里没有能用的宏，文件可能已损坏。{INSTALL}"
    found = version("xlwings")
    if found != here.embedded:
        return False, f"加载项要用 xlwings {here.embedded}，装的是 {found}。{INSTALL}"
    return PASSED


def dll_present(here: Situation) -> Outcome:
    """Excel loads the DLL of its own width from the folder of Python or the one above."""
    if here.interpreter is None:
        return None, NOT_INSTALLED
    if here.interpreter.suffix.lower() != ".exe":
        return None, "只有 Windows 的 Python 才带 DLL，请在 Windows 上查。"
    needed = here.embedded or version("xlwings")
    folders = here.interpreter.parents[:2]
    names = [f"xlwings{bits}-{needed}.dll" for bits in (32, 64)]
    missing = [name for name in names if not any((folder / name).is_file() for folder in folders)]
    if missing:
        return False, (
            f"{folders[-1]} 里缺少 {'、'.join(missing)}。请关闭 Excel，双击安装包里的 安装.cmd；用命令安装的，请运行 "
            f"pip install --force-reinstall xlwings=={needed}。装后又不见的，请看杀毒软件是否删除。"
        )
    return PASSED


def folder_writable(here: Situation) -> Outcome:
    """The report and the copies are saved beside the workbook."""
    if here.path is None:
        return None, NO_FILE
    if takes_files(here.path.parent):
        return PASSED
    return False, f"文件夹 {here.path.parent} 里不能保存文件。请把工作簿复制到“文档”下自己的文件夹，再打开。"


def function_answers(here: Situation) -> Outcome:
    """GC_SCORE gives the points of the scheme: through Excel where it is open, else from Python alone."""
    from addin.udfs import GC_SCORE  # noqa: PLC0415 - xlwings is slow to import
    from validators.scheme.file import DEFAULT_SCHEME, load_scheme  # noqa: PLC0415

    plan = load_scheme(DEFAULT_SCHEME)
    item, tier = plan.items[0], plan.tiers[0]
    if here.live:
        answer = here.live.macro("GC_SCORE")(item.no, tier.name)
    else:
        answer = GC_SCORE([[item.no]], [[tier.name]])
    if answer != float(item.points[tier.id]):
        return False, f"函数 GC_SCORE 答的是“{answer}”。请先解决前面各项；都没有问题的，请联系维护人员。"
    return PASSED if here.live else (None, f"函数本身算得对；单元格里能不能用，{IN_EXCEL}")


CHECKS: dict[str, Callable[[Situation], Outcome]] = {
    "用 Excel 打开，不是 WPS": excel_not_wps,
    "加载项已装进 Excel": installed,
    "宏已启用": macros_enabled,
    "文件没有作为下载文件被拦截": not_blocked,
    "Python 能启动并找到程序": interpreter_starts,
    "没有另装同名的程序包": no_namesake,
    "加载项与程序的 xlwings 版本相同": versions_equal,
    "xlwings 的 DLL 齐全": dll_present,
    "文件夹可以保存文件": folder_writable,
    "工作表函数有回答": function_answers,
}


def _file_of(book: Any) -> Path | None:
    """The file of an open workbook; None for one never saved, or kept where there is no folder."""
    try:
        return Path(book.fullname)
    except Exception as error:
        note("工作簿没有本机文件", error)
        return None
