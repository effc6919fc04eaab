"""The pieces of work that are compared, each run as a process of its own: ``python -m benchmarks.work NAME ...``.

A piece prints its seconds, without the time to load what it needs, the most memory its process had, in MB, and the ratio
that it gives, if it gives one.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.keeping import keep as keep_in_ledger
from pipeline.keeping import recalled
from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.town.model import Town
from pipeline.writing.town import write_town
from validators.scheme.file import load_scheme


def bare(folder: str) -> None:
    """Read all sheets of every workbook with python-calamine, and keep nothing."""
    from python_calamine import CalamineWorkbook

    for path in sorted(Path(folder).iterdir()):
        workbook = CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()


def concatenate(folder: str) -> None:
    """What a user would write: one sheet of every workbook with pandas, put together and saved."""
    import pandas as pd

    frames = []
    for path in sorted(Path(folder).iterdir()):
        frame = pd.read_excel(path, sheet_name="任务分解表", header=None, engine="openpyxl")
        frames.append(frame.assign(file=path.name))
    pd.concat(frames).to_excel(Path(folder).with_suffix(".all.xlsx"), engine="openpyxl")


def consolidate(folder: str, jobs: str, cache: str = "") -> Town:
    """Read, check and consolidate every workbook."""
    roster = load_roster(Path(folder).with_suffix(".csv"))
    plan, kept = load_scheme("baihe-2021"), Path(cache) if cache else None
    return consolidate_town(Path(folder), plan, roster, jobs=int(jobs), cache=kept)


def report(folder: str, jobs: str) -> None:
    """The same, and write the town's workbook."""
    write_town(consolidate(folder, jobs), Path(folder).with_suffix(".xlsx"), Path(folder))


def keep(folder: str, jobs: str) -> float:
    """Read, check and consolidate every workbook, and keep it all in a new ledger: how many times as long as without.

    Both are of one process, so that a slow minute of the machine, which is worth more than the ledger, slows both.
    """
    ledger = Path(folder).with_suffix(".sqlite")
    ledger.unlink(missing_ok=True)
    begin = time.perf_counter()
    town = consolidate(folder, jobs)
    without = time.perf_counter() - begin
    keep_in_ledger(recalled(town, ledger), ledger, Path(folder))
    return (time.perf_counter() - begin) / without


PIECES: Mapping[str, Callable[..., object]] = {
    piece.__name__: piece for piece in (bare, concatenate, consolidate, keep, report)
}


def main(name: str, *arguments: str) -> None:
    """Do one piece of work and print what it took."""
    start = time.perf_counter()
    made = PIECES[name](*arguments)
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps({"seconds": seconds, "memory": memory, "ratio": made if isinstance(made, float) else None})
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
