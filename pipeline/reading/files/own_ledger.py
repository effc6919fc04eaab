"""What the ledger's files are called: they lie among the submissions and are none."""

import re
from datetime import datetime
from pathlib import Path

NAME = "台账.sqlite"
"""The ledger of a folder, in it."""

COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database while it is written to, and leaves behind where that is cut off."""

_OURS = rf"台账(_损坏_\d{{8}}-\d{{6}})?\.sqlite({'|'.join(COMPANIONS)})?"


def is_ledger(name: str) -> bool:
    """Whether a file is called as the ledger, one that was damaged, or what belongs to it."""
    return re.fullmatch(_OURS, name) is not None


def with_companions(path: Path) -> list[Path]:
    """A ledger's file with those that SQLite keeps beside it, there or not."""
    return [path, *(path.with_name(f"{path.name}{ending}") for ending in COMPANIONS)]


def damaged_name(path: Path, at: datetime) -> Path:
    """Where a damaged ledger is kept."""
    return path.with_name(f"{path.stem}_损坏_{at:%Y%m%d-%H%M%S}{path.suffix}")
