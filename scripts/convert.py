"""green-community convert: any layout we can read into today's template, prefilled."""

from pathlib import Path

import click

from scripts.command_line import FILE, round_option, scheme_option
from scripts.exits import could_not_run, round_or_exit, scheme_or_exit
from scripts.outputs import refuse_another_ending, refuse_to_lose_answers


@click.command()
@click.argument("file", type=FILE, help="A workbook in any layout that validate can read.")
@click.option(
    "--output", "-o", type=FILE, help="The new workbook (default: beside FILE, named …-template.xlsx)."
)
@round_option
@scheme_option
def convert(file: Path, output: Path | None, round_: int | None, scheme: str) -> None:
    """Carry a community's answers over into today's workbook.

    The new workbook is macro-free; FILE is left as it is.
    """
    from pipeline.run import build_workbook, check_book
    from pipeline.wording import finding_line

    plan = scheme_or_exit(scheme)
    round_or_exit(round_, plan)
    if not file.is_file():
        could_not_run(f"No such file: {file}")
    target = output or file.with_name(f"{file.stem}-template.xlsx")
    if target.resolve() == file.resolve():
        could_not_run(f"{target} is the file to be converted; give another name with --output.")
    refuse_another_ending(target, ".xlsx")
    refuse_to_lose_answers([target], plan)
    book = check_book(file, plan)
    if book.submission is None:
        could_not_run(f"Cannot convert {file}:", *(f"  {finding_line(finding)}" for finding in book.findings))
    try:
        build_workbook(plan, target, round_=round_, submission=book.submission)
    except OSError as error:
        could_not_run(f"Cannot write {target}: {error.strerror}.")
    for finding in book.findings:
        click.echo(finding_line(finding), err=True)
    click.echo(f"Wrote {target}")


if __name__ == "__main__":
    convert()
