"""green-community convert: any layout we can read into today's template, prefilled."""

from pathlib import Path

import click

from pipeline.checking.sentences import finding_line
from pipeline.policy.masking import without_private
from pipeline.run import build_workbook, check_book
from scripts.options.command_line import FILE, overwrite_option, round_option, scheme_option
from scripts.options.exits import could_not_run, failed_by_itself, round_or_exit, say, scheme_or_exit
from scripts.options.outputs import refuse_another_ending, refuse_to_lose_answers, writing


@click.command()
@click.argument("file", type=FILE, help="A workbook in any layout that validate can read.")
@click.option(
    "--output", "-o", type=FILE, help="The new workbook (default: beside FILE, named …-template.xlsx)."
)
@round_option
@overwrite_option
@scheme_option
def convert(file: Path, output: Path | None, round_: int | None, overwrite: bool, scheme: str) -> None:
    """Carry a community's answers over into today's workbook.

    The new workbook is macro-free; FILE is left as it is.
    """
    plan = scheme_or_exit(scheme)
    round_or_exit(round_, plan)
    if not file.is_file():
        could_not_run(f"No such file: {file}")
    target = output or file.with_name(f"{file.stem}-template.xlsx")
    if target.resolve() == file.resolve():
        could_not_run(f"{target} is the file to be converted; give another name with --output.")
    refuse_another_ending(target, ".xlsx")
    refuse_to_lose_answers([target], plan, overwrite=overwrite)
    book = check_book(file, plan)
    told = [finding_line(without_private(finding)) for finding in book.findings]
    if book.verdict.failures:
        could_not_run(*told, failed_by_itself("convert", book.verdict.failures))
    if book.submission is None:
        could_not_run(f"Cannot convert {file}:", *(f"  {line}" for line in told))
    troubles: list[str] = []
    with writing(target, troubles):
        build_workbook(plan, target, round_=round_, submission=book.submission)
    if troubles:
        could_not_run(*troubles)
    say(*told)
    click.echo(f"Wrote {target}")


if __name__ == "__main__":
    convert()
