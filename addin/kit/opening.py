"""Opening the window of 汇总.pyw by a program that was installed from a kit; stands in a kit like ``install``."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

PATIENCE = 5
"""Seconds in which a program that cannot open its window has ended."""

NOT_INSTALLED = "这台电脑上还没有安装。请先双击 安装.cmd，装好后再双击 汇总.cmd。"
NOT_OPENED = "“汇总”窗口没有打开。请再双击一次 安装.cmd；仍然打不开的，请看杀毒软件是否拦截。"


def opened(pythons: Sequence[Path], say: Callable[[str], None]) -> str:
    """Open the window by the last of these Pythons that is there, and leave it; one Chinese sentence where it cannot be."""
    there = [python for python in pythons if python.is_file()]
    if not there:
        return NOT_INSTALLED
    say("正在打开“汇总”窗口，请稍候。这个黑色窗口会自动关闭……")
    windowed = there[-1].with_name(there[-1].name.replace("python.exe", "pythonw.exe"))
    command = [str(windowed), "-I", "-c", "from scripts.window.desk import main; main()"]
    nothing = subprocess.DEVNULL
    window = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing)  # noqa: S603 - our own
    try:
        return NOT_OPENED if window.wait(PATIENCE) else ""
    except subprocess.TimeoutExpired:
        return ""
