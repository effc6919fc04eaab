"""green-community review-forms: a printable 考评表 per community to be looked at on site."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from pipeline.checking.cache import default_cache
from pipeline.run import REVIEWS, consolidate_town, review_forms
from pipeline.town.model import Town
from pipeline.town.review.model import Visit
from pipeline.writing.review.draw_file import DrawFileError, DrawnVisits, drawn_visits
from scripts.options.command_line import DAY, FILE, jobs_option, overwrite_option, scheme_option
from scripts.options.exits import could_not_run, failed_by_itself, round_or_exit, scheme_or_exit, stoppable
from scripts.options.outputs import unwritten, writing
from scripts.options.rosters import roster_or_exit
from scripts.terminal.progress import progress


@click.command("review-forms")
@click.argument("folder", type=FILE, help="Folder of submissions, searched with all below it.")
@click.option("--roster", type=FILE, help="The town's communities: csv or workbook.")
@click.option(
    "--draw",
    type=FILE,
    metavar="FILE",
    help="Whom a draw has visited, and which of their items: the workbook or the JSON that it was written as.",
)
@click.option(
    "--community",
    "named",
    multiple=True,
    metavar="NAME",
    help="A community to be visited, by its name on the roster or another that the roster gives it. Once for each.",
)
@click.option("--all-items", is_flag=True, help="All items on the form, where a draw has chosen some.")
@click.option("--out-dir", type=FILE, help=f"Folder for the forms (default: {REVIEWS} in the folder).")
@click.option(
    "--round",
    "round_",
    type=int,
    metavar="YEAR",
    help="Year of the round (default: the draw's, else the latest that has begun by today).",
)
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help="The day that counts as today.")
@jobs_option
@overwrite_option
@scheme_option
def forms(
    folder: Path,
    roster: Path | None,
    draw: Path | None,
    named: tuple[str, ...],
    all_items: bool,
    out_dir: Path | None,
    round_: int | None,
    as_of: datetime | None,
    jobs: int,
    overwrite: bool,
    scheme: str,
) -> None:
    """Build a form (考评表) per community to look at on site.

    It has the community's self score, of which nothing can be changed in it, and room for what is found there; consolidate
    --reviews reads it back. Who is visited is said by a draw, by name, or both.
    """
    plan = scheme_or_exit(scheme)
    drawn = _drawn(draw) if draw else None
    if not (drawn or named):
        could_not_run("Say whom to visit: --draw, --community, or both.")
    year = round_ or (drawn.year if drawn else None)
    round_or_exit(year, plan)
    if drawn and drawn.year != year:
        could_not_run(f"{draw} is the draw of {drawn.year}, not of {year}.")
    if not folder.is_dir():
        could_not_run(f"No such folder: {folder}")
    listed = roster_or_exit(roster, plan) if roster else None
    target = out_dir or folder / REVIEWS
    ours = [path for path in (roster, draw, *target.rglob("*")) if path]
    with stoppable(), progress("Checking") as tell:
        town = consolidate_town(
            folder, plan, listed, as_of=as_of.date() if as_of else None, round_=year,
            ignore=ours, jobs=jobs, progress=tell, cache=default_cache(),
        )  # fmt: skip
    asked = [*_by_name(town, named), *(drawn.visits if drawn else ())]
    visits = {visit.community: visit._replace(items=None) if all_items else visit for visit in asked}
    _write(town, visits.values(), target, overwrite=overwrite)


def _drawn(draw: Path) -> DrawnVisits:
    try:
        return drawn_visits(draw.read_bytes(), str(draw))
    except DrawFileError as error:
        could_not_run(str(error))
    except OSError as error:
        could_not_run(f"Cannot read {draw}: {error.strerror}.")


def _by_name(town: Town, names: Iterable[str]) -> Iterator[Visit]:
    for name in names:
        listed = town.roster.named(name) if town.roster else None
        yield Visit(listed.name if listed else name)


def _write(town: Town, asked: Iterable[Visit], out_dir: Path, *, overwrite: bool) -> None:
    """Write the forms of those that handed in, and say of which others there can be none."""
    here = {standing.name for standing in town.standings}
    visits: Sequence[Visit] = [*asked]
    troubles = [
        f"{visit.community} handed in nothing that counts, so there is no form for it."
        for visit in visits
        if visit.community not in here
    ]
    failures = list(town.failures)
    with writing(out_dir, troubles):
        copies = review_forms(
            town, [visit for visit in visits if visit.community in here], out_dir, overwrite=overwrite
        )
        click.echo(f"Wrote {len(copies.written)} review forms to {out_dir}")
        failures += copies.failures
        troubles += unwritten(copies)
    if troubles or failures:
        could_not_run(*troubles, *([failed_by_itself("review-forms", failures)] if failures else []))


if __name__ == "__main__":
    forms()
