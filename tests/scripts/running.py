"""The commands called: in a process of their own as a user starts them, or in this one, which starts nothing anew."""

import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from scripts.commands import app
from tests.test_samples import SAMPLES

ROOT = SAMPLES.parents[1]
TOWN = SAMPLES / "town"

CLEAN, THREE, TOTAL, QUERIES = (TOWN / f"示范{name}居.xlsx" for name in ("一", "五", "七", "十三"))
"""Without findings; with three errors GCS201; with one error GCX401; with one GCS207 and four GCS206 queries."""

ONE, TWO = CLEAN.name, "示范二居.xlsx"
"""What the folder of ``desk`` holds."""


class Ended(NamedTuple):
    """How a command ended, by the names of a process that did."""

    returncode: int
    stdout: str
    stderr: str


def start(*arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Start the program and wait for its end."""
    command = [sys.executable, "-m", "scripts.green_community", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False)


def run(*arguments: object, cwd: Path = ROOT) -> Ended:
    """Call the same here, without the half second in which Python starts; what a command lets through is raised."""
    with chdir(cwd):
        result = CliRunner(catch_exceptions=False).invoke(app, list(map(str, arguments)))
    return Ended(result.exit_code, result.stdout, result.stderr)


def files_below(folder: Path) -> dict[str, bytes]:
    """What stands in the files of a folder, by their paths in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
