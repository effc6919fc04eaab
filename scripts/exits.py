"""How a command ends: 0 nothing to fail on, 1 findings, 2 could not run."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from validators.finding import FailOn, Finding
from validators.scheme import Scheme
from validators.scheme_file import SchemeError, load_scheme


def could_not_run(*messages: str) -> NoReturn:
    """Say why on stderr and exit 2."""
    for message in messages:
        click.echo(message, err=True)
    sys.exit(2)


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


def exit_with(findings: Iterable[Finding], failed_rules: Iterable[str], fail_on: FailOn) -> NoReturn:
    """Exit 2 when a rule failed by itself, 1 when a finding reaches ``fail_on``, else 0."""
    failed = sorted(set(failed_rules))
    if failed:
        could_not_run(
            f"程序异常: rule {', '.join(failed)} failed; this is a fault of the program, not of a workbook."
        )
    sys.exit(any(fail_on.reached(finding.severity) for finding in findings))
