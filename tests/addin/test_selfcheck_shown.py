"""The self-check of a workbook that is open in Excel, how it is shown there, and how it is run as a command."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from addin import macros
from addin.selfcheck import CHECKS, run_checks
from pipeline.journal import log_file
from tests.addin.opened import boxes, open_book
from tests.addin.registry import registry
from tests.addin.test_selfcheck import (
    ALONE,
    BLOCKED,
    DLL,
    EXCEL,
    FUNCTION,
    HERE,
    INSTALLED,
    MACROS,
    PYTHON,
    ROOT,
    SCHEME,
    VERSIONS,
    WRITABLE,
    blocked,
    outcome,
)

PHONE = "021-00000000"
POINTS = float(SCHEME.items[0].points[SCHEME.tiers[0].id])


def excel(book: object, answer: object, name: str = "Microsoft Excel", path: str = r"C:\Office16") -> Any:
    """What the checks ask of a workbook that is open in Excel."""

    def macro(called: str) -> Callable[..., object]:
        assert called == "GC_SCORE"
        return lambda _item, _tier: answer() if callable(answer) else answer

    application = SimpleNamespace(api=SimpleNamespace(Name=name, Path=path))
    return SimpleNamespace(fullname=str(book), app=application, macro=macro)


def test_the_button_tests_what_only_excel_can_show(book: Path, tmp_path: Path) -> None:
    results = run_checks(
        excel(book, POINTS), profile=tmp_path / "profile", machine=replace(HERE, registry=registry())
    )
    assert {result.name: result.passed for result in results} == {
        EXCEL: True, INSTALLED: True, MACROS: True, BLOCKED: None, PYTHON: True, ALONE: True, VERSIONS: True, DLL: None,
        WRITABLE: True, FUNCTION: True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("live", "check", "passed", "words"),
    [
        ({"name": "WPS表格"}, EXCEL, False, "请双击 汇总.pyw"),
        ({"path": r"C:\Program Files\Kingsoft\WPS Office\office6"}, EXCEL, False, "请双击 汇总.pyw"),
        ({"answer": "#NAME?"}, FUNCTION, False, "函数 GC_SCORE 答的是“#NAME?”"),
        ({"answer": lambda: 1 / 0}, FUNCTION, None, "这一项没有查成"),
        ({"book": "工作簿1"}, WRITABLE, None, "先把它保存到本机文件夹"),
        ({"book": "工作簿1"}, BLOCKED, None, "请在 Windows 上查"),
    ],
)  # fmt: skip
def test_an_open_workbook(
    book: Path, tmp_path: Path, live: dict[str, Any], check: str, passed: bool | None, words: str
) -> None:
    parts: dict[str, Any] = {"book": book, "answer": POINTS} | live
    found, remedy = outcome(excel(**parts), check, tmp_path)
    assert (found, words in remedy) == (passed, True), remedy


def test_what_fails_by_itself_stands_in_the_log_without_its_text(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fails(_: object = None) -> None:
        raise ZeroDivisionError(f"联系电话 {PHONE}")

    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    _, remedy = outcome(excel(book, fails), FUNCTION, tmp_path)
    assert remedy == f"这一项没有查成，请把日志文件 {log_file()} 交给维护人员。"
    in_the_cloud = type("Book", (SimpleNamespace,), {"fullname": property(fails)})
    outcome(in_the_cloud(app=excel(book, POINTS).app), WRITABLE, tmp_path)
    noted = log_file().read_text(encoding="utf-8")
    assert f"{FUNCTION}\nZeroDivisionError\n" in noted
    assert "工作簿没有本机文件\nZeroDivisionError\n" in noted
    assert PHONE not in noted
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("fault", "arguments", "code", "words"),
    [
        (None, ["{}"], 0, "通过  Python 能启动并找到程序\n"),
        pytest.param(
            blocked,
            ["{}"],
            1,
            "未通过  文件没有作为下载文件被拦截：自评表.xlsx 是下载",
            marks=pytest.mark.slow,
        ),
        pytest.param(None, [], 0, "无法检查  文件夹可以保存文件：没有可查的工作簿", marks=pytest.mark.slow),
        (None, ["{}x"], 2, "No such file: "),
    ],
)
def test_the_command(
    book: Path,
    tmp_path: Path,
    fault: Callable[[Path, Path], None] | None,
    arguments: list[str],
    code: int,
    words: str,
) -> None:
    if fault:
        fault(book, tmp_path)
    options = [argument.format(book) for argument in arguments] + ["--profile", str(tmp_path / "profile")]
    command = [sys.executable, "-m", "scripts.green_community", "addin", "check", *options]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False)
    assert result.returncode == code, result.stdout
    assert words in (result.stderr if code == 2 else result.stdout)


@pytest.mark.usefixtures("at_home")
def test_the_self_check_is_shown(filled: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    checks: Any = ModuleType("addin.selfcheck")
    results = [("宏", True, ""), ("版本", False, "请重新安装。"), ("下载标记", None, "请在Windows上查。")]
    checks.run_checks = lambda _: [
        SimpleNamespace(name=name, passed=passed, remedy=remedy) for name, passed, remedy in results
    ]
    monkeypatch.setitem(sys.modules, "addin.selfcheck", checks)
    book = open_book(filled(None))
    macros.self_check(book)
    assert boxes(book) == ["通过　宏\n未通过　版本：请重新安装。\n无法检查　下载标记：请在Windows上查。"]


@pytest.mark.usefixtures("at_home")
def test_the_real_self_check_has_a_line_per_check(filled: Callable[..., Path]) -> None:
    book = open_book(filled(None))
    macros.self_check(book)
    lines = boxes(book)[0].splitlines()
    assert [line.split("　")[1].split("：")[0] for line in lines] == list(CHECKS)
