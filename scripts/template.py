"""green-community template: the workbook that staff fill in, empty or one prefilled copy per community."""

from collections.abc import Sequence
from pathlib import Path

import click

from pipeline.clock import today
from pipeline.run import build_workbook, consolidate_town, template_copies
from pipeline.town.prefilling import prefilled
from pipeline.writing.naming import file_names
from scripts.options.command_line import FILE, overwrite_option, round_option, scheme_option
from scripts.options.exits import could_not_run, failed_by_itself, round_or_exit, scheme_or_exit
from scripts.options.outputs import refuse_another_ending, refuse_to_lose_answers, unwritten, writing
from scripts.options.rosters import roster_or_exit
from validators.roster import Community, Roster
from validators.scheme.model import Scheme
from validators.submission import Submission


@click.command()
@click.option("--output", "-o", type=FILE, help="Write the empty workbook here.")
@click.option(
    "--macro-free/--macros",
    default=None,
    help="Without macros and the town page (what prefilled copies are unless asked otherwise), or with them.",
)
@click.option("--roster", type=FILE, help="Build one prefilled copy per community of this roster.")
@click.option("--out-dir", type=FILE, help="Folder for the prefilled copies.")
@click.option(
    "--previous",
    type=FILE,
    help="Folder of the round before: its tiers stand beside this round's in the copies, for comparison only.",
)
@click.option(
    "--previous-as",
    type=click.Choice(["shown", "chosen"]),
    default="shown",
    show_default=True,
    help="Leave this round's tiers blank, or choose last round's to begin with.",
)
@round_option
@overwrite_option
@scheme_option
def template(
    output: Path | None,
    macro_free: bool | None,
    roster: Path | None,
    out_dir: Path | None,
    previous: Path | None,
    previous_as: str,
    round_: int | None,
    overwrite: bool,
    scheme: str,
) -> None:
    """Build the workbook from the scheme."""
    from pipeline.writing.addin.callbacks import macro_project

    plan = scheme_or_exit(scheme)
    round_or_exit(round_, plan)
    macro_free = macro_free if macro_free is not None else roster is not None
    vba = None if macro_free else macro_project()
    if (roster is None) != (out_dir is None):
        could_not_run("--roster and --out-dir go together.")
    if previous and not roster:
        could_not_run("--previous needs --roster: it says whose answers are whose.")
    suffix = ".xlsx" if macro_free else ".xlsm"
    if roster and out_dir:
        listed = roster_or_exit(roster, plan)
        last = _Last(plan, previous, round_, roster, listed) if previous else None
        known = [
            prefilled(
                community, plan, last.answers(community) if last else None, chosen=previous_as == "chosen"
            )
            for community in listed.communities
        ]
        _copies(plan, known, out_dir, last, round_, vba, overwrite=overwrite)
        return
    target, troubles = output or Path(f"template{suffix}"), list[str]()
    refuse_another_ending(target, suffix)
    refuse_to_lose_answers([target], plan, overwrite=overwrite)
    with writing(target, troubles):
        build_workbook(plan, target, round_=round_, vba=vba)
    if troubles:
        could_not_run(*troubles)
    click.echo(f"Wrote {target}")


class _Last:
    """What came in for the round before the one that the copies are for."""

    def __init__(self, plan: Scheme, folder: Path, round_: int | None, roster: Path, listed: Roster) -> None:
        self.round = round_ or plan.round_on(today(plan))
        before = [year for year in plan.deadlines if year < self.round]
        if not before:
            could_not_run(
                f"{plan.id} has no round before {self.round}; say with --round what the copies are for."
            )
        if not folder.is_dir():
            could_not_run(f"No such folder: {folder}")
        self.town = consolidate_town(folder, plan, listed, round_=before[-1], ignore=[roster])
        self._answers = {standing.name: standing.submission for standing in self.town.standings}

    def answers(self, community: Community) -> Submission | None:
        """What a community handed in; None where it did not."""
        return self._answers.get(community.name)

    def told(self) -> str:
        """Of how many communities answers were found, and for which round."""
        listed = sum(standing.listed is not None for standing in self.town.standings)
        return f"Answers of {self.town.round} found of {listed} communities"


def _copies(
    plan: Scheme,
    known: Sequence[Submission],
    out_dir: Path,
    last: _Last | None,
    round_: int | None,
    vba: bytes | None,
    *,
    overwrite: bool,
) -> None:
    names = file_names((submission.community for submission in known), ".xlsm" if vba else ".xlsx")
    targets = [out_dir / name for name in names]
    refuse_to_lose_answers(targets, plan, overwrite=overwrite)
    troubles: list[str] = []
    with writing(out_dir, troubles):
        out_dir.mkdir(parents=True, exist_ok=True)
    if troubles:
        could_not_run(*troubles)
    year = last.round if last else round_
    copies = template_copies(plan, dict(zip(targets, known, strict=True)), round_=year, vba=vba)
    if last:
        click.echo(last.told())
    click.echo(f"Wrote {len(copies.written)} workbooks to {out_dir}")
    failures = [*(last.town.failures if last else ()), *copies.failures]
    troubles += unwritten(copies) + ([failed_by_itself("template", failures)] if failures else [])
    if troubles:
        could_not_run(*troubles)


if __name__ == "__main__":
    template()
