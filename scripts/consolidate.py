"""green-community consolidate: a folder of submissions into the town-wide workbook."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scripts.command_line import DAY, FILE, LOWEST, jobs_option, scheme_option
from scripts.exits import could_not_run, exit_with, round_or_exit, scheme_or_exit, stoppable
from scripts.outputs import refuse_another_ending, refuse_to_replace
from scripts.progress import progress
from scripts.rosters import roster_or_exit
from validators.finding import FailOn

if TYPE_CHECKING:
    from pipeline.town import Town


@click.command()
@click.argument("folder", type=FILE, help="Folder of submissions, searched with all below it.")
@click.option("--roster", type=FILE, help="The town's communities: csv or workbook.")
@click.option(
    "--output", "-o", type=FILE, default="town.xlsx", show_default=True, help="The town-wide workbook."
)
@click.option("--json", "json_file", type=FILE, help="Also write the result as JSON.")
@click.option(
    "--returns",
    type=FILE,
    help="Also write a return copy (退回件) per community with findings to this folder.",
)
@click.option(
    "--round",
    "round_",
    type=int,
    metavar="YEAR",
    help="Year of the round (default: the latest that has begun by the day of the report).",
)
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help="Day of the report (default: today).")
@click.option(
    "--cache/--no-cache",
    default=True,
    show_default=True,
    help="Do not read again what has not changed since an earlier run on this computer.",
)
@jobs_option
@click.option(
    "--fail-on",
    type=LOWEST,
    default="error",
    show_default=True,
    help="Lowest severity that makes the exit code 1.",
)
@scheme_option
def consolidate(
    folder: Path,
    roster: Path | None,
    output: Path,
    json_file: Path | None,
    returns: Path | None,
    round_: int | None,
    as_of: datetime | None,
    cache: bool,
    jobs: int,
    fail_on: FailOn,
    scheme: str,
) -> None:
    """Turn a folder of submissions into the town-wide workbook.

    Every submission is checked as validate does.
    """
    from pipeline.cache import default_cache
    from pipeline.run import RETURNED, consolidate_town
    from pipeline.writing.replacing import dated_beside

    plan = scheme_or_exit(scheme)
    round_or_exit(round_, plan)
    if not folder.is_dir():
        could_not_run(f"No such folder: {folder}")
    listed = roster_or_exit(roster) if roster else None
    own = folder / RETURNED
    inside = returns and folder.resolve() in (returns.resolve(), *returns.resolve().parents)
    if returns and inside and returns.resolve() != own.resolve():
        could_not_run(f"Return copies in {returns} would be taken for submissions; use {own}.")
    outputs = [path for path in (output, json_file) if path]
    refuse_another_ending(output, ".xlsx")
    refuse_to_replace(outputs, [path for path in (roster, Path(scheme)) if path])
    ours = [path for path in (roster, *outputs, *dated_beside(output)) if path]
    day = as_of.date() if as_of else None
    with stoppable(), progress("Checking") as tell:
        town = consolidate_town(
            folder,
            plan,
            listed,
            as_of=day,
            round_=round_,
            ignore=ours,
            jobs=jobs,
            progress=tell,
            cache=default_cache() if cache else None,
        )
    written = _write(town, folder, output, json_file, returns)
    _print(town, written)
    exit_with(town.findings, [failure.code for failure in town.failures], fail_on)


def _write(
    town: "Town", folder: Path, output: Path, json_file: Path | None, returns: Path | None
) -> list[str]:
    """Write what was asked for and say what it was; exit 2 when a place cannot be written to."""
    import json

    from pipeline.run import return_copies
    from pipeline.writing.json_report import town_report
    from pipeline.writing.replacing import write_text
    from pipeline.writing.town import write_town

    try:
        place = write_town(town, output, folder)
        if place != output:
            click.echo(f"{output} is open in another program and was left as it is.", err=True)
        copies = return_copies(town, returns) if returns else []
        if json_file:
            write_text(json_file, json.dumps(town_report(town), ensure_ascii=False, indent=2) + "\n")
    except OSError as error:
        could_not_run(f"Cannot write {error.filename or output}: {error.strerror}. Is it open in Excel?")
    return [f"Wrote {place}", *([f"Wrote {len(copies)} return copies to {returns}"] if copies else [])]


def _print(town: "Town", written: list[str]) -> None:
    from rich.console import Console

    from pipeline.wording import attainment_line
    from scripts.town_table import town_table

    console = Console(width=None if Console().is_terminal else 140, markup=False, emoji=False)
    console.print(town_table(town))
    for line in (attainment_line(town), *written):
        console.print(line, soft_wrap=True)


if __name__ == "__main__":
    consolidate()
