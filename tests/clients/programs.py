"""Real programs as the tests start them: found or refused, bounded in time, never left behind."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

import pytest

_TIDYING = 5  # seconds that a program gets to tidy up before it is killed


def require(program: str | Path) -> str:
    """Return the path of a program; without it the test is skipped, or fails where CI is set."""
    return shutil.which(program) or absent(program)


def absent(program: str | Path, remedy: str = "run tests/clients/install.sh") -> NoReturn:
    """Skip the test for want of a program; where CI is set fail it, for there a skip hides a hole."""
    reason = f"{program} is not installed: {remedy}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def started(
    command: Sequence[str | Path],
    *,
    output: int = subprocess.DEVNULL,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Iterator[subprocess.Popen[str]]:
    """Start a program in a process group of its own; on leaving, end it with all that it started."""
    # The developer's locale must not change results, and plain POSIX would lose Chinese file names.
    environment = os.environ | {"LC_ALL": "C.UTF-8"} | dict(env or {})
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        encoding="utf-8",
        errors="replace",
        env=environment,
        cwd=cwd,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    """End the program's whole process group, kindly first."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(_TIDYING)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def run(
    command: Sequence[str | Path],
    timeout: float,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> str:
    """Return what a program prints.

    Raises RuntimeError with all it said where it fails, subprocess.TimeoutExpired after `timeout` seconds.
    """
    with started(command, output=subprocess.PIPE, env=env, cwd=cwd) as process:
        out, err = process.communicate(timeout=timeout)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {out}{err}")
    return out


@contextmanager
def screen() -> Iterator[str]:
    """The screen of a small office computer; what is on it ends with it."""
    server_command = [require("Xvfb"), "-displayfd", "1", "-screen", "0", "1366x768x24", "-dpi", "96"]
    with started(server_command, output=subprocess.PIPE) as server:
        assert server.stdout is not None
        ready, _, _ = select.select([server.stdout], [], [], 30)
        number = server.stdout.readline().strip() if ready else ""
        assert number, "Xvfb does not start"
        yield f":{number}"
