"""How a command ends: 0 nothing to fail on, 1 findings, 2 could not run."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from pipeline.checking.engine import PROGRAM, Failure
from pipeline.harmless import one_line
from pipeline.journal import note_failures
from validators.finding import FailOn, Finding
from validators.scheme.file import SchemeError, load_scheme
from validators.scheme.model import Scheme


def could_not_run(*messages: str) -> NoReturn:
    """Say why on stderr and exit 2."""
    say(*messages)
    sys.exit(2)


def say(*messages: str) -> None:
    """Sentences on stderr, a line each; names of files and what stood in them do nothing to the terminal."""
    for message in messages:
        click.echo(one_line(message), err=True)


@contextmanager
def stoppable() -> Iterator[None]:
    """Let Ctrl-C end the command in a sentence while it has written nothing yet; exit 130."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("Stopped; nothing was changed.", err=True)
        sys.exit(130)


def scheme_or_exit(source: str) -> Scheme:
    """The scheme of that id or path; exit 2 with every fault when it cannot be used."""
    try:
        return load_scheme(source)
    except SchemeError as error:
        could_not_run(f"Scheme {error.source} cannot be used:", *(f"  {fault}" for fault in error.faults))


def round_or_exit(year: int | None, scheme: Scheme) -> None:
    """Exit 2 when the plan has no round of that year."""
    if year is not None and year not in scheme.deadlines:
        could_not_run(f"{scheme.id} has no round {year}; there are {', '.join(map(str, scheme.deadlines))}.")


def exit_with(
    doing: str,
    findings: Iterable[Finding],
    failures: Sequence[Failure],
    fail_on: FailOn,
    troubles: Sequence[str] = (),
) -> NoReturn:
    """Exit 2 when something failed by itself or was not written, 1 when a finding reaches ``fail_on``, else 0."""
    if failures or troubles:
        could_not_run(*troubles, *([failed_by_itself(doing, failures)] if failures else []))
    sys.exit(any(fail_on.reached(finding.severity) for finding in findings))


def failed_by_itself(doing: str, failures: Sequence[Failure]) -> str:
    """What failed, as a sentence; the details are noted in the log."""
    rules = sorted({failure.code for failure in failures if failure.code != PROGRAM})
    files = [failure.file or "" for failure in failures if failure.code == PROGRAM]
    parts = [f"rule {', '.join(rules)} failed"] if rules else []
    parts += [f"could not process {', '.join(files)}"] if files else []
    return (
        f"{PROGRAM}: {'; '.join(parts)}; this is a fault of the program, not of a workbook; "
        f"{where_noted(note_failures(doing, failures))}."
    )


def where_noted(log: Path | None) -> str:
    """Where a maintainer finds the details."""
    return f"the details are in {log}" if log else "the details could not be written to a log"
