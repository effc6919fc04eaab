"""The log file of all doors: what failed and where in the program, never what stood in a cell."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pipeline.checking.engine import Failure
from pipeline.harmless import one_line
from pipeline.policy.masking import masked
from pipeline.tracing import traced


def log_file() -> Path:
    """Where failures are noted: the user's local application data on Windows, else the home folder."""
    local = os.environ.get("LOCALAPPDATA")
    return (Path(local, "GreenCommunity") if local else Path.home() / ".green-community") / "addin.log"


def note(doing: str, error: BaseException) -> Path | None:
    """Add a failure to the log; its path, None when it cannot be written (the failure counts, not the log)."""
    return _add(f"{doing}\n{traced(error)}")


def note_failures(doing: str, failures: Sequence[Failure]) -> Path | None:
    """Add what failed by itself in a check, with the rule or file concerned; the log's path as ``note`` has it."""
    return _add("\n".join(f"{doing} {f.title} {f.file or ''}\n{f.details}" for f in failures))


def noted(doing: str, error: BaseException) -> str:
    """Add a failure to the log; what its user is to do, as the end of a sentence."""
    return _handing_over(note(doing, error))


def noted_failures(doing: str, failures: Sequence[Failure]) -> str:
    """The same for what failed by itself in a check."""
    return _handing_over(note_failures(doing, failures))


def _handing_over(log: Path | None) -> str:
    return f"请把日志文件 {log} 交给维护人员" if log else "请联系维护人员"


def _add(entry: str) -> Path | None:
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            lines = map(one_line, masked(entry).splitlines())
            log.write("\n".join([f"{datetime.now():%Y-%m-%d %H:%M:%S} {next(lines)}", *lines, "\n"]))
    except OSError:
        return None
    return path
