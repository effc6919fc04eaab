"""green-community consolidate: a folder of submissions into the town-wide workbook."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from pathlib import Path

import click
from rich.console import Console

from pipeline.checking.cache import default_cache
from pipeline.district.reports import add_up_reports
from pipeline.harmless import one_line
from pipeline.reading.files.own_ledger import NAME
from pipeline.reply_by import ReplyBy
from pipeline.run import REVIEWS, consolidate_town
from pipeline.town.attainment import attainment_line
from pipeline.town.model import Town
from pipeline.town.reports.model import ReportError
from pipeline.town.review.results import review_line
from pipeline.writing.review.read_back import with_own_reviews, with_reviews
from scripts.options.command_line import (
    DAY,
    FILE,
    LOWEST,
    cache_option,
    jobs_option,
    overwrite_option,
    scheme_option,
)
from scripts.options.exits import could_not_run, exit_with, round_or_exit, scheme_or_exit, stoppable
from scripts.options.reply_days import REPLY_BY, reply_by_or_exit
from scripts.options.rosters import roster_or_exit
from scripts.options.town_inputs import ledger_or_exit, recalled_or_exit, refuse_missing
from scripts.options.town_outputs import TownOutputs
from scripts.terminal.progress import progress
from scripts.terminal.town_table import town_table
from validators.finding import FailOn
from validators.roster import Roster
from validators.scheme.model import Scheme


@click.command()
@click.argument(
    "folder", type=FILE, required=False, help="Folder of submissions, searched with all below it."
)
@click.option(
    "--reports",
    type=FILE,
    metavar="FOLDER",
    help="Instead of submissions: a folder of towns' own reports (workbooks or JSON of this command), added up to their "
    "district.",
)
@click.option("--roster", type=FILE, help="The town's communities: csv or workbook.")
@click.option(
    "--output", "-o", type=FILE, default="town.xlsx", show_default=True, help="The town-wide workbook."
)
@click.option("--json", "json_file", type=FILE, help="Also write the result as JSON.")
@click.option(
    "--html",
    "html_file",
    type=FILE,
    help="Also write the result as a page for any browser, which needs nothing else.",
)
@click.option(
    "--brief",
    type=FILE,
    help="Also write the leader's page as a Word document in official form, marked as a draft (公文底稿).",
)
@click.option(
    "--summary",
    type=FILE,
    help="Also write the final summary as a Word document in official form, marked as a draft (总结底稿).",
)
@click.option(
    "--declarations",
    type=FILE,
    help="Also write the declaration form (申报表) of every community recommended, or proposed to be, with the town's opinion, "
    "ready to print, to this folder.",
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
    "--reviews",
    type=FILE,
    metavar="FOLDER",
    help="The review forms (考评表) that were filled in on site: their scores stand beside the self scores "
    f"(default: {REVIEWS} in the folder, where there is one).",
)
@click.option(
    "--reply-by",
    type=REPLY_BY,
    metavar="DAYS|YYYY-MM-DD",
    help="When corrections are due: working days after the report's day, or a day "
    "(default: reply-by of green-community.toml by the submissions, else 5).",
)
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help="Day of the report (default: today).")
@cache_option
@click.option(
    "--ledger",
    type=FILE,
    help=f"The ledger, which keeps what files said before they were replaced (default: {NAME} in the folder).",
)
@click.option("--no-ledger", is_flag=True, help="Keep no ledger, and ask none.")
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
    folder: Path | None,
    reports: Path | None,
    roster: Path | None,
    output: Path,
    json_file: Path | None,
    html_file: Path | None,
    brief: Path | None,
    summary: Path | None,
    declarations: Path | None,
    returns: Path | None,
    round_: int | None,
    earlier: tuple[Path, ...],
    reviews: Path | None,
    reply_by: ReplyBy | None,
    as_of: datetime | None,
    cache: bool,
    ledger: Path | None,
    no_ledger: bool,
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
    source = _source(folder, reports, returns or declarations or ledger)
    refuse_missing(source, earlier, reviews)
    listed = roster_or_exit(roster, plan) if roster else None
    kept = ledger_or_exit(ledger, source, no_ledger=no_ledger or reports is not None)
    outputs = TownOutputs(output, json_file, html_file, brief, summary, declarations, returns, kept)
    outputs.refuse(source, [path for path in (roster, Path(scheme), *earlier) if path], overwrite=overwrite)
    until = reply_by_or_exit(reply_by, source, as_of, plan)
    filled_in = reviews.rglob("*") if reviews else ()
    ours = [path for path in (roster, *earlier, *outputs.files, *filled_in) if path]
    results = default_cache() if cache else None
    day = as_of.date() if as_of else None
    with stoppable(), progress("Checking") as tell:
        if reports:
            town = _added_up(reports, plan, listed, day, round_, ours)
        else:
            town = consolidate_town(
                source, plan, listed, as_of=day, round_=round_, ignore=ours,
                jobs=jobs, progress=tell, cache=results,
            )  # fmt: skip
        town = town.asking_by(until)
        town = recalled_or_exit(town, kept, earlier, ignore=ours, jobs=jobs, cache=results)
        town = with_reviews(town, reviews) if reviews else with_own_reviews(town, source)
    written = outputs.write(town, source, overwrite=overwrite)
    _print(written.town, written.told)
    failures = written.town.failures
    exit_with("consolidate", written.town.findings, failures, fail_on, troubles=written.troubles)


def _source(folder: Path | None, reports: Path | None, of_submissions: Path | None) -> Path:
    """The folder to go by: of submissions, or of reports; exit 2 where it is not clear which, or reports do not suffice."""
    if folder and reports:
        could_not_run("Give a folder of submissions or --reports, not both.")
    if reports and of_submissions:
        could_not_run(
            "Return copies, declaration forms and the ledger are made of submissions, by each town; leave them out with --reports."
        )
    source = folder or reports
    if source is None:
        could_not_run("Give a folder of submissions, or --reports with a folder of towns' reports.")
    return source


def _added_up(
    reports: Path,
    plan: Scheme,
    listed: Roster | None,
    day: date | None,
    round_: int | None,
    ours: Collection[Path],
) -> Town:
    try:
        return add_up_reports(reports, plan, listed, as_of=day, round_=round_, ignore=ours)
    except ReportError as error:
        could_not_run(str(error))


def _print(town: Town, told: Iterable[str]) -> None:
    console = Console(width=None if Console().is_terminal else 140, markup=False, emoji=False)
    console.print(town_table(town))
    reviewed = [review_line(town)] if town.reviews else []
    for line in (attainment_line(town), *reviewed, *told):
        console.print(one_line(line), soft_wrap=True)


if __name__ == "__main__":
    consolidate()
