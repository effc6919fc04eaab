"""What earlier versions wrote to set Excel up, and undoing it: lines of the user's xlwings.conf, trusted locations.

They kept beside the file its content of before, byte for byte, and a record of what they did. The file holds pairs of
quoted texts in the code page of Windows; what others have changed in it since stays.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.writing.replacing import write_bytes

FILE = "xlwings.conf"
BACKUP, RECORD = "xlwings.conf.before-green-community", "green-community.json"
OURS = (b"interpreter_win", b"pythonpath", b"add_workbook_to_pythonpath", b"show console")
"""The settings that they wrote."""

_LINE = re.compile(rb'\s*"?([^",]*)"?\s*,')


class RecordError(Exception):
    """A record that cannot be read; the text is one Chinese sentence."""


@dataclass(frozen=True)
class Record:
    """What was done for one configuration file.

    ``existed``: there was a file before; ``written``: the digest of what was left there; ``exact``: nobody else had
    changed it between changes of ours; ``trusted``: the registry keys that were made.
    """

    existed: bool
    written: str
    exact: bool = True
    trusted: tuple[str, ...] = ()


def user_file(profile: Path) -> Path:
    """The configuration of the user with this profile folder."""
    return profile / ".xlwings" / FILE


def record_of(path: Path) -> Record | None:
    """The record of a configuration file; None where no earlier version has set Excel up."""
    content = _content(path.with_name(RECORD))
    if content is None:
        return None
    try:
        fields = json.loads(content)
        return Record(**fields | {"trusted": tuple(fields["trusted"])})
    except (ValueError, TypeError, KeyError):
        kept = f"原来的配置在同一文件夹的 {BACKUP}" if path.with_name(BACKUP).exists() else "原来没有配置文件"
        raise RecordError(f"安装记录 {path.with_name(RECORD)} 已损坏。请删除它再运行一次；{kept}。") from None


def restore(path: Path, record: Record) -> None:
    """Put the configuration back as it was, with what others have written since; nothing of ours is left."""
    content = _before_and_since(path, record)
    if content is None:
        path.unlink(missing_ok=True)
    else:
        write_bytes(path, content)
    path.with_name(BACKUP).unlink(missing_ok=True)
    path.with_name(RECORD).unlink()
    if not any(path.parent.iterdir()):
        path.parent.rmdir()


def _before_and_since(path: Path, record: Record) -> bytes | None:
    before, current = _content(path.with_name(BACKUP)) if record.existed else None, _content(path)
    if current is None or (record.exact and record.written == hashlib.sha256(current).hexdigest()):
        return before
    settings = b"".join(line + b"\r\n" for line in (before or b"").splitlines() if _is_ours(line))
    others = b"".join(line for line in current.splitlines(keepends=True) if not _is_ours(line))
    return settings + others or before


def _is_ours(line: bytes) -> bool:
    match = _LINE.match(line)
    return match is not None and match[1].strip().lower() in OURS


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
