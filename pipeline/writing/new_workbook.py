"""Putting a workbook in place whole, with one clear error when there is no room for it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from pipeline.writing.replacing import Replacement, replacing


@contextmanager
def replacing_workbook(
    target: Path, options: Mapping[str, object], *, dated: bool = False
) -> Iterator[tuple[xlsxwriter.Workbook, Replacement]]:
    """Yield a workbook to fill; it is written and takes the target's place as ``replacing`` has it, with its OSError.

    Of what XlsxWriter puts on the disk meanwhile nothing is left where it fails, too.
    """
    with replacing(target, dated=dated) as file:
        with _Sink(file.path, "wb") as sink, TemporaryDirectory(ignore_cleanup_errors=True) as parts:
            try:
                with xlsxwriter.Workbook(sink, {**options, "tmpdir": parts}) as workbook:
                    yield workbook, file
            except FileCreateError as error:  # a temporary file of XlsxWriter's own
                sink.failure = OSError(error.args[0].errno, error.args[0].strerror)
        if sink.failure:
            raise sink.failure


class _Sink(FileIO):
    """A file that keeps its first failure to itself.

    XlsxWriter would make another exception of it, and leave its archive open for the interpreter to complain about.
    """

    failure: OSError | None = None

    def write(self, data: Any, /) -> int:
        rest = memoryview(data).cast("B")
        size = len(rest)
        try:
            while rest and not self.failure:
                rest = rest[super().write(rest) :]
        except OSError as error:
            self.failure = OSError(error.errno, error.strerror)
        return size
