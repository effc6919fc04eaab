"""Door 2 for desks without the add-in: what 汇总.pyw starts.

A double click starts whatever Python Windows knows, so nothing here needs more than the standard library, an old
one too, before that Python is known to have what the program needs.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "汇总.pyw"
PACKAGES = (
    "click",
    "docx",
    "jinja2",
    "msoffcrypto",
    "pandas",
    "pathvalidate",
    "platformdirs",
    "pydantic",
    "pyopenvba",
    "python_calamine",
    "rich",
    "stdnum",
    "tzdata",
    "xlrd",
    "xlsxwriter",
    "xlwings",
)
"""What pyproject.toml depends on, as Python imports it."""

NEEDED = ("tomllib", "tkinter", "_tkinter", *PACKAGES)
"""``tomllib`` came with Python 3.11; a Python has ``tkinter`` without ``_tkinter`` where the system ships it apart."""

NOT_INSTALLED = "程序还没有装好。请按《镇办汇总手册》第三部分安装，再双击一次。"


def main() -> None:
    """Open the window, with the Python of the program's own environment if this one lacks something."""
    if all(find_spec(name) for name in NEEDED):
        from scripts.window.desk_window import open_window

        open_window()
    elif (own := _own_python()) and Path(sys.prefix) != ROOT / ".venv":
        subprocess.Popen([own, PROGRAM])  # noqa: S603 - our own program, with the Python set up beside it
    else:
        _say(NOT_INSTALLED)


def _own_python() -> Path | None:
    """The Python that the set-up put beside the program, without a console on Windows."""
    places = (ROOT / ".venv" / "Scripts" / "pythonw.exe", ROOT / ".venv" / "bin" / "python")
    return next((place for place in places if place.is_file()), None)


def _say(sentence: str) -> None:
    """Tell somebody who has nothing but this Python."""
    try:
        from tkinter import messagebox

        messagebox.showerror("汇总", sentence)
    except ImportError:
        sys.exit(sentence)
