"""Writing one workbook per community: what goes wrong with one of them is its own."""

from collections.abc import Callable
from pathlib import Path

from pipeline.checking.engine import PROGRAM, Failure
from pipeline.tracing import traced


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
