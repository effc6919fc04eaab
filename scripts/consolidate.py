"""green-community consolidate: a folder of submissions into the town-wide workbook."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from pipeline.checking.cache import default_cache
from pipeline.earlier import beside_earlier
from pipeline.harmless import json_text, one_line
from pipeline.reply_by import ReplyBy
from pipeline.run import RETURNED, consolidate_town, return_copies
from pipeline.town.attainment import attainment_line
from pipeline.town.model import Town
from pipeline.town.past import PastRoundError
from pipeline.writing.replacing import dated_beside, write_text
from pipeline.writing.reports.json_report import town_report
from pipeline.writing.town import write_town
from pipeline.writing.town.progress import carry_over
from scripts.options.command_line import DAY, FILE, LOWEST, jobs_option, overwrite_option, scheme_option
from scripts.options.exits import could_not_run, exit_with, round_or_exit, say, scheme_or_exit, stoppable
from scripts.options.outputs import (
    refuse_another_ending,
    refuse_to_lose_a_draft,
    refuse_to_replace,
    unwritten,
    writing,
)
from scripts.options.reply_days import REPLY_BY, reply_by_or_exit
from scripts.options.rosters import roster_or_exit
from scripts.terminal.progress import progress
from scripts.terminal.town_table import town_table
from validators.finding import FailOn


@click.command()
@click.argument("folder", type=FILE, help="Folder of submissions, searched with all below it.")
@click.option("--roster", type=FILE, help="The town's communities: csv or workbook.")
@click.option(
    "--output", "-o", type=FILE, default="town.xlsx", show_default=True, help="The town-wide workbook."
)
@click.option("--json", "json_file", type=FILE, help="Also write the result as JSON.")
@click.option(
    "--brief",
    type=FILE,
    help="Also write the leader's page as a Word document in official form, marked as a draft (公文底稿).",
)
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
@click.option(
    "--earlier",
    type=FILE,
    multiple=True,
    metavar="FOLDER_OR_REPORT",
    help="An earlier round to compare with: its folder of submissions, or the workbook or JSON that was written of it. "
    "Once for each round.",
)
@click.option(
    "--reply-by",
    type=REPLY_BY,
    metavar="DAYS|YYYY-MM-DD",
    help="When corrections are due: working days after the report's day, or a day "
    "(default: reply-by of green-community.toml by the submissions, else 5).",
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
@overwrite_option
@scheme_option
def consolidate(
    folder: Path,
    roster: Path | None,
    output: Path,
    json_file: Path | None,
    brief: Path | None,
    returns: Path | None,
    round_: int | None,
    earlier: tuple[Path, ...],
    reply_by: ReplyBy | None,
    as_of: datetime | None,
    cache: bool,
    jobs: int,
    fail_on: FailOn,
    overwrite: bool,
    scheme: str,
) -> None:
    """Turn a folder of submissions into the town-wide workbook.

    Every submission is checked as validate does.
    """
    plan = scheme_or_exit(scheme)
    round_or_exit(round_, plan)
    if not folder.is_dir():
        could_not_run(f"No such folder: {folder}")
    if missing := [path for path in earlier if not path.exists()]:
        could_not_run(f"No such folder or report: {missing[0]}")
    listed = roster_or_exit(roster, plan) if roster else None
    if returns:
        _refuse_among_submissions(returns, folder)
    outputs = [path for path in (output, json_file, brief) if path]
    refuse_another_ending(output, ".xlsx")
    if brief:
        refuse_another_ending(brief, ".docx")
    given = [path for path in (roster, Path(scheme), *earlier) if path]
    refuse_to_replace(outputs, given, overwrite=overwrite)
    if brief:
        refuse_to_lose_a_draft(brief, overwrite=overwrite)
    until = reply_by_or_exit(reply_by, folder, as_of, plan)
    ours = [path for path in (roster, *earlier, *outputs, *dated_beside(output)) if path]
    day, kept = as_of.date() if as_of else None, default_cache() if cache else None
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
            cache=kept,
        ).asking_by(until)
        try:
            town = beside_earlier(town, earlier, ignore=ours, jobs=jobs, cache=kept)
        except PastRoundError as error:
            could_not_run(str(error))
    written = _Written()
    if returns:
        town = written.copies(town, returns, overwrite=overwrite)
    town = written.report(town, output, folder)
    if json_file:
        written.data(town, json_file)
    if brief:
        written.brief(town, brief)
    _print(town, written.told)
    exit_with("consolidate", town.findings, town.failures, fail_on, troubles=written.troubles)


def _refuse_among_submissions(returns: Path, folder: Path) -> None:
    """Exit 2 where return copies would lie among the submissions elsewhere than in their own folder."""
    own = folder / RETURNED
    inside = folder.resolve() in (returns.resolve(), *returns.resolve().parents)
    if inside and returns.resolve() != own.resolve():
        could_not_run(f"Return copies in {returns} would be taken for submissions; use {own}.")


class _Written:
    """What was asked for, each written whatever becomes of the others; what to say of it on stdout and stderr."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.troubles: list[str] = []

    def copies(self, town: Town, folder: Path, *, overwrite: bool) -> Town:
        """Write the return copies; the town with what failed over them."""
        with writing(folder, self.troubles):
            copies = return_copies(town, folder, overwrite=overwrite)
            self.troubles += unwritten(copies)
            if copies.written:
                self.told.append(f"Wrote {len(copies.written)} return copies to {folder}")
            verdict = town.verdict
            return replace(town, verdict=verdict._replace(failures=(*verdict.failures, *copies.failures)))
        return town

    def report(self, town: Town, output: Path, folder: Path) -> Town:
        """Write the town-wide workbook; the town with what the office typed into the last one."""
        with writing(output, self.troubles):
            town, left = carry_over(town, output, folder)
            place = write_town(town, output, folder)
            if place != output:
                say(f"{output} is open in another program and was left as it is.")
            if left:
                say(f"What was typed in {left} stands there still; not all of it could be taken over.")
            self.told.insert(0, f"Wrote {place}")
        return town

    def data(self, town: Town, json_file: Path) -> None:
        """Write the same as JSON."""
        with writing(json_file, self.troubles):
            write_text(json_file, json_text(town_report(town)) + "\n")

    def brief(self, town: Town, brief: Path) -> None:
        """Write the leader's page as a document."""
        with writing(brief, self.troubles):
            from pipeline.writing.town.brief import write_brief

            write_brief(town, brief)
            self.told.append(f"Wrote {brief}")


def _print(town: Town, written: list[str]) -> None:
    console = Console(width=None if Console().is_terminal else 140, markup=False, emoji=False)
    console.print(town_table(town))
    for line in (attainment_line(town), *written):
        console.print(one_line(line), soft_wrap=True)


if __name__ == "__main__":
    consolidate()
