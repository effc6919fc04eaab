"""Writing a file so that a crash leaves the old one whole (law 5)."""

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from glob import escape
from pathlib import Path

from pipeline.unfinished import MARK, sweep


@dataclass
class Replacement:
    """``path`` is where to write; ``place`` is where that stands once all went well."""

    path: Path
    place: Path


@contextmanager
def replacing(target: Path, *, dated: bool = False) -> Iterator[Replacement]:
    """Yield a path beside the target to write to; it takes the target's place only when all went well.

    ``dated`` allows a name with the time in it where another program holds the target open. OSError when the folder
    cannot be written to, the target is held and no other name allowed, or no file: a link is neither followed nor
    replaced.
    """
    if why := obstacle(target):
        raise OSError(errno.EEXIST, why, str(target))
    sweep(target.parent)
    try:
        begun = _begun(target.parent, target.suffix)
    except OSError as error:
        error.filename = str(target)  # not the name of a file that nobody knows of
        raise
    file = Replacement(begun, target)
    try:
        yield file
        file.path.chmod(0o644)
        try:
            file.path.replace(target)
        except PermissionError:
            if not dated or not target.is_file():
                raise
            file.place = dated_name(target)
            file.path.replace(file.place)
    finally:
        with suppress(FileNotFoundError):
            file.path.unlink()


def takes_files(folder: Path) -> bool:
    """Whether a file can be made in the folder; none is left there."""
    try:
        _begun(folder, ".tmp").unlink()
    except OSError:
        return False
    return True


def _begun(folder: Path, ending: str) -> Path:
    """A new file in the folder, for nobody else to read; not by ``tempfile``.

    In a folder of Windows where nobody may write, that tries two thousand million names before Python 3.13.
    """
    path = folder / f"{MARK}{secrets.token_hex(4)}{ending}"
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return path


def obstacle(target: Path) -> str | None:
    """What stands at a path where nothing of ours may be put: anything but a file."""
    try:
        mode = target.lstat().st_mode
    except OSError:
        return None
    if stat.S_ISREG(mode):
        return None
    kinds = ((stat.S_ISLNK, "it is a link; name the file itself"), (stat.S_ISDIR, "it is a folder"))
    return next((words for is_kind, words in kinds if is_kind(mode)), "it is a pipe or a device, no file")


def dated_name(target: Path) -> Path:
    """The target's name with the time in it."""
    return target.with_stem(f"{target.stem}_{datetime.now():%Y%m%d-%H%M%S}")


def dated_beside(target: Path) -> list[Path]:
    """What was written under a dated name in the place of the target."""
    return list(target.parent.glob(f"{escape(target.stem)}_????????-??????{escape(target.suffix)}"))


def write_text(target: Path, text: str) -> None:
    """Put a UTF-8 text file in place whole."""
    with replacing(target) as file:
        file.path.write_text(text, encoding="utf-8", newline="\n")


def write_bytes(target: Path, content: bytes) -> None:
    """Put a file in place whole."""
    with replacing(target) as file:
        file.path.write_bytes(content)
