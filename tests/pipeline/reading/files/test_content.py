"""A file is read as it was at one moment, or not at all."""

import os
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import IO, Any

import pytest

from pipeline.reading.files.content import content_of
from pipeline.reading.files.discovery import find_files

Change = Callable[[Path], object]


def _longer(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def _touched(path: Path) -> None:
    """The same number of bytes, saved anew."""
    before = path.stat().st_mtime
    path.write_bytes(path.read_bytes().swapcase())
    os.utime(path, (before + 1, before + 1))


def _longer_at_the_same_time(path: Path) -> None:
    """As where a file's time counts whole seconds."""
    before = path.stat().st_mtime
    _longer(path)
    os.utime(path, (before, before))


@pytest.mark.parametrize(
    ("change", "early"), [(_longer, False), (_touched, False), (_longer_at_the_same_time, True)]
)
@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_file_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Change, early: bool, times: int
) -> None:
    """What was saved once meanwhile is read anew; what goes on changing is not read."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"first")
    os.utime(path, (1_500_000_000, 1_500_000_000))
    left = [change] * times
    opened = os.fdopen

    def changing(number: int, mode: str) -> object:
        return _Changing(opened(number, mode), lambda: left and left.pop()(path), early)

    monkeypatch.setattr("pipeline.reading.files.content.os.fdopen", changing)
    (found,) = find_files([path])
    got = content_of(found, UTC)
    if times < 2:
        assert (got.data, got.problem) == (path.read_bytes(), None)
    else:
        assert got.problem
        assert (got.data, got.problem.kind, got.problem.detail) == (b"", "unreadable", "文件正在被改动")


class _Changing:
    """An open file that somebody saves right before or after its bytes are read."""

    def __init__(self, file: IO[Any], save: Callable[[], object], early: bool) -> None:
        self.file, self.save, self.early, self.fileno = file, save, early, file.fileno

    def read(self, size: int) -> bytes:
        if self.early:
            self.save()
        data: bytes = self.file.read(size)
        if not self.early:
            self.save()
        return data

    def __enter__(self) -> "_Changing":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()
