"""green-community sample: whom to look at on site (抽样考评), drawn by lot so that anyone can repeat it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import click
from rich.console import Console

from pipeline.checking.cache import default_cache
from pipeline.harmless import json_text, one_line
from pipeline.keeping import Sampled, sampled
from pipeline.reading.files.own_ledger import NAME, with_companions
from pipeline.run import consolidate_town
from pipeline.town.model import Town
from pipeline.writing.replacing import write_text
from pipeline.writing.review.draw import write_draw
from pipeline.writing.review.draw_json import draw_report
from scripts.options.command_line import DAY, FILE, cache_option, jobs_option, overwrite_option, scheme_option
from scripts.options.exits import (
    could_not_run,
    failed_by_itself,
    round_or_exit,
    say,
    scheme_or_exit,
    stoppable,
)
from scripts.options.outputs import (
    refuse_another_ending,
    refuse_to_lose_a_draft,
    refuse_to_replace,
    writing,
)
from scripts.options.rosters import roster_or_exit
from scripts.options.shares import SEED, SHARE
from scripts.options.town_inputs import ledger_or_exit, recalled_or_exit, refuse_missing
from scripts.terminal.draw_table import draw_lines, draw_table
from scripts.terminal.progress import progress


@click.command()
@click.argument("folder", type=FILE, help="Folder of submissions, searched with all below it.")
@click.option("--roster", type=FILE, required=True, help="The town's communities: csv or workbook.")
@click.option(
    "--share",
    type=SHARE,
    required=True,
    metavar="PERCENT",
    help="How much of every grade is drawn, rounded up: 30% or 0.3.",
)
@click.option(
    "--seed",
    type=SEED,
    metavar="N",
    help="Number that decides the lots (default: that of the round's last draw in the ledger, else one made at random).",
)
@click.option(
    "--output", "-o", type=FILE, default="抽样.xlsx", show_default=True, help="The draw as a workbook."
)
@click.option("--json", "json_file", type=FILE, help="Also write the draw as JSON.")
@click.option(
    "--round",
    "round_",
    type=int,
    metavar="YEAR",
    help="Year of the round (default: the latest that has begun by the day of the draw).",
)
@click.option(
    "--earlier",
    type=FILE,
    multiple=True,
    metavar="FOLDER_OR_REPORT",
    help="An earlier round, for what rose by much since. Once for each.",
)
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help="Day of the draw (default: today).")
@cache_option
@click.option(
    "--ledger", type=FILE, help=f"The ledger, which keeps every draw (default: {NAME} in the folder)."
)
@click.option(
    "--no-ledger", is_flag=True, help="Keep no ledger, and ask none; the draw says that it was not kept."
)
@jobs_option
@overwrite_option
@scheme_option
def sample(
    folder: Path,
    roster: Path,
    share: Decimal,
    seed: int | None,
    output: Path,
    json_file: Path | None,
    round_: int | None,
    earlier: tuple[Path, ...],
    as_of: datetime | None,
    cache: bool,
    ledger: Path | None,
    no_ledger: bool,
    jobs: int,
    overwrite: bool,
    scheme: str,
) -> None:
    """Draw whom to look at on site, and which items.

    Of every grade that attains the share is drawn by lot, so that anyone can repeat it with any tool; communities that risk
    speaks for stand beside them. Every other draw of a round is kept in the ledger and told.
    """
    plan = scheme_or_exit(scheme)
    round_or_exit(round_, plan)
    refuse_missing(folder, earlier)
    listed = roster_or_exit(roster, plan)
    kept = ledger_or_exit(ledger, folder, no_ledger=no_ledger)
    outputs = [output, *([json_file] if json_file else [])]
    _refuse(outputs, [roster, Path(scheme), *earlier], overwrite=overwrite)
    ours = [roster, *earlier, *outputs, *(with_companions(kept) if kept else ())]
    results = default_cache() if cache else None
    with stoppable(), progress("Checking") as tell:
        town = consolidate_town(
            folder,
            plan,
            listed,
            as_of=as_of.date() if as_of else None,
            round_=round_,
            ignore=ours,
            jobs=jobs,
            progress=tell,
            cache=results,
        )
        town = recalled_or_exit(town, kept, earlier, ignore=ours, jobs=jobs, cache=results)
    made = sampled(town, share, seed, folder, kept)
    if made is None:
        could_not_run("Nobody to draw from: no obliged community of the roster attains by its self score.")
    _write(town, made, output, json_file)


def _refuse(outputs: Sequence[Path], inputs: Sequence[Path], *, overwrite: bool) -> None:
    """Exit 2 when an output has no place, or would replace what it must not: a list that somebody has worked on, too."""
    refuse_another_ending(outputs[0], ".xlsx")
    refuse_to_replace(outputs, inputs, overwrite=overwrite)
    refuse_to_lose_a_draft(outputs[0], overwrite=overwrite)


def _write(town: Town, made: Sampled, output: Path, json_file: Path | None) -> None:
    """Write what was drawn and say it; exit 2 where something was not written, or not kept."""
    troubles = [str(made.hindered)] if made.hindered else []
    told = [*draw_lines(made)]
    with writing(output, troubles):
        write_draw(town, made.draw, made.draws, output)
        told.append(f"Wrote {output}")
    if json_file:
        with writing(json_file, troubles):
            write_text(json_file, json_text(draw_report(town, made.draw, made.draws)) + "\n")
    say(*filter(None, [made.news.english]))
    console = Console(width=None if Console().is_terminal else 140, markup=False, emoji=False)
    console.print(draw_table(town, made))
    for line in told:
        console.print(one_line(line), soft_wrap=True)
    if troubles or town.failures:
        could_not_run(*troubles, *([failed_by_itself("sample", town.failures)] if town.failures else []))


if __name__ == "__main__":
    sample()
