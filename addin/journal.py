"""The log file of buttons, functions and self-check: what failed and where in the program, never what stood in a cell."""

import os
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path


def log_file() -> Path:
    """Where failures are noted: the user's local application data on Windows, else the home folder."""
    local = os.environ.get("LOCALAPPDATA")
    return (
        Path(local, "GreenCommunity", "addin.log")
        if local
        else Path.home() / ".green-community" / "addin.log"
    )


def note(doing: str, error: BaseException) -> Path | None:
    """Add a failure to the log; its path, None when it cannot be written (the failure counts, not the log)."""
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {doing}\n{''.join(_details(error))}\n")
    except OSError:
        return None
    return path


def noted(doing: str, error: BaseException) -> str:
    """Add a failure to the log; what its user is to do, as the end of a sentence."""
    log = note(doing, error)
    return f"请把日志文件 {log} 交给维护人员" if log else "请联系维护人员"


def _details(error: BaseException | None) -> Iterator[str]:
    """Kind, code and frames of the error and of those behind it; its text may quote a cell and is left out."""
    while error is not None:
        number = getattr(error, "hresult", None) or getattr(error, "errno", None)
        yield f"{type(error).__name__}{f' ({number})' if number else ''}\n"
        yield from traceback.format_tb(error.__traceback__)
        error = error.__cause__ or error.__context__
