"""How much of a file is read: a submission stays far below, and what does not is refused."""

from validators.cells import CellRef
from validators.rule import Problem

MEBIBYTE = 1 << 20

FILE = 64 * MEBIBYTE
"""Bytes of a file, or of a member of an archive."""

UNZIPPED = 128 * MEBIBYTE
"""Bytes that the parts of a workbook which are read take when inflated; pictures are not read."""

PARTS = 5_000
"""Parts of a zipped workbook, and files in an archive."""

SHEETS = 100
"""Worksheets of a workbook."""

ROWS, COLUMNS = 100_000, 2_000
"""The last row and the last column in use on a sheet."""

CELLS = 2_000_000
"""Cells of all sheets together, blanks between those in use included."""

MEMORY = 1_024 * MEBIBYTE
"""Bytes that a doubtful workbook may take while it is tried."""

SECONDS = 5
"""Seconds of the processor that trying a doubtful workbook may take; Windows does not count them."""

WAIT = 2 * SECONDS
"""Seconds that are waited for it: a busy machine gives a process less than all of its time."""


def sized(number: int) -> str:
    """A number of bytes as a sentence gives it, e.g. ``64MB``."""
    return f"{number / MEBIBYTE:.0f}MB"


class UnreadableError(Exception):
    """A workbook that must not, or cannot, be read any further."""

    def __init__(self, kind: str, detail: str = "", cell: CellRef | None = None) -> None:
        super().__init__(detail)
        self.problem = Problem(kind, detail, cell)
