"""The text report on stdout: in colour and wrapped on a terminal, the plain lines in a pipe."""

import sys
from typing import TYPE_CHECKING

import click

from pipeline.checking.engine import State
from pipeline.policy.validation import ReportedFile, Validation
from pipeline.writing.reports.text_report import closing, finding_lines, heading, lines
from validators.finding import Severity

if TYPE_CHECKING:
    from rich.console import Console

_STATE_STYLES = {
    State.ACCEPTED: "green",
    State.WITH_ERRORS: "red",
    State.REJECTED: "red",
    State.SKIPPED: "dim",
    State.FAILED: "bold red",
}
_SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.QUERY: "yellow", Severity.INFO: "cyan"}
_INDENT = 4


def show(validation: Validation, *, quiet: bool) -> None:
    """Print the report; ``quiet`` leaves out files without findings."""
    if not sys.stdout.isatty():
        for line in lines(validation, quiet=quiet):
            click.echo(line)
        return
    from rich.console import Console

    console = Console(highlight=False, emoji=False, markup=False)
    for file in validation.files:
        if file.findings or not quiet:
            _show_file(console, file)
    _show_closing(console, validation)


def _show_file(console: "Console", file: ReportedFile) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    name, state, *rest = heading(file)
    style = _STATE_STYLES.get(file.book.state, "yellow")
    console.print(Text.assemble((name, "bold"), "  ", (state, style), "".join(f"  {part}" for part in rest)))
    grid = Table.grid(padding=(0, 1, 0, 0))
    for line in finding_lines(file.findings):
        label, _, sentence = line.partition(" ")
        severity = next(severity for severity in Severity if severity.label == label)
        text = Text(sentence, overflow="fold")
        text.highlight_regex(r"\[GC[A-Z]\d+\]|（批准：.*$", "dim")
        grid.add_row(Text(label, _SEVERITY_STYLES[severity], no_wrap=True), text)
    if grid.row_count:
        console.print(Padding(grid, (0, 0, 0, _INDENT)))


def _show_closing(console: "Console", validation: Validation) -> None:
    from rich.text import Text

    *notes, summary = closing(validation)
    for note in notes:
        console.print(Text(note, "red" if note.startswith("程序异常") else "yellow"))
    console.print(Text(summary, "bold green" if validation.passed else "bold red"))
