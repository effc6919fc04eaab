"""What benchmarks have in common: pieces of work timed in processes of their own, ratios with their bounds, the table of them."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]


class Measured(NamedTuple):
    """Seconds and peak memory (MB) of one piece of work, and the ratio that it gives itself, if it does."""

    seconds: float
    memory: float = 0.0
    ratio: float | None = None


class Line(NamedTuple):
    """One ratio: what over what, the figure, and the bound that it keeps (None where none is asked for)."""

    what: str
    figure: float
    bound: float | None = None
    at_most: bool = True
    unit: str = "x"

    @property
    def kept(self) -> bool:
        """Whether the figure keeps its bound."""
        if self.bound is None:
            return True
        return self.figure <= self.bound if self.at_most else self.figure >= self.bound


def work(name: str, *arguments: object) -> Measured:
    """Do a piece of work of ``benchmarks.work`` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.work", name, *map(str, arguments)]
    said = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    return Measured(**json.loads(said))


def start(folder: Path, program: str, *arguments: object) -> Measured:
    """Run an installed program as a user does, in a folder of workbooks, and time the whole process."""
    command = [str(Path(sys.executable).with_name(program)), *map(str, arguments)]
    begin = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return Measured(time.perf_counter() - begin)


def least(runs: int, *pieces: Callable[[], Measured]) -> list[float]:
    """The least seconds of each piece, taken in turn so that a slow minute slows all of them."""
    rounds = [[piece().seconds for piece in pieces] for _ in range(runs)]
    return [min(column) for column in zip(*rounds, strict=True)]


def median_ratio(runs: int, one: Callable[[], Measured], other: Callable[[], Measured]) -> float:
    """How many times as long as another piece one piece takes: the median over pairs run one after the other.

    Of short pieces the least counts badly: one lucky run of either moves the ratio, and a slow minute is in both of a pair.
    """
    return median(one().seconds / other().seconds for _ in range(runs))


def told(found: Iterable[Line]) -> int:
    """Print the ratios as a table, each with its bound; the exit code says whether every bound is kept."""
    table, kept = Table("ratio", "figure", "bound", "kept"), True
    for line in found:
        bound = "" if line.bound is None else f"{'≤' if line.at_most else '≥'} {line.bound:g}{line.unit}"
        table.add_row(line.what, f"{line.figure:.2f}{line.unit}", bound, "yes" if line.kept else "NO")
        kept = kept and line.kept
    Console(width=110).print(table)
    return 0 if kept else 1
