"""green-community explain: what a code means."""

import click

from pipeline.writing.reports.rules_page import rule_text
from scripts.options.command_line import scheme_option
from scripts.options.exits import could_not_run, scheme_or_exit
from validators.rules import UnknownCodeError, catalogue, codes


@click.command()
@click.argument("code", help="A rule's code, e.g. GCS201.")
@scheme_option
def explain(code: str, scheme: str) -> None:
    """Print what a rule checks, why, and how to fix what it finds.

    With an example that fails and one that passes.
    """
    rule = catalogue().get(code.upper())
    if rule is None:
        try:
            family = ", ".join(sorted(codes(code)))
        except UnknownCodeError as error:
            could_not_run(str(error))
        could_not_run(f"{code} is a family; explain one of {family}.")
    click.echo(rule_text(rule, scheme_or_exit(scheme)))


if __name__ == "__main__":
    explain()
