"""Writing one workbook per community: what goes wrong with one of them is its own."""

import errno
from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.checking.engine import PROGRAM, Failure
from pipeline.reading.files.own_reports import is_foreign
from pipeline.tracing import traced
from pipeline.writing.naming import file_names

_KEPT = "it was not built here, or somebody has saved it since"


class Copies:
    """The workbooks written so far with what each is made from, those that could not be, and where the program failed."""

    def __init__(self) -> None:
        self.written: dict[Path, str] = {}
        self.unwritten: dict[Path, OSError] = {}
        self.failures: list[Failure] = []

    def add(self, path: Path, file: str, write: Callable[[Path], None]) -> None:
        """Write one more; ``file`` is what it is made from, which a failure names."""
        try:
            write(path)
            self.written[path] = file
        except OSError as error:
            self.unwritten[path] = error
        except Exception as error:  # whatever it is: the other communities get theirs
            self.failures.append(Failure(PROGRAM, file, traced(error)))


def copies_in(
    folder: Path, called: str, writes: Mapping[str, tuple[str, Callable[[Path], None]]], *, overwrite: bool
) -> Copies:
    """Write a workbook ``community_called.xlsx`` for each community by its name, made from a file.

    One that cannot be written costs no other; what is there already and was not built here, or was saved by somebody since,
    stays unless ``overwrite``. The folder is made when it is not there; OSError when it cannot be.
    """
    if writes:
        folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in file_names(writes, f"_{called}.xlsx")]
    copies = Copies()
    for (file, write), path in zip(writes.values(), paths, strict=True):
        if is_foreign(path, copies=True) and not overwrite:
            copies.unwritten[path] = FileExistsError(errno.EEXIST, _KEPT, str(path))
        else:
            copies.add(path, file, write)
    return copies
