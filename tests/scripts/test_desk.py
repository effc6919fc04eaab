"""The window of 汇总.pyw on a virtual screen: filled in, started, looked at; and how a double click finds its Python."""

import re
import shutil
import sys
import time
import tomllib
from collections.abc import Callable
from datetime import date
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from scripts.window import desk
from scripts.window.desk_report import DeskError, consolidate_folder
from tests.clients.programs import require, run, started
from tests.scripts.running import ROOT, TOWN
from tests.scripts.running import run as command
from tests.test_samples import SAMPLES

if TYPE_CHECKING:
    from scripts.window.desk_window import Window


def until(window: "Window", done: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end, window.status.get()
        window.update()
        time.sleep(0.01)


def consolidated(window: "Window") -> str:
    window.start_button.invoke()
    until(window, lambda: not window.busy)
    window.update()
    return window.status.get()


def cells(path: Path) -> dict[str, object]:
    """Every sheet's rows, but for the one that tells the minute in which the report was made."""
    book = CalamineWorkbook.from_path(path)
    rows = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return {name: [row for row in sheet if row[0] != "生成时间"] for name, sheet in rows.items()}


def test_a_folder_becomes_the_report_of_the_command_line(
    window: "Window", display: str, tmp_path: Path, this_day: date
) -> None:
    folder = tmp_path / "各 居委会"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    window.folder.set(f'"{folder}"')
    window.roster.set(str(SAMPLES / "roster.csv"))
    assert window.year.get() == "2022年"  # the latest that has begun today
    window.year.set("2021年")
    report = tmp_path / f"各 居委会汇总{this_day:%Y%m%d}.xlsx"
    assert window.report.get() == str(report)
    shown: list[str] = []
    window.status.trace_add("write", lambda *_: shown.append(window.status.get()))
    words = consolidated(window)
    assert words.startswith(
        "汇总2021年。共找到16个文件：已收8个、有问题4个、无法读取1个、重复1个、已更新（旧件）1个、跳过1个。"
    )
    assert "达标10个 / 应报13个，达标率76.9%" in words
    assert f"报告已存为 {report}" in words
    assert [f"正在读取自评表：{done} / 16" for done in range(1, 17)] == shown[1:17]
    assert window.open_button.instate(["!disabled"])
    until(window, (tmp_path / "opened").exists)
    assert (tmp_path / "opened").read_text(encoding="utf-8") == str(report)
    assert {path: path.read_bytes() for path in before} == before
    assert {path.name for path in folder.iterdir()} == {"台账.sqlite", *(path.name for path in before)}
    assert "新建了台账“台账.sqlite”" in words
    options = ["--roster", SAMPLES / "roster.csv", "-o", tmp_path / "town.xlsx", "--round", "2021"]
    command("consolidate", folder, *options)
    assert cells(report) == cells(tmp_path / "town.xlsx")
    picture = tmp_path / "window.png"
    size = f"{window.root.winfo_width()}x{window.root.winfo_height()}+0+0"
    run([require("import"), "-display", display, "-window", "root", "-crop", size, picture], 30)
    colours, width, height = map(int, run(["identify", "-format", "%k %w %h", picture], 30).split())
    assert (colours > 20, 600 < width < 1000, 300 < height < 700) == (True, True, True)


def test_an_earlier_year_is_set_beside(window: "Window", tmp_path: Path) -> None:
    """The command line's report of the same, from the same folder of last year; a wrong one is told in a sentence."""
    later = shutil.copytree(SAMPLES / "town-2022", tmp_path / "town-2022")
    window.folder.set(str(later))
    window.roster.set(str(SAMPLES / "roster.csv"))
    window.report.set(str(tmp_path / "2022.xlsx"))
    window.earlier.set(str(tmp_path / "各 居委会"))
    words = consolidated(window)
    assert words.startswith("汇总2022年。共找到10个文件：已收10个。\n达标9个 / 应报13个，达标率69.2%")
    assert "\n与2021年的对比见报告的“年度对比”页。\n" in words
    earlier = ("--earlier", tmp_path / "各 居委会", "-o", tmp_path / "town.xlsx")
    command("consolidate", later, "--roster", SAMPLES / "roster.csv", "--round", "2022", *earlier)
    assert cells(tmp_path / "2022.xlsx") == cells(tmp_path / "town.xlsx")
    assert "年度对比" in cells(tmp_path / "town.xlsx")
    window.earlier.set(str(later))
    window.report.set(str(tmp_path / "again.xlsx"))
    assert consolidated(window).startswith("没有完成：文件夹“town-2022”里没有2022年以前的自测评分表。")
    assert not (tmp_path / "again.xlsx").exists()


@pytest.mark.parametrize(
    ("folder", "roster", "words"),
    [
        ("", "", "还没有选择自评表文件夹。请点“浏览”选择。"),
        ("没有的", "", "没有完成：没有文件夹“{0}/没有的”。请点“浏览”重新选择。"),
        ("空的", "", "没有完成：文件夹“{0}/空的”里没有文件。请把报来的自评表放进去，再汇总一次。"),
        ("各 居委会", "没有的.csv", "没有完成：无法读取名册 没有的.csv：没有这个文件。请检查路径。"),
    ],
)  # fmt: skip
def test_a_failure_is_one_sentence(
    window: "Window", tmp_path: Path, folder: str, roster: str, words: str
) -> None:
    (tmp_path / "空的").mkdir()
    window.folder.set(str(tmp_path / folder) if folder else "")
    window.roster.set(str(tmp_path / roster) if roster else "")
    assert consolidated(window) == words.format(tmp_path)
    assert window.start_button.instate(["!disabled"])
    assert window.open_button.instate(["disabled"])
    assert not (tmp_path / "opened").exists()


def test_a_workbook_that_is_no_report_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "各 居委会"
    shutil.copytree(TOWN, folder)
    workbook = folder / "示范一居.xlsx"
    before = workbook.read_bytes()
    with pytest.raises(DeskError, match="不是本程序生成的报告，没有改动。"):
        consolidate_folder(folder, None, None, workbook, 2021, lambda *_: None)
    assert workbook.read_bytes() == before


def test_a_report_that_cannot_be_saved_and_a_fault_of_the_program(
    window: "Window", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.folder.set(str(tmp_path / "各 居委会"))
    window.report.set(str(tmp_path / "没有的" / "报告"))
    words = consolidated(window)
    assert (
        words
        == f"没有完成：报告存不进“{tmp_path}/没有的/报告.xlsx”。请先关闭正在打开的报告，或另选一个文件夹。"
    )

    def fail(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("scripts.window.desk_window.consolidate_folder", fail)
    log = tmp_path / "log" / "GreenCommunity" / "addin.log"
    assert consolidated(window) == f"没有完成：程序出错，与报送内容无关。请把日志文件 {log} 交给维护人员。"
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_an_earlier_report_is_replaced_only_when_agreed(
    window: "Window", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter([False, True])

    def ask(_title: str, question: str) -> bool:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("tkinter.messagebox.askyesno", ask)
    report = tmp_path / "上次.xlsx"
    command("consolidate", tmp_path / "各 居委会", "-o", report, "--round", "2021")
    before = report.read_bytes()
    window.folder.set(str(tmp_path / "各 居委会"))
    window.report.set(str(report))
    consolidated(window)
    assert report.read_bytes() == before
    consolidated(window)
    assert report.read_bytes() != before
    consolidated(window)  # a second time it is our own report that is brought up to date
    assert asked == ["“上次.xlsx”已经有了。要用新的报告替换它吗？"] * 2


def test_a_double_click_opens_the_window(display: str, tmp_path: Path) -> None:
    picture = tmp_path / "screen.png"
    with started([sys.executable, ROOT / "汇总.pyw"], env={"DISPLAY": display}, cwd=tmp_path):
        end, colours = time.monotonic() + 60, 0
        while colours < 20:
            assert time.monotonic() < end, "no window appears"
            run([require("import"), "-display", display, "-window", "root", picture], 30)
            colours = int(run(["identify", "-format", "%k", picture], 30))


def test_the_packages_it_looks_for_are_those_the_program_depends_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[<>=]", line)[0].lower() for line in project["dependencies"]}
    distributions = packages_distributions()
    assert {distributions[name][0].lower() for name in desk.PACKAGES} == wanted


def test_a_python_without_the_packages_hands_over_to_the_programs_own(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    shutil.copy(ROOT / "汇总.pyw", tmp_path)
    own = tmp_path / ".venv" / "bin" / "python"
    own.parent.mkdir(parents=True)
    own.write_text(f'#!/bin/sh\nprintf %s "$1" > "{tmp_path}/started"\n')
    own.chmod(0o755)
    run([sys.executable, "-S", "-E", tmp_path / "汇总.pyw"], 30, cwd=Path("/"))
    for _ in range(1000):
        if (tmp_path / "started").exists():
            break
        time.sleep(0.01)
    assert (tmp_path / "started").read_text(encoding="utf-8") == str(tmp_path / "汇总.pyw")


def test_without_any_set_up_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said: list[str] = []
    monkeypatch.setattr(desk, "NEEDED", ("no_such_package",))
    monkeypatch.setattr(desk, "ROOT", tmp_path)
    monkeypatch.setattr(desk, "_say", said.append)
    desk.main()
    assert said == ["程序还没有装好。请按《镇办汇总手册》第三部分安装，再双击一次。"]
