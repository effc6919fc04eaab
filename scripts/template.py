"""green-community template: the workbook that staff fill in, empty or one prefilled copy per community."""

from pathlib import Path

import click

from scripts.command_line import FILE, overwrite_option, round_option, scheme_option
from scripts.exits import could_not_run, failed_by_itself, round_or_exit, scheme_or_exit
from scripts.outputs import refuse_another_ending, refuse_to_lose_answers, unwritten, writing
from scripts.rosters import roster_or_exit
from validators.scheme import Scheme


@click.command()
@click.option("--output", "-o", type=FILE, help="Write the empty workbook here.")
@click.option(
    "--macro-free/--macros",
    default=None,
    help="Without macros and the town page (what prefilled copies are unless asked otherwise), or with them.",
)
@click.option("--roster", type=FILE, help="Build one prefilled copy per community of this roster.")
@click.option("--out-dir", type=FILE, help="Folder for the prefilled copies.")
@click.option("--previous", type=FILE, help="Folder of last round's submissions to prefill from.")
@round_option
@overwrite_option
@scheme_option
def template(
    output: Path | None,
    macro_free: bool | None,
    roster: Path | None,
    out_dir: Path | None,
    previous: Path | None,
    round_: int | None,
    overwrite: bool,
    scheme: str,
) -> None:
    """Build the workbook from the scheme."""
    from addin.project import macro_project
    from pipeline.run import build_workbook

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
        _copies(plan, roster, out_dir, previous, round_, vba, overwrite=overwrite)
        return
    target, troubles = output or Path(f"template{suffix}"), list[str]()
    refuse_another_ending(target, suffix)
    refuse_to_lose_answers([target], plan, overwrite=overwrite)
    with writing(target, troubles):
        build_workbook(plan, target, round_=round_, vba=vba)
    if troubles:
        could_not_run(*troubles)
    click.echo(f"Wrote {target}")


def _copies(
    plan: Scheme,
    roster: Path,
    out_dir: Path,
    previous: Path | None,
    round_: int | None,
    vba: bytes | None,
    *,
    overwrite: bool,
) -> None:
    from pipeline.prefilling import prefilled
    from pipeline.run import consolidate_town, template_copies
    from pipeline.writing.naming import file_names

    listed = roster_or_exit(roster)
    if previous and not previous.is_dir():
        could_not_run(f"No such folder: {previous}")
    town = consolidate_town(previous, plan, listed, ignore=[roster]) if previous else None
    last = {standing.name: standing.submission for standing in town.standings} if town else {}
    names = file_names((community.name for community in listed.communities), ".xlsm" if vba else ".xlsx")
    targets = [out_dir / name for name in names]
    refuse_to_lose_answers(targets, plan, overwrite=overwrite)
    troubles: list[str] = []
    with writing(out_dir, troubles):
        out_dir.mkdir(parents=True, exist_ok=True)
    if troubles:
        could_not_run(*troubles)
    answers = [prefilled(community, plan, last.get(community.name)) for community in listed.communities]
    copies = template_copies(plan, dict(zip(targets, answers, strict=True)), round_=round_, vba=vba)
    click.echo(f"Wrote {len(copies.written)} workbooks to {out_dir}")
    failures = [*(town.failures if town else ()), *copies.failures]
    troubles += unwritten(copies) + ([failed_by_itself("template", failures)] if failures else [])
    if troubles:
        could_not_run(*troubles)


if __name__ == "__main__":
    template()
