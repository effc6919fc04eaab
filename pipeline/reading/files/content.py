"""The bytes of a file found, wherever it lies; what cannot be had is a problem, never an exception."""

import os
from datetime import datetime, tzinfo
from pathlib import Path
from typing import NamedTuple

from pipeline.reading.containers import limits
from pipeline.reading.files.archive import read_member
from pipeline.reading.files.discovery import FoundFile, reason, special
from validators.rule import Problem

_CHANGING = Problem("unreadable", "文件正在被改动")
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class FileContent(NamedTuple):
    """A file's bytes and its time in the town (None where that is no day of ours), or the problem that prevents it."""

    data: bytes = b""
    received: datetime | None = None
    problem: Problem | None = None


def content_of(file: FoundFile, zone: tzinfo) -> FileContent:
    """Read a file whole, or a member of an archive; an archive keeps times as the clock showed them, without a zone."""
    if file.problem:
        return FileContent(problem=file.problem)
    try:
        if file.member is None:
            return _read(file.path, zone)
        found = read_member(file.path, file.member)
        if isinstance(found, Problem):
            return FileContent(problem=found)
        data, packed = found
        return FileContent(data, packed or time_of(file.path.stat().st_mtime, zone))
    except OSError as error:
        return FileContent(problem=Problem("unreadable", reason(error)))


def _read(path: Path, zone: tzinfo) -> FileContent:
    """The bytes as they were at one moment: a file that changes while it is read is read once more."""
    for _ in range(2):
        with os.fdopen(os.open(path, _OPEN), "rb") as opened:
            before = os.fstat(opened.fileno())
            if problem := special(before.st_mode):
                return FileContent(problem=problem)
            if before.st_size > limits.FILE:
                return FileContent(problem=_too_large(before.st_size))
            data = opened.read(limits.FILE + 1)
            after = os.fstat(opened.fileno())
        if len(data) == before.st_size and before.st_mtime_ns == after.st_mtime_ns:
            return FileContent(data, time_of(before.st_mtime, zone))
    return FileContent(problem=_CHANGING)


def time_of(seconds: float, zone: tzinfo) -> datetime | None:
    """The time of a file on the clocks of a zone; None for one outside the years 1 to 9999, or that the system cannot tell."""
    try:
        return datetime.fromtimestamp(seconds, zone).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None


def _too_large(size: int) -> Problem:
    return Problem("too_large", f"文件有{limits.sized(size)}，最多{limits.sized(limits.FILE)}")
