"""Workbooks whose parts are bent, and what is found in them."""

from collections.abc import Callable
from pathlib import Path

from pipeline.run import check_book
from tests.grafting.archives import rewritten
from validators.scheme.model import Scheme

Bend = Callable[[bytes], bytes]

SHEETS = "xl/worksheets/sheet"
"""How the names of the parts with the sheets begin."""


def bent(path: Path, bend: Bend, parts: str = "xl/") -> Path:
    """The same workbook with its parts rewritten."""
    return rewritten(path, lambda name, part: bend(part) if name.startswith(parts) else part)


def found(path: Path, scheme: Scheme) -> list[str]:
    return [
        f"{finding.code} {finding.cell and finding.cell.a1}" for finding in check_book(path, scheme).findings
    ]
