"""``consolidate`` as a process of its own in a small town, and what must be true however it ended."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from openpyxl import load_workbook

from pipeline.reading.files.own_ledger import is_ledger
from tests.clients.programs import absent, require
from tests.test_samples import SAMPLES

ROOT = SAMPLES.parents[1]
NAMES = ("示范一居", "示范五居", "示范十三居")

KILLS = 100 if os.environ.get("CI") else 5


class Desk(NamedTuple):
    """A folder of submissions, and a folder that holds the last report."""

    given: Path
    out: Path

    @property
    def report(self) -> Path:
        """The town-wide workbook."""
        return self.out / "town.xlsx"

    @property
    def data(self) -> Path:
        """The same as JSON."""
        return self.out / "town.json"

    def contents(self) -> dict[str, bytes]:
        """The submissions as they are now."""
        return {
            path.name: path.read_bytes() for path in sorted(self.given.iterdir()) if not is_ledger(path.name)
        }

    def whole(self) -> bool:
        """Whether both reports can be opened and say the whole town."""
        said = json.loads(self.data.read_text(encoding="utf-8"))
        return len(load_workbook(self.report).sheetnames) == 18 and len(said["communities"]) == len(NAMES)

    def strays(self) -> list[str]:
        """Files beside the reports that nobody asked for."""
        return sorted(path.name for path in self.out.iterdir() if path not in {self.report, self.data})


def desk(folder: Path) -> Desk:
    """Three submissions and the reports of a first run."""
    made = Desk(folder / "given", folder / "out")
    made.given.mkdir()
    made.out.mkdir()
    for name in NAMES:
        shutil.copy(SAMPLES / "town" / f"{name}.xlsx", made.given)
    first = consolidate(made)
    assert first.returncode == 1, first.stderr
    assert made.whole()
    return made


def command(at: Desk, before: Sequence[str] = ()) -> list[str]:
    """What a shell would start; ``before`` is put in front of it."""
    outputs = ["--output", str(at.report), "--json", str(at.data), "--as-of", "2021-11-01"]
    return [*before, sys.executable, "-m", "scripts.green_community", "consolidate", str(at.given), *outputs]


def consolidate(
    at: Desk, before: Sequence[str] = (), options: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Run it to its end; however it ends, it leaves no temporary files."""
    with TemporaryDirectory() as scratch:
        run = subprocess.run(
            [*command(at, before), *options],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env=os.environ | {"TMPDIR": scratch},
            check=False,
        )
        assert [*Path(scratch).iterdir()] == []
    return run


def as_root() -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        absent("root")


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    as_root()
    try:
        subprocess.run([require("mount"), *options, str(folder)], check=True, capture_output=True)
    except subprocess.CalledProcessError as error:
        absent(f"mount: {error.stderr.decode().strip()}")
    try:
        yield
    finally:
        subprocess.run([require("umount"), str(folder)], check=True)


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Leave no room on the disk that a folder is on, for as long as it takes."""
    with (folder / "ballast").open("wb", buffering=0) as ballast, suppress(OSError):
        while ballast.write(bytes(4096)):
            pass
    yield
    (folder / "ballast").unlink()
