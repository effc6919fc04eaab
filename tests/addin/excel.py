"""Excel's side of a worksheet function: arguments as Excel sends them, xlwings' own code in between.

xlwings decides at import whom it serves, so each transport is a process of its own, spoken to in lines of JSON:

- ``desktop``: the classic add-in, ``xlwings.udfs.call_udf``; the Windows modules it imports are stood in for, and
  cells arrive as COM gives them (a tuple of rows, a bare value for one cell, errors as numbers);
- ``server``: Office.js, ``xlwings.server.custom_functions_call``; cells arrive as JSON, errors as objects.
"""

import asyncio
import ctypes
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace, TracebackType
from typing import Any
from unittest.mock import MagicMock

ERROR = {"excel": "#N/A"}
"""A cell that shows #N/A."""

OMITTED = {"excel": "omitted"}
"""An argument that the formula leaves out."""

_COM_ERROR, _COM_MISSING = -2146826246, -2147352572
_OFFICE_ERROR = {"type": "Error", "errorType": "NotAvailable", "basicType": "Error", "basicValue": "#N/A"}
_SERVER = {"XLWINGS_ON_SERVER": "true", "XLWINGS_LICENSE_KEY": "noncommercial"}
_WINDOWS = (
    "pythoncom", "pywintypes", "win32com", "win32com.client", "win32com.server", "win32com.server.util",
    "win32com.server.dispatcher", "win32com.server.policy", "win32api", "win32con", "win32gui", "win32process",
    "win32timezone", "win32event",
)  # fmt: skip


def column(*cells: Any) -> list[list[Any]]:
    """A range one cell wide."""
    return [[cell] for cell in cells]


def row(*cells: Any) -> list[list[Any]]:
    """A range one cell high."""
    return [list(cells)]


class Excel:
    """A transport that is running; called with a function's name and its arguments, rows of cells each."""

    def __init__(self, transport: str) -> None:
        mine = {name: value for name, value in os.environ.items() if not name.startswith("XLWINGS_")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, transport],
            env=mine | (_SERVER if transport == "server" else {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __call__(self, function: str, *args: Any) -> Any:
        """What the cells show: a value, or rows of values for more than one cell."""
        rows = self.ask("call", function, list(args))
        return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else rows

    def ask(self, *question: Any) -> Any:
        """The process's answer; ``signatures``, ``wrappers`` and ``in_book`` are its other questions."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def __enter__(self) -> "Excel":
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._process.communicate()


def _serve_server() -> dict[str, Callable[..., Any]]:
    import xlwings as xw
    from xlwings.server import custom_functions_call

    from addin import udfs

    def sent(arg: Any) -> Any:
        if arg == OMITTED:
            return None
        return [[_OFFICE_ERROR if cell == ERROR else cell for cell in row] for row in arg]

    def call(function: str, args: list[Any]) -> Any:
        data = {"func_name": function, "args": [sent(arg) for arg in args], "runtime": "1.4"}
        data |= {"version": xw.__version__, "client": "Office.js", "caller_address": "[本.xlsx]Sheet1!A1"}
        return asyncio.run(custom_functions_call(data, udfs))

    def in_book(scheme_id: str | None) -> None:
        """Call from a workbook that names this scheme, or names none."""
        name = {"name": "GC_SchemeId", "sheet_index": 0, "address": "A1", "book_scope": True}
        name |= {"scope_sheet_name": None, "scope_sheet_index": None}
        sheet = {"name": "方案", "values": [[scheme_id]], "pictures": [], "tables": []}
        book = {"name": "本.xlsm", "active_sheet_index": 0, "selection": "A1"}
        names = [name] if scheme_id else []
        book_json = {
            "client": "Office.js",
            "version": xw.__version__,
            "book": book,
            "names": names,
            "sheets": [sheet],
        }
        xw.Book(json=book_json).set_mock_caller()

    return {"call": call, "in_book": in_book, "signatures": lambda: _signatures(udfs)}


def _serve_desktop() -> dict[str, Callable[..., Any]]:
    for name in _WINDOWS:
        sys.modules[name] = MagicMock(name=name)
    client: Any = sys.modules["win32com.client"]
    client.CDispatch = client.DispatchBaseClass = client.CoClassBaseClass = type("Com", (), {})
    stand_in: Any = SimpleNamespace(pywintypes=sys.modules["pywintypes"], pythoncom=sys.modules["pythoncom"])
    stand_in.pywintypes.TimeType = type("TimeType", (), {})
    stand_in.pythoncom.__file__ = ""
    missing_here: Any = ctypes
    missing_here.oledll = missing_here.windll = missing_here.PyDLL = MagicMock()
    import xlwings as xw
    import xlwings._xlwindows as windows

    windows_only: Any = xw
    windows_only._xlwindows = windows
    xw.engines.add(xw.Engine(impl=windows.engine))
    from xlwings import udfs

    classic: Any = udfs
    windows_only.func, windows_only.arg = classic.xlfunc, classic.xlarg
    from addin import udfs as ours

    def sent(arg: Any) -> Any:
        if arg == OMITTED:
            return _COM_MISSING
        cells = tuple(tuple(_COM_ERROR if cell == ERROR else cell for cell in row) for row in arg)
        return cells[0][0] if len(cells) == len(cells[0]) == 1 else cells

    def wrappers() -> str:
        text = io.StringIO()
        classic.generate_vba_wrapper("addin.udfs", ours, text, SimpleNamespace(Name="template.xlsm"))
        return text.getvalue()

    return {
        "call": lambda name, args: classic.call_udf("addin.udfs", name, tuple(map(sent, args))),
        "signatures": lambda: _signatures(ours),
        "wrappers": wrappers,
    }


def _signatures(module: Any) -> list[Any]:
    """Per function as xlwings registered it: name, description, and of each argument name, text, optional or not."""
    infos = [value.__xlfunc__ for value in vars(module).values() if hasattr(value, "__xlfunc__")]
    return [
        [info["name"], info["ret"]["doc"], [[a["name"], a["doc"], "optional" in a] for a in info["args"]]]
        for info in infos
    ]


if __name__ == "__main__":
    answers = {"server": _serve_server, "desktop": _serve_desktop}[sys.argv[1]]()
    for line in sys.stdin:
        asked, *about = json.loads(line)
        print(json.dumps(answers[asked](*about)), flush=True)  # noqa: T201 - the answer goes down the pipe
