"""SheetJS as a writer of workbooks: among free programs the one that writes xlsb, and every format in a way of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .programs import absent, require, run

_HERE = Path(__file__).parent
_SAVE = """
const XLSX = require(process.argv[1]);
for (let at = 2; at < process.argv.length; at += 2)
    XLSX.writeFile(XLSX.readFile(process.argv[at], { cellStyles: true }), process.argv[at + 1], { compression: true });
"""


def saved_anew(paths: Sequence[Path], out_dir: Path, to: str, timeout: float = 120) -> list[Path]:
    """Read the files and write them in the format that ``to`` is the extension of; return the copies in order."""
    library = _HERE / "node_modules" / "xlsx"
    if not library.is_dir():
        absent("SheetJS")
    copies = [out_dir / f"{path.stem}.{to}" for path in paths]
    pairs = [place for pair in zip(paths, copies, strict=True) for place in pair]
    run([require("node"), "-e", _SAVE, library, *pairs], timeout)
    return copies
