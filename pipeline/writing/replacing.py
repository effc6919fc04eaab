"""Writing a file so that a crash leaves the old one whole (law 5)."""

import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_MARK = "green-community-"
_UNFINISHED = re.compile(rf"\.{_MARK}\w{{8}}\.\w+")
_OLD = 3600  # seconds after which nobody is writing to an unfinished file any more


def is_unfinished(name: str) -> bool:
    """Whether a file is what a run of ours left that was ended in the middle of writing."""
    return _UNFINISHED.fullmatch(name) is not None


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a path beside the target to write to; it takes the target's place only when all went well.

    OSError when the folder cannot be written to or the target is held open by another program.
    """
    _sweep(target.parent)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{_MARK}", suffix=target.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(target)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _sweep(folder: Path) -> None:
    """Remove what runs that were ended long ago left unfinished."""
    for path in folder.glob(f".{_MARK}*"):
        with suppress(OSError):
            if is_unfinished(path.name) and time.time() - path.stat().st_mtime > _OLD:
                path.unlink()


def write_text(target: Path, text: str) -> None:
    """Put a UTF-8 text file in place whole."""
    with replacing(target) as path:
        path.write_text(text, encoding="utf-8", newline="\n")
