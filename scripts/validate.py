"""green-community validate: check workbooks, and report in as many formats as asked for."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scripts.exits import could_not_run, exit_with, scheme_or_exit
from scripts.laid_down import Given, laid_down
from scripts.progress import progress
from scripts.report_options import ORDER, InOrder, Wanted, wanted
from validators.finding import FailOn

if TYPE_CHECKING:
    from pipeline.validation import Validation


def validate(
    ctx: typer.Context,
    paths: Annotated[list[str], typer.Argument(help="Workbooks, folders with all below them, or globs.")],
    formats: Annotated[
        list[str],
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="text (default), json, junit, sarif, github, gitlab, markdown or xlsx; several times for several.",
        ),
    ] = [],  # noqa: B006 - typer makes a new one
    outputs: Annotated[
        list[Path],
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where the --format before it goes (default: stdout)."
        ),
    ] = [],  # noqa: B006 - typer makes a new one
    fail_on: Annotated[
        FailOn | None, typer.Option(help="Lowest severity that makes the exit code 1 (default: error).")
    ] = None,
    select: Annotated[
        list[str],
        typer.Option(metavar="CODE", help="Look only at these codes or families (GCS), with commas."),
    ] = [],  # noqa: B006 - typer makes a new one
    ignore: Annotated[
        list[str], typer.Option(metavar="CODE", help="Leave these out; the report says how many findings.")
    ] = [],  # noqa: B006 - typer makes a new one
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="An earlier JSON report; only what is new fails.")
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Only files with findings on stdout, no notes on stderr.")
    ] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day by which waivers expire (default: today)."),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes that read workbooks.")] = 1,
    scheme: Annotated[
        str | None, typer.Option(help="Id of a scheme, or path of a scheme file (default: baihe-2021).")
    ] = None,
) -> None:
    """Check workbooks against the plan and report every finding with its cell.

    What the command line leaves open is taken from green-community.toml by the workbooks, then from the table
    tool.green-community of the nearest pyproject.toml.
    """
    from pipeline.reading.files import find_files
    from pipeline.run import check_books
    from pipeline.validation import validation

    reports = wanted(ctx.meta[ORDER], formats, outputs)
    places = _places(paths)
    day = as_of.date() if as_of else None
    rules = laid_down(places, Given(scheme, fail_on, select, ignore, baseline, day))
    plan = scheme_or_exit(rules.scheme)
    ours = [*rules.files, Path(rules.scheme), *(report.output for report in reports if report.output)]
    with nullcontext() if quiet else progress("Checking") as tell:
        books = check_books(find_files(places, ignore=ours), plan, jobs, tell)
    checked = validation(books, plan, rules.policy)
    _write(checked, reports, quiet=quiet)
    counted = [reported.finding for reported in checked.reported if reported.counts]
    exit_with(counted, [failure.code for failure in checked.failures], checked.fail_on)


def _places(patterns: Sequence[str]) -> list[Path]:
    """The files and folders meant; exit 2 when one is not there or a glob matches nothing."""
    places: list[Path] = []
    for pattern in patterns:
        path = Path(pattern)
        inside = path.relative_to(path.anchor).as_posix()
        matches = [path] if path.exists() else sorted(Path(path.anchor).glob(inside))
        if not matches:
            could_not_run(f"No such file or folder: {pattern}")
        places += matches
    return places


def _write(checked: "Validation", reports: Sequence[Wanted], *, quiet: bool) -> None:
    """Write every report; the summary goes to stderr where stdout has none."""
    from pipeline.writing.formats import FORMATS
    from pipeline.writing.replacing import write_bytes
    from pipeline.writing.text_report import summary
    from scripts.screen import show

    for format_, output in reports:
        if output is None and format_ == "text":
            show(checked, quiet=quiet)
            continue
        report = FORMATS[format_].report(checked)
        content = report if isinstance(report, bytes) else f"{report}\n".encode()
        if output is None:
            typer.echo(content, nl=False)
            continue
        try:
            write_bytes(output, content)
        except OSError as error:
            could_not_run(f"Cannot write {output}: {error.strerror}.")
    if not quiet and Wanted("text") not in reports:
        typer.echo(summary(checked), err=True)


app = typer.Typer(add_completion=False)
app.command(cls=InOrder)(validate)

if __name__ == "__main__":
    app()
