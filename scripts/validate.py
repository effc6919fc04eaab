"""green-community validate: check workbooks, one report."""

from pathlib import Path
from typing import Annotated

import typer

from scripts.exits import FailOn, could_not_run, exit_with, scheme_or_exit
from validators.scheme_file import DEFAULT_SCHEME


def validate(
    paths: Annotated[list[Path], typer.Argument(help="Workbooks, or folders searched with all below them.")],
    format_: Annotated[str, typer.Option("--format", help="Format of the report: text or json.")] = "text",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the report to this file.")
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option(help="Lowest severity that makes the exit code 1.")
    ] = FailOn.ERROR,
    scheme: Annotated[str, typer.Option(help="Id of a scheme, or path of a scheme file.")] = DEFAULT_SCHEME,
) -> None:
    """Check workbooks against the plan and report every finding with its cell."""
    from pipeline.reading.files import find_files
    from pipeline.run import check_books
    from pipeline.writing.formats import FORMATS
    from pipeline.writing.replacing import write_text

    if format_ not in FORMATS:
        could_not_run(f"Unknown format {format_!r}. Choose one of: {', '.join(FORMATS)}.")
    plan = scheme_or_exit(scheme)
    try:
        files = find_files(paths)
    except FileNotFoundError as error:
        could_not_run(f"No such file or folder: {error.args[0]}")
    books = check_books(files, plan)
    report = FORMATS[format_](books, plan)
    if output is None:
        typer.echo(report)
    else:
        try:
            write_text(output, report + "\n")
        except OSError as error:
            could_not_run(f"Cannot write {output}: {error.strerror}.")
    findings = [finding for book in books for finding in book.findings]
    exit_with(findings, [failure.code for book in books for failure in book.verdict.failures], fail_on)


if __name__ == "__main__":
    typer.run(validate)
