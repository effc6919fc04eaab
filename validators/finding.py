"""Findings: what is there, what the plan says, what to do - and where."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from validators.cells import CellRef


class Severity(StrEnum):
    """How much a finding weighs: ``error`` 须改正, ``query`` 请核实 (correct it or explain it), ``info`` 供参考."""

    ERROR = "error"
    QUERY = "query"
    INFO = "info"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"error": "须改正", "query": "请核实", "info": "供参考"}[self.value]

    @property
    def weight(self) -> int:
        """2 for error, 1 for query, 0 for info."""
        return {"error": 2, "query": 1, "info": 0}[self.value]


class FailOn(StrEnum):
    """The lowest severity that makes a check fail; ``never`` for none."""

    INFO = "info"
    QUERY = "query"
    ERROR = "error"
    NEVER = "never"

    def reached(self, severity: Severity) -> bool:
        """Whether a finding of that severity makes the check fail."""
        return self is not FailOn.NEVER and severity.weight >= Severity(self.value).weight


class Finding(NamedTuple):
    """One fact about one place; ``message`` and ``fix`` are Chinese sentences.

    ``item`` is the item's number when the finding is about one; ``cell`` is None only where no cell exists.
    """

    code: str
    severity: Severity
    file: str | None
    community: str | None
    cell: CellRef | None
    item: int | None
    found: str
    expected: str
    message: str
    fix: str


def in_reading_order(findings: Iterable[Finding]) -> list[Finding]:
    """By file, then where the eye goes in the sheet, then code: the same order every time."""
    return sorted(
        findings, key=lambda f: (f.file or "", f.cell or CellRef("", 0, 0), f.item or 0, f.code, f.found)
    )
