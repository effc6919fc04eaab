"""The command examples of a page: ``$ command`` and below it what is shown of its output."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.clients.programs import require

ROOT = Path(__file__).parents[1]
PARTS = (
    "addin",
    "docs",
    "pipeline",
    "scripts",
    "tests",
    "validators",
    "workbooks",
    "Makefile",
    "pyproject.toml",
)


class Example(NamedTuple):
    """A command and the output shown; a line ``...`` stands for any lines."""

    command: str
    shown: tuple[str, ...]


def examples(page: str) -> Iterator[Example]:
    """Every example of a page in order; a comment behind a command is none of it."""
    for block in re.findall(r"```console\n(.*?)```", page, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.rstrip("\n").split("\n")
            yield Example(re.sub(r"\s{2,}# .*", "", command), tuple(shown))


def project(folder: Path) -> Path:
    """A folder that holds the repository for commands to read, and may be written to beside it."""
    for name in PARTS:
        (folder / name).symlink_to(ROOT / name)
    (folder / "build").mkdir()
    return folder


def output_of(command: str, folder: Path) -> tuple[str, ...]:
    """What a command prints, stderr too, started as a reader would; 127 is a command that is not there."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(folder), "COLUMNS": "120"}
    result = subprocess.run(
        [require("bash"), "-c", command],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", cwd=folder, env=environment, check=False,
    )  # fmt: skip
    assert result.returncode in (0, 1, 2), result.stdout
    assert "Traceback" not in result.stdout, result.stdout
    return tuple(line.rstrip() for line in result.stdout.rstrip("\n").split("\n")) if result.stdout else ()


def as_shown(shown: tuple[str, ...], printed: tuple[str, ...]) -> bool:
    """Whether the output is the one shown."""
    pattern = "\n".join(".*" if line == "..." else re.escape(line.rstrip()) for line in shown)
    return re.fullmatch(pattern, "\n".join(printed), re.DOTALL) is not None
