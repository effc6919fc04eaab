"""The self-check: each thing that can be wrong is made wrong for real, in a workbook, a folder or a configuration."""

import subprocess
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyopenvba.excel import ExcelFile
from xlsxwriter import Workbook

from addin.selfcheck import CHECKS, run_checks
from addin.setup.installing import install, this_machine
from addin.setup.start_folder import addin_file
from pipeline.buttons import INTERPRETER, PACKAGES
from pipeline.reading.addin_settings import addin_settings
from pipeline.run import build_workbook
from tests.addin.registry import LOCATIONS, OFFICE, FakeRegistry, registry
from validators.scheme.file import load_scheme

ROOT = Path(__file__).parents[2]
EXCEL, INSTALLED, MACROS, BLOCKED, PYTHON, ALONE, VERSIONS, DLL, WRITABLE, FUNCTION = CHECKS
SCHEME = load_scheme("baihe-2021")
HERE = replace(this_machine(), registry=None)


def outcome(book: Any, name: str, tmp_path: Path, **changes: Any) -> tuple[bool | None, str]:
    """What one check says by itself; that all are made is asked of a book without fault, here and in Excel."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("addin.selfcheck.CHECKS", {name: CHECKS[name]})
        (result,) = run_checks(book, profile=tmp_path / "profile", machine=replace(HERE, **changes))
    assert result.name == name
    return result.passed, result.remedy


def test_what_can_be_tested_off_windows_passes_and_the_rest_says_why_not(book: Path, tmp_path: Path) -> None:
    results = run_checks(book, profile=tmp_path / "profile", machine=HERE)
    assert [result.name for result in results] == list(CHECKS)
    assert {result.name: result.passed for result in results} == {
        EXCEL: None, INSTALLED: True, MACROS: None, BLOCKED: None, PYTHON: True, ALONE: True, VERSIONS: True, DLL: None,
        WRITABLE: True, FUNCTION: None,
    }  # fmt: skip
    assert all((result.remedy == "") == (result.passed is True) for result in results)
    assert all(result.remedy.endswith("。") for result in results if result.remedy)


def not_installed(_: Path, profile: Path) -> None:
    addin_file(profile).unlink()


def mark(file: Path, zone: int) -> None:
    Path(f"{file}:Zone.Identifier").write_text(
        f"[ZoneTransfer]\r\nZoneId={zone}\r\nHostUrl=about:internet\r\n"
    )


def blocked(book: Path, _: Path) -> None:
    mark(book, 3)


def blocked_itself(_: Path, profile: Path) -> None:
    mark(addin_file(profile), 3)


def from_the_office_network(book: Path, _: Path) -> None:
    mark(book, 1)


def python_gone(book: Path, profile: Path) -> None:
    install(profile, replace(HERE, interpreter=book.parent / "没有的" / "python"))


def python_broken(book: Path, profile: Path) -> None:
    (book.parent / "python").write_text("")
    install(profile, replace(HERE, interpreter=book.parent / "python"))


def python_without_packages(book: Path, profile: Path) -> None:
    python = book.parent / "空 环境" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", python.parents[1]], check=True)
    install(profile, replace(HERE, interpreter=python))


def configuration_came_along(book: Path, profile: Path) -> None:
    for folder in (book.parent, profile / ".xlwings"):
        folder.mkdir(exist_ok=True)
        (folder / "xlwings.conf").write_bytes(b'"Interpreter_Win","/tmp/their/python"\r\n')


def packages_behind_others(book: Path, profile: Path) -> None:
    for name in ("addin", "pipeline"):
        (book.parent / name).symlink_to(ROOT / name)
    (book.parent / "validators").mkdir()
    (book.parent / "validators" / "__init__.py").write_text("def url(text): return text.startswith('http')\n")
    python = (
        book.parent / "python"
    )  # without what pip notes of an editable package, which finds ours all the same
    python.write_text(
        f'#!/bin/sh\nPYTHONPATH="{sysconfig.get_path("purelib")}" exec "{sys.executable}" -S "$@"\n'
    )
    python.chmod(0o755)
    with Workbook(addin_file(profile)) as said:
        sheet = said.add_worksheet("green-community.conf")
        for row, pair in enumerate(((INTERPRETER, python), (PACKAGES, book.parent))):
            sheet.write_row(row, 0, map(str, pair))


def other_xlwings(_: Path, profile: Path) -> None:
    with ExcelFile(addin_file(profile)) as file:
        file.set_module("xlwings", file.get_module("xlwings").replace("0.37.8", "0.36.1"))
        file.save(addin_file(profile))


def no_add_in(_: Path, profile: Path) -> None:
    build_workbook(SCHEME, profile / "empty.xlsx")
    (profile / "empty.xlsx").rename(addin_file(profile))


def cut_short(_: Path, profile: Path) -> None:
    addin_file(profile).write_bytes(addin_file(profile).read_bytes()[:9000])


def windows_python(*dlls: str) -> Callable[[Path, Path], None]:
    def install_it(book: Path, profile: Path) -> None:
        folder = book.parent / ".venv"
        (folder / "Scripts").mkdir(parents=True)
        for name in dlls:
            (folder / name).touch()
        install(profile, replace(HERE, interpreter=folder / "Scripts" / "python.exe"))

    return install_it


NO_MACROS = registry()
NO_MACROS[rf"{OFFICE}\16.0\Excel\Security"] = {"VBAWarnings": 4}
BOTH = ("xlwings32-0.37.8.dll", "xlwings64-0.37.8.dll")


@pytest.mark.parametrize(
    ("fault", "keys", "check", "passed", "words"),
    [
        (None, FakeRegistry(), EXCEL, False, "这台电脑没有用过 Excel。请先打开一次 Excel"),
        (None, registry(), EXCEL, None, "请打开 Excel，点“环境自检”按钮"),
        (not_installed, registry(), INSTALLED, False, "还没有安装加载项。请关闭 Excel，双击安装包里的 安装.cmd"),
        (not_installed, None, INSTALLED, None, "加载项只能装在 Windows 上"),
        (None, NO_MACROS, MACROS, False, "Excel 设成了不运行宏"),
        (None, registry(), MACROS, None, "启用内容"),
        (blocked, None, BLOCKED, False, "自评表.xlsx 是下载或邮件收到的"),
        (blocked_itself, None, BLOCKED, False, "green-community.xlam 是下载或邮件收到的"),
        (from_the_office_network, None, BLOCKED, True, ""),
        (not_installed, registry(), PYTHON, False, "还没有安装加载项。"),
        (not_installed, None, PYTHON, None, "加载项只能装在 Windows 上"),
        (python_gone, None, PYTHON, False, "没有的/python。请关闭 Excel，双击安装包里的 安装.cmd"),
        (python_broken, None, PYTHON, False, "Python 启动不了"),
        (python_without_packages, None, PYTHON, False, "缺少程序（ModuleNotFoundError: No module named 'xlwings'）"),
        (packages_behind_others, None, PYTHON, False, "那里另装有一个也叫 validators 的程序包，与本程序互相遮挡。"),
        (configuration_came_along, None, PYTHON, True, ""),
        (other_xlwings, None, VERSIONS, False, "加载项要用 xlwings 0.36.1，装的是 0.37.8。"),
        (no_add_in, None, VERSIONS, False, "green-community.xlam 里没有能用的宏"),
        (cut_short, None, VERSIONS, False, "green-community.xlam 里没有能用的宏"),
        (cut_short, registry(), PYTHON, False, "还没有安装加载项。"),
        (not_installed, None, VERSIONS, None, "还没有安装加载项。"),
        (not_installed, None, DLL, None, "还没有安装加载项。"),
        (windows_python(), None, DLL, False, "里缺少 xlwings32-0.37.8.dll、xlwings64-0.37.8.dll。"),
        (windows_python(BOTH[0]), None, DLL, False, "里缺少 xlwings64-0.37.8.dll。"),
        (windows_python(*BOTH), None, DLL, True, ""),
        (windows_python(*(f"Scripts/{name}" for name in BOTH)), None, DLL, True, ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_with_its_remedy(
    book: Path,
    tmp_path: Path,
    fault: Callable[[Path, Path], None] | None,
    keys: FakeRegistry | None,
    check: str,
    passed: bool | None,
    words: str,
) -> None:
    if fault:
        fault(book, tmp_path / "profile")
    found, remedy = outcome(book, check, tmp_path, registry=keys)
    assert found is passed, remedy
    assert words in remedy


def test_macros_run_in_a_trusted_start_folder_whatever_the_settings(book: Path, tmp_path: Path) -> None:
    keys = FakeRegistry(NO_MACROS)
    folder = str(addin_file(tmp_path / "profile").parent)
    keys[rf"{LOCATIONS}\Location0"] = {"Path": folder, "AllowSubfolders": 0}
    assert outcome(book, MACROS, tmp_path, registry=keys) == (True, "")


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    passed, remedy = outcome(Path("/proc/version"), WRITABLE, tmp_path)
    assert (passed, remedy.startswith("文件夹 /proc 里不能保存文件。请把工作簿复制到")) == (False, True)


def test_a_folder_addin_beside_a_mailed_workbook_is_never_imported(book: Path, tmp_path: Path) -> None:
    """Excel's current folder is often the workbook's, and Python looks there first unless told otherwise."""
    (book.parent / "addin").mkdir()
    (book.parent / "addin" / "udfs.py").write_text("raise SystemExit('theirs')")
    (book.parent / "addin" / "__init__.py").touch()
    settings = addin_settings(addin_file(tmp_path / "profile").read_bytes())
    argument = ";".join(
        [settings["ADD_WORKBOOK_TO_PYTHONPATH"], str(book), str(book), "", "", "", settings[PACKAGES]]
    )
    script = f'import xlwings.utils; xlwings.utils.prepare_sys_path("{argument}"); import addin.udfs; print(addin.udfs.__file__)'
    command = [settings[INTERPRETER], "-B", "-c", script]
    started = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", cwd=book.parent, check=False
    )
    assert (started.stdout.strip(), started.stderr) == (str(ROOT / "addin" / "udfs.py"), "")
