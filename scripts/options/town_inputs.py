"""What the commands over a town read besides its folder: earlier rounds, the ledger."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.reading.files.own_ledger import NAME
from scripts.options.exits import could_not_run


def refuse_missing(folder: Path, earlier: Sequence[Path], reviews: Path | None = None) -> None:
    """Exit 2 where what is to be read is not there."""
    if missing := [path for path in (folder, reviews) if path and not path.is_dir()]:
        could_not_run(f"No such folder: {missing[0]}")
    if missing := [path for path in earlier if not path.exists()]:
        could_not_run(f"No such folder or report: {missing[0]}")


def ledger_or_exit(ledger: Path | None, folder: Path, *, no_ledger: bool) -> Path | None:
    """The ledger to keep, if one is wanted; exit 2 where it has no place."""
    if ledger and no_ledger:
        could_not_run("--ledger and --no-ledger contradict each other.")
    if ledger and not ledger.absolute().parent.is_dir():
        could_not_run(f"Cannot write {ledger}: no such folder.")
    return None if no_ledger else ledger or folder / NAME
