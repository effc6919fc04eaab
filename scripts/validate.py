"""green-community validate: check workbooks, and report in as many formats as asked for."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

import click

from pipeline.policy.validation import Validation, validation
from pipeline.reading.files.discovery import find_files
from pipeline.run import check_books
from pipeline.writing.replacing import write_bytes
from pipeline.writing.reports.formats import FORMATS
from pipeline.writing.reports.text_report import summary
from scripts.options.check_options import Given, laid_down
from scripts.options.command_line import DAY, FILE, LOWEST, jobs_option, overwrite_option
from scripts.options.exits import could_not_run, exit_with, say, scheme_or_exit, stoppable
from scripts.options.outputs import refuse_to_replace, writing
from scripts.options.report_options import ORDER, InOrder, Wanted, wanted
from scripts.terminal.progress import progress
from scripts.terminal.screen import show
from validators.finding import FailOn

_NAMES = tuple(FORMATS)


@click.command(cls=InOrder)
@click.argument("paths", nargs=-1, required=True, help="Workbooks, folders with all below them, or globs.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT",
    help=f"{_NAMES[0]} (default), {', '.join(_NAMES[1:-1])} or {_NAMES[-1]}; several times for several.",
)
@click.option(
    "--output",
    "-o",
    "outputs",
    type=FILE,
    multiple=True,
    metavar="FILE",
    help="Where the --format before it goes (default: stdout).",
)
@click.option("--fail-on", type=LOWEST, help="Lowest severity that makes the exit code 1 (default: error).")
@click.option(
    "--select", multiple=True, metavar="CODE", help="Look only at these codes or families (GCS), with commas."
)
@click.option(
    "--ignore", multiple=True, metavar="CODE", help="Leave these out; the report says how many findings."
)
@click.option("--baseline", type=FILE, metavar="FILE", help="An earlier JSON report; only what is new fails.")
@click.option("--quiet", "-q", is_flag=True, help="Only files with findings on stdout, no notes on stderr.")
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help="Day by which waivers expire (default: today).")
@jobs_option
@overwrite_option
@click.option("--scheme", help="Id of a scheme, or path of a scheme file (default: baihe-2021).")
@click.pass_context
def validate(
    ctx: click.Context,
    paths: Sequence[str],
    formats: Sequence[str],
    outputs: Sequence[Path],
    fail_on: FailOn | None,
    select: Sequence[str],
    ignore: Sequence[str],
    baseline: Path | None,
    quiet: bool,
    as_of: datetime | None,
    jobs: int,
    overwrite: bool,
    scheme: str | None,
) -> None:
    """Check workbooks and report every finding with its cell.

    What the command line leaves open is taken from green-community.toml by the workbooks, then from the table
    tool.green-community of the nearest pyproject.toml.
    """
    reports = wanted(ctx.meta[ORDER], formats, outputs)
    places = _places(paths)
    day = as_of.date() if as_of else None
    rules = laid_down(places, Given(scheme, fail_on, select, ignore, baseline, day))
    plan = scheme_or_exit(rules.scheme)
    given = [*rules.files, Path(rules.scheme)]
    outputs = [report.output for report in reports if report.output]
    refuse_to_replace(outputs, given, overwrite=overwrite)
    ours = [*given, *outputs]
    with stoppable(), nullcontext() if quiet else progress("Checking") as tell:
        books = check_books(find_files(places, ignore=ours), plan, jobs, tell)
    checked = validation(books, plan, rules.policy)
    troubles = _write(checked, reports, quiet=quiet)
    counted = [reported.finding for reported in checked.reported if reported.counts]
    exit_with("validate", counted, checked.failures, checked.fail_on, troubles)


def _places(patterns: Sequence[str]) -> list[Path]:
    """The files and folders meant; exit 2 when one is not there or a glob matches nothing."""
    places: list[Path] = []
    for pattern in patterns:
        path = Path(pattern)
        inside = path.relative_to(path.anchor).as_posix()
        try:
            matches = [path] if path.exists() else sorted(Path(path.anchor).glob(inside))
        except ValueError as error:
            could_not_run(f"{pattern} is neither a file nor a pattern: {error}.")
        if not matches:
            could_not_run(f"No such file or folder: {pattern}")
        places += matches
    return places


def _write(checked: Validation, reports: Sequence[Wanted], *, quiet: bool) -> list[str]:
    """Write every report, and say which could not be; the summary goes to stderr where stdout has none."""
    troubles: list[str] = []
    for wanted_ in reports:
        with writing(wanted_.output or Path(f"stdout.{wanted_.format}"), troubles):
            if wanted_ == Wanted("text"):
                show(checked, quiet=quiet)
            else:
                _put(checked, wanted_)
    if not quiet and Wanted("text") not in reports:
        with writing(Path("stderr"), troubles):
            say(summary(checked))
    return troubles


def _put(checked: Validation, wanted_: Wanted) -> None:
    report = FORMATS[wanted_.format].report(checked)
    content = report if isinstance(report, bytes) else f"{report}\n".encode()
    if wanted_.output is None:
        click.echo(content, nl=False)
    else:
        write_bytes(wanted_.output, content)


if __name__ == "__main__":
    validate()
