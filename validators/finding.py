"""Findings: what is there, what the plan says, what to do - and where."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from validators.cells import CellRef


class Severity(StrEnum):
    """How much a finding weighs: ``error`` 阻断, ``query`` 核实 (correct it or explain it), ``info`` 提示."""

    ERROR = "error"
    QUERY = "query"
    INFO = "info"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"error": "阻断", "query": "核实", "info": "提示"}[self.value]

    @property
    def weight(self) -> int:
        """2 for error, 1 for query, 0 for info."""
        return {"error": 2, "query": 1, "info": 0}[self.value]


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


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The heaviest severity among the findings; None without any."""
    return max((finding.severity for finding in findings), key=lambda s: s.weight, default=None)
