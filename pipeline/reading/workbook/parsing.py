"""Calamine, which parses a workbook's parts: first in a process of its own where they are doubtful."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
)

from pipeline.reading.containers.limits import UnreadableError
from pipeline.reading.containers.package import PLAIN_SHEETS, Package


@contextmanager
def no_panic() -> Iterator[None]:
    """A reader that gives itself up over what a file holds has found a damaged file."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise CalamineError(str(error)) from None


def unpacked(package: Package, without: Collection[str]) -> CalamineWorkbook:
    """Open the workbook without some of its parts; a doubtful one is tried first, and that whole."""
    data, doubtful = package.rebuilt(without)
    if not doubtful:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        if len(workbook.sheet_names) <= PLAIN_SHEETS:
            return workbook
    return tried(package.rebuilt()[0] if without else data)


def tried(data: bytes) -> CalamineWorkbook:
    """Open what a process of its own has read to its end; CalamineError or UnreadableError when it has not."""
    from pipeline.reading.workbook import sandbox

    if problem := sandbox.tried(data):
        if problem.kind == "unparsed":
            raise CalamineError(problem.detail)
        raise UnreadableError(problem.kind, problem.detail)
    return CalamineWorkbook.from_filelike(BytesIO(data))
