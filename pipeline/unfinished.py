"""Files while they are written: what they are called, and what a run that was ended in the middle leaves of them."""

import re
import time
from contextlib import suppress
from pathlib import Path

MARK = ".green-community-"
"""What the name of an unfinished file begins with."""

_NAME = re.compile(rf"{re.escape(MARK)}\w{{8}}\.\w+")

_OLD = 3600
"""Seconds after which nobody is writing to an unfinished file any more."""


def is_unfinished(name: str) -> bool:
    """Whether a file is what a run of ours left that was ended in the middle of writing."""
    return _NAME.fullmatch(name) is not None


def sweep(folder: Path) -> None:
    """Remove what runs that were ended long ago left unfinished."""
    for path in folder.glob(f"{MARK}*"):
        with suppress(OSError):
            if is_unfinished(path.name) and time.time() - path.stat().st_mtime > _OLD:
                path.unlink()
