"""What is raised over a workbook that must not, or cannot, be read any further."""

from validators.cells import CellRef
from validators.rule import Problem


class UnreadableError(Exception):
    """A workbook that is not read any further."""

    def __init__(self, kind: str, detail: str = "", cell: CellRef | None = None) -> None:
        super().__init__(detail)
        self.problem = Problem(kind, detail, cell)
