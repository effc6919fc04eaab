"""``consolidate`` in front of a person: on a real terminal, stopped by one, and in a log."""

import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.clients.programs import absent
from tests.test_samples import SAMPLES

ROOT = SAMPLES.parents[1]
MANY, WORKBOOKS = 1500, 300


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that takes a second or two to consolidate: workbooks, and what Office leaves beside open ones."""
    folder = tmp_path_factory.mktemp("many") / "in"
    folder.mkdir()
    for number in range(MANY - WORKBOOKS):
        (folder / f"~$示范{number}居.xlsx").touch()
    for number in range(WORKBOOKS):
        shutil.copy(SAMPLES / "town" / "示范一居.xlsx", folder / f"示范{number}居.xlsx")
    return folder


PROGRAM = ("-m", "scripts.green_community")
STOPPED = (
    "-c",
    """
import os, signal
from pipeline.checking import batch
from scripts.green_community import main

signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell runs in the background ignores it
book_of, left = batch._book_of, [None] * 10

def pressed_at_the_eleventh(*given):
    left.pop() if left else os.killpg(0, signal.SIGINT)
    return book_of(*given)

batch._book_of = pressed_at_the_eleventh
main()
""",
)
"""The program with Ctrl-C pressed in its midst, however fast or slow this machine is."""


def command(folder: Path, output: Path, *options: str, program: tuple[str, ...] = PROGRAM) -> list[str]:
    given = [
        "consolidate",
        str(folder),
        "--output",
        str(output),
        "--no-cache",
        "--no-ledger",
        "--fail-on",
        "never",
    ]
    return [sys.executable, *program, *given, *options]


@contextmanager
def on_a_terminal(arguments: list[str]) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The program with a terminal of its own, of which it is the foreground."""
    try:
        import pty
    except ImportError:
        absent("pty", "Windows has none")
    shown, own = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
    process = subprocess.Popen(
        arguments, stdin=own, stdout=own, stderr=own, cwd=ROOT, env=environment, start_new_session=True
    )
    os.close(own)
    try:
        yield process, shown
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        os.close(shown)


def said(terminal: int, until: str, seconds: float = 60) -> str:
    """What the terminal shows until a pattern does, or the program ends."""
    text, end = "", time.monotonic() + seconds
    while time.monotonic() < end and not re.search(until, text):
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                text += os.read(terminal, 65536).decode(errors="replace")
            except OSError:  # the program has ended and the terminal with it
                break
    return text


def test_a_terminal_shows_how_many_of_how_many_and_how_long(many: Path, tmp_path: Path) -> None:
    with on_a_terminal(command(many, tmp_path / "town.xlsx")) as (process, terminal):
        shown = said(terminal, r"\d+/1500.*\d:\d\d:\d\d")
        assert re.search(r"Checking.*?\d+/1500.*?\d:\d\d:\d\d", shown, re.DOTALL)
        assert "Wrote" in said(terminal, r"Wrote \S+")
        assert process.wait(60) == 0


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_the_old_report(many: Path, tmp_path: Path, jobs: str) -> None:
    output = tmp_path / "town.xlsx"
    output.write_bytes(b"the old report")
    with on_a_terminal(command(many, output, "--jobs", jobs, "--overwrite", program=STOPPED)) as (
        process,
        terminal,
    ):
        shown = said(terminal, "never shown")
        assert process.wait(60) == 130
    assert re.search(r"\d/1500", shown)
    assert "Traceback" not in shown
    assert "Stopped; nothing was changed." in shown
    assert list(tmp_path.iterdir()) == [output]
    assert output.read_bytes() == b"the old report"


def test_a_log_gets_plain_lines(many: Path, tmp_path: Path) -> None:
    result = subprocess.run(
        command(many, tmp_path / "town.xlsx"), cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0
    lines = result.stderr.splitlines()
    assert lines == [f"Checking {done} of 1500" for done in range(150, 1501, 150)]
    assert "\x1b" not in result.stdout
