"""green-community history: what the ledger tells of a community's submissions, or of all."""

import sqlite3
from difflib import get_close_matches
from pathlib import Path

import click
from rich.console import Console

from pipeline.harmless import json_text, one_line
from pipeline.ledger.draws import KeptDraw, draws
from pipeline.ledger.file import read
from pipeline.ledger.history import Submitted, chain, communities, known_as, submissions
from pipeline.ledger.sentences import LedgerError
from pipeline.reading.files.own_ledger import NAME
from pipeline.writing.reports.history_report import history_report
from scripts.options.command_line import FILE
from scripts.options.exits import could_not_run, say
from scripts.terminal.history_table import chain_table, draw_lines, overview_table


@click.command()
@click.argument("folder", type=FILE, help="Folder of submissions that was consolidated.")
@click.argument("community", required=False, help="A community by its name (default: all, a line each).")
@click.option("--round", "round_", type=int, metavar="YEAR", help="Only the round of this year.")
@click.option("--ledger", type=FILE, help=f"The ledger (default: {NAME} in the folder).")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table, or everything as data.",
)
def history(
    folder: Path, community: str | None, round_: int | None, ledger: Path | None, format_: str
) -> None:
    """Tell what each submission said and changed.

    It is told from the ledger that consolidate keeps, also of files that have been replaced since; with it every draw of
    those whom to look at on site.
    """
    if not folder.is_dir():
        could_not_run(f"No such folder: {folder}")

    def ask(opened: sqlite3.Connection) -> tuple[list[Submitted], list[KeptDraw]]:
        name = known_as(opened, community) if community else None
        if community and name is None:
            could_not_run(_unknown(community, communities(opened)))
        made = [draw for draw in draws(opened, round_) if name is None or draw.of(name)]
        return (chain if name or format_ == "json" else submissions)(opened, name, round_), made

    try:
        told, made = read(ledger or folder / NAME, ask)
    except LedgerError as error:
        could_not_run(str(error))
    if format_ == "json":
        click.echo(json_text(history_report(told, made)))
        return
    if not told:
        say("The ledger has no such submission.")
        return
    console = Console(width=None if Console().is_terminal else 140, markup=False, emoji=False)
    console.print(chain_table(told) if community else overview_table(told))
    for line in draw_lines(made, told[0].community if community else None):
        console.print(one_line(line), soft_wrap=True)


def _unknown(community: str, known: list[str]) -> str:
    near = get_close_matches(community, known, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"The ledger knows no community {community}.{hint}"


if __name__ == "__main__":
    history()
