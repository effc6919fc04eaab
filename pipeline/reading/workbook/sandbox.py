"""Work on a doubtful workbook in a process of its own, which may end badly: out of memory, too slow, crashed.

Where a system has no processes, as in a browser, ``tried_by`` says what does it there.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from pipeline.reading.containers import limits
from validators.rule import Problem

Trial: TypeAlias = Callable[[bytes, str, tuple[int, ...]], bytes | Problem]
"""Takes a workbook, what to do with it (``sandbox_child.DOES``) and within which bounds; gives what comes of it."""

_CHILD = Path(__file__).with_name("sandbox_child.py")
_FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_OUT_OF_TIME = (-24, -9)
"""SIGXCPU, and SIGKILL where that is not heeded."""


def tried(data: bytes) -> Problem | None:
    """What stands against reading a workbook here; None when it was read to its end within the limits."""
    said = _said_of(data, "tried", limits.SHEETS, limits.ROWS, limits.COLUMNS, limits.CELLS)
    if isinstance(said, Problem):
        return said
    return Problem(*json.loads(said)) if said else None


def decrypted(data: bytes) -> bytes | Problem:
    """A workbook without the password that spreadsheet programs try unasked; a problem where it has another."""
    made = _said_of(data, "decrypted")
    return made if made and not isinstance(made, Problem) else Problem("encrypted")


def from_spreadsheetml(data: bytes) -> bytes | Problem:
    """A workbook in the XML of Excel 2003 as an xlsx."""
    return _said_of(data, "from_spreadsheetml")


def unreadable_sheets(data: bytes) -> dict[int, str]:
    """The names of the sheets of an xls that cost all the others, by their places; none where nobody can tell."""
    said = _said_of(data, "unreadable_sheets")
    return {} if isinstance(said, Problem) else {int(at): name for at, name in json.loads(said).items()}


def tried_by(trial: Trial) -> None:
    """Have doubtful workbooks tried by something else than a process of this system, from now on."""
    global _trial  # noqa: PLW0603 - a door's own, set once when it opens
    _trial = trial


def too_slow(seconds: int = limits.SECONDS) -> Problem:
    """What stands against a workbook that takes too long."""
    return Problem("too_large", f"读取超过{seconds}秒")


def too_much() -> Problem:
    """What stands against a workbook that takes too much memory."""
    return Problem("too_large", f"读取要占用{limits.sized(limits.MEMORY)}以上的内存")


def crashed(code: int = 1) -> Problem:
    """What stands against a workbook over which the reader ended; 1 is what Python ends with."""
    return Problem("damaged", f"reader ended with {code}")


def _said_of(data: bytes, what: str, *bounds: int) -> bytes | Problem:
    """What is said of a workbook where it is tried, when it is asked to do something with it."""
    return _trial(data, what, bounds)


def _in_a_process(data: bytes, what: str, bounds: tuple[int, ...]) -> bytes | Problem:
    command = [sys.executable, "-P", str(_CHILD), what, *map(str, (limits.MEMORY, limits.SECONDS, *bounds))]
    try:
        child = subprocess.run(  # noqa: S603 - our own module under our own Python
            command, input=data, capture_output=True, timeout=limits.WAIT, creationflags=_FLAGS, check=False
        )
    except subprocess.TimeoutExpired:
        return too_slow(limits.WAIT)
    if child.returncode == 0:
        return child.stdout
    if b"MemoryError" in child.stderr or b"memory allocation" in child.stderr or b"capacity" in child.stderr:
        return too_much()
    if child.returncode in _OUT_OF_TIME:
        return too_slow()
    return crashed(child.returncode)


_trial: Trial = _in_a_process
