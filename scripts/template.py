"""green-community template: the workbook that staff fill in, empty or one prefilled copy per community."""

from pathlib import Path
from typing import Annotated

import typer

from scripts.exits import could_not_run, scheme_or_exit
from scripts.rosters import roster_or_exit
from validators.scheme import Scheme
from validators.scheme_file import DEFAULT_SCHEME


def template(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the empty workbook here.")
    ] = None,
    macro_free: Annotated[
        bool, typer.Option("--macro-free", help="Without macros and the town page.")
    ] = False,
    roster: Annotated[
        Path | None, typer.Option(help="Build one prefilled copy per community of this roster.")
    ] = None,
    out_dir: Annotated[Path | None, typer.Option(help="Folder for the prefilled copies.")] = None,
    previous: Annotated[
        Path | None, typer.Option(help="Folder of last round's submissions to prefill from.")
    ] = None,
    round_: Annotated[
        int | None, typer.Option("--round", help="Year of the round (default: the first).")
    ] = None,
    scheme: Annotated[str, typer.Option(help="Id of a scheme, or path of a scheme file.")] = DEFAULT_SCHEME,
) -> None:
    """Build the workbook from the scheme."""
    from addin.project import macro_project
    from pipeline.run import build_workbook

    plan = scheme_or_exit(scheme)
    vba = None if macro_free else macro_project()
    if (roster is None) != (out_dir is None):
        could_not_run("--roster and --out-dir go together.")
    if previous and not roster:
        could_not_run("--previous needs --roster: it says whose answers are whose.")
    suffix = ".xlsx" if macro_free else ".xlsm"
    try:
        if roster is None or out_dir is None:
            target = output or Path(f"template{suffix}")
            _same_kind(target, suffix)
            build_workbook(plan, target, round_=round_, vba=vba)
            typer.echo(f"Wrote {target}")
            return
        _copies(plan, roster, out_dir, previous, round_, vba)
    except OSError as error:
        could_not_run(f"Cannot write {error.filename}: {error.strerror}.")


def _same_kind(target: Path, suffix: str) -> None:
    if target.suffix.lower() != suffix:
        could_not_run(f"{target} must end in {suffix}: Excel refuses a workbook whose name says otherwise.")


def _copies(
    plan: Scheme, roster: Path, out_dir: Path, previous: Path | None, round_: int | None, vba: bytes | None
) -> None:
    from pipeline.prefilling import prefilled
    from pipeline.run import build_workbook, consolidate_town
    from pipeline.writing.naming import file_stem

    listed = roster_or_exit(roster)
    if previous and not previous.is_dir():
        could_not_run(f"No such folder: {previous}")
    town = consolidate_town(previous, plan, listed, ignore=[roster]) if previous else None
    last = {standing.name: standing.submission for standing in town.standings} if town else {}
    out_dir.mkdir(parents=True, exist_ok=True)
    for community in listed.communities:
        target = out_dir / f"{file_stem(community.name)}{'.xlsm' if vba else '.xlsx'}"
        answers = prefilled(community, plan, last.get(community.name))
        build_workbook(plan, target, round_=round_, submission=answers, vba=vba)
    typer.echo(f"Wrote {len(listed.communities)} workbooks to {out_dir}")


if __name__ == "__main__":
    typer.run(template)
