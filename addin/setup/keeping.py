"""What set-up keeps beside the configuration file: its content of before, byte for byte, and a record of what was done."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from addin.setup.configuration import content_of, only, without
from pipeline.writing.replacing import replacing

BACKUP, RECORD = "xlwings.conf.before-green-community", "green-community.json"


class RecordError(Exception):
    """A record that cannot be read; the text is one Chinese sentence."""


@dataclass(frozen=True)
class Record:
    """What set-up did for one configuration file.

    ``existed``: there was a file before; ``written``: the digest of what we left there; ``exact``: nobody else has
    changed it between our own changes; ``trusted``: the registry keys that we made.
    """

    existed: bool
    written: str
    exact: bool = True
    trusted: tuple[str, ...] = ()


def record_of(path: Path) -> Record | None:
    """The record of a configuration file; None where set-up has done nothing."""
    content = content_of(path.with_name(RECORD))
    if content is None:
        return None
    try:
        fields = json.loads(content)
        return Record(**fields | {"trusted": tuple(fields["trusted"])})
    except (ValueError, TypeError, KeyError):
        kept = f"原来的配置在同一文件夹的 {BACKUP}" if path.with_name(BACKUP).exists() else "原来没有配置文件"
        raise RecordError(f"安装记录 {path.with_name(RECORD)} 已损坏。请删除它再安装一次；{kept}。") from None


def begin(path: Path) -> Record:
    """The record to go on with; at the first change the file is copied aside before anything is written."""
    if record := record_of(path):
        return record
    path.parent.mkdir(parents=True, exist_ok=True)
    current = content_of(path)
    if current is not None and not path.with_name(BACKUP).exists():
        put(path.with_name(BACKUP), current)
    record = Record(existed=current is not None, written=_digest(current))
    return _save(path, record)


def write(path: Path, content: bytes) -> None:
    """Put the configuration in place, recorded beforehand."""
    record = begin(path)
    exact = record.exact and record.written == _digest(content_of(path))
    _save(path, replace(record, written=_digest(content), exact=exact))
    put(path, content)


def note_trusted(path: Path, key: str) -> None:
    """Record a registry key before it is made."""
    record = begin(path)
    _save(path, replace(record, trusted=(*record.trusted, key)))


def earlier(path: Path, record: Record | None) -> bytes | None:
    """The content before set-up; None where there was no file."""
    if record is None:
        return content_of(path)
    return content_of(path.with_name(BACKUP)) if record.existed else None


def restored(path: Path, record: Record, ours: Collection[str]) -> bytes | None:
    """The content after removing: that of before, with what others have written since; None for no file."""
    before, current = earlier(path, record), content_of(path)
    if current is None or (record.exact and record.written == _digest(current)):
        return before
    return only(before or b"", ours) + without(current, ours) or before


def forget(path: Path) -> None:
    """Remove the copy and the record, and the folder if it holds nothing else."""
    path.with_name(BACKUP).unlink(missing_ok=True)
    path.with_name(RECORD).unlink()
    if not any(path.parent.iterdir()):
        path.parent.rmdir()


def put(path: Path, content: bytes) -> None:
    """Replace a file whole."""
    with replacing(path) as file:
        file.path.write_bytes(content)


def _save(path: Path, record: Record) -> Record:
    put(path.with_name(RECORD), json.dumps(asdict(record)).encode("ascii"))
    return record


def _digest(content: bytes | None) -> str:
    return hashlib.sha256(content or b"").hexdigest()
