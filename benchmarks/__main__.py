"""Speed and size as ratios within one run, against bare libraries and what a user would otherwise do.

Every figure is of a process of its own, and of a few runs taken in turn the least counts, of many short ones the median
ratio: machines are shared and noisy, ratios less so. ``make bench`` runs it; ``--files`` and ``--many`` make it smaller
for those who work on it.
"""

import argparse
import compileall
import sys
import tempfile
from collections.abc import Iterator
from math import inf
from pathlib import Path
from statistics import fmean
from zipfile import ZipFile

from benchmarks.ledgers import write_ledger
from benchmarks.lines import ROOT, Line, Measured, least, median_ratio, start, told, work
from benchmarks.submissions import names_of, write_submissions
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme

_RUNS, _SHORT_RUNS = 3, 12


def reading(folder: Path, part: Path) -> Iterator[Line]:
    """What it costs to read, check and consolidate.

    Of what is set beside the bare read, many short runs in turn come closer to the least that each takes than a few long ones.
    """
    bare, cold, written = least(
        _SHORT_RUNS,
        lambda: work("bare", part),
        lambda: work("consolidate", part, 1),
        lambda: work("report", part, 1),
    )
    (loop,) = least(1, lambda: work("concatenate", part))
    one, two = least(_RUNS, lambda: work("consolidate", folder, 1), lambda: work("consolidate", folder, 2))
    yield Line("consolidation, cold / bare calamine read of all sheets", cold / bare, 2.0)
    yield Line("the same with its workbook written / bare calamine read of all sheets", written / bare)
    yield Line("pandas + openpyxl loop over one sheet / consolidation, cold", loop / cold, 5.0, at_most=False)
    yield Line("pandas + openpyxl loop over one sheet / the same with its workbook written", loop / written)
    yield Line("consolidation, one process / two processes", one / two, 1.6, at_most=False)


def again(folder: Path, cache: Path) -> Iterator[Line]:
    """What a second run costs when one file has changed."""
    first = work("consolidate", folder, 1, cache).seconds
    changed, seconds = min(folder.iterdir()), []
    for number in range(_RUNS):
        with ZipFile(changed, "a") as archive:
            archive.comment = f"changed {number}".encode()
        seconds.append(work("consolidate", folder, 1, cache).seconds)
    yield Line("first run / second run with one file changed", first / min(seconds), 8.0, at_most=False)


def ledger(folder: Path, home: Path, plan: Scheme) -> Iterator[Line]:
    """What the ledger adds to a consolidation, and how long it takes to answer for one of 1,000 communities, or for all."""
    kept = min(work("keep", folder, 1).ratio or inf for _ in range(_RUNS))
    yield Line("consolidation, cold, kept in a new ledger / without one", kept, 1.15)
    asked = write_ledger(home / "large.sqlite", 1_000, 10, 3, plan)
    name = names_of(1_000)[499]
    one, every = least(
        _RUNS,
        lambda: start(folder, "green-community", "history", ".", name, "--ledger", asked),
        lambda: start(folder, "green-community", "history", ".", "--round", 2021, "--ledger", asked),
    )
    yield Line("history of one of 1,000 communities, 10 versions, 3 rounds", one, 1.0, unit=" s")
    yield Line("history of all of them in one round", every, unit=" s")


def growing(folder: Path, count: int, many: Path, large: int) -> Iterator[Line]:
    """Whether a file costs as much among many, and what memory a large town needs.

    A long run has its share of the machine's slow minutes; the mean of short ones around it has as many.
    """
    around = [work("consolidate", folder, 1).seconds for _ in range(_RUNS)]
    cost = work("consolidate", many, 1).seconds / large
    around += [work("consolidate", folder, 1).seconds for _ in range(_RUNS)]
    yield Line(f"per file, of {large:,} / of {count:,}", cost / (fmean(around) / count), 1.2)
    written = work("report", many, 1)
    yield Line(f"peak memory, {large:,} files with their workbook written", written.memory, 700, unit=" MB")


def starting(folder: Path) -> Iterator[Line]:
    """What it costs to check one workbook, with our modules compiled, as pip leaves what it installs."""
    for package in ("validators", "pipeline", "scripts"):
        compileall.compile_dir(ROOT / package, quiet=1)
    one = min(folder.iterdir())
    read = f"import pandas; pandas.read_excel({one.name!r}, sheet_name=None, engine='openpyxl')"

    def validate() -> Measured:
        return start(folder, "green-community", "validate", one.name)

    loaded = median_ratio(25, lambda: start(folder, "python", "-c", read), validate)
    yield Line("pandas + openpyxl reading one workbook / validate of it", loaded, 1.5, at_most=False)
    pydantic = median_ratio(75, validate, lambda: start(folder, "python", "-c", "import pydantic"))
    yield Line("validate of one workbook / python -c 'import pydantic'", pydantic, 3.5)


def lines(home: Path, count: int, large: int) -> Iterator[Line]:
    """Every ratio, on ``count`` and on ``large`` workbooks."""
    plan = load_scheme("baihe-2021")
    for folder, number in (("files", count), ("part", max(count // 5, 10)), ("many", large)):
        write_submissions(home / folder, number, plan)
    yield from reading(home / "files", home / "part")
    yield from again(home / "files", home / "results.sqlite")
    yield from ledger(home / "files", home, plan)
    yield from growing(home / "files", count, home / "many", large)
    yield from starting(home / "files")


def main() -> int:
    """Measure, print the table, and say by the exit code whether every bound is kept."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--files", type=int, default=2_000, help="workbooks of the town (default: %(default)s)"
    )
    parser.add_argument(
        "--many", type=int, default=20_000, help="workbooks of the large town (default: %(default)s)"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        found = list(lines(Path(home), options.files, options.many))
    return told(found)


if __name__ == "__main__":
    sys.exit(main())
