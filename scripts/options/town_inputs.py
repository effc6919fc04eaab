"""What the commands over a town read besides its folder: earlier rounds, the ledger."""

from collections.abc import Collection, Sequence
from pathlib import Path

from pipeline.earlier import beside_earlier
from pipeline.keeping import recalled, rounds_before
from pipeline.reading.files.own_ledger import NAME
from pipeline.town.model import Town
from pipeline.town.past import PastRoundError
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


def recalled_or_exit(
    town: Town,
    ledger: Path | None,
    earlier: Sequence[Path],
    *,
    ignore: Collection[Path],
    jobs: int,
    cache: Path | None,
) -> Town:
    """The town beside its earlier rounds, with what the ledger knows besides; exit 2 where a source holds no earlier round."""
    try:
        known = rounds_before(town, ledger) if ledger else ()
        town = beside_earlier(town, earlier, known=known, ignore=ignore, jobs=jobs, cache=cache)
    except PastRoundError as error:
        could_not_run(str(error))
    return recalled(town, ledger) if ledger else town
