"""green-community rules: the catalogue."""

import click

from pipeline.writing.reports.rules_page import rules_page, title
from scripts.options.command_line import scheme_option
from scripts.options.exits import scheme_or_exit
from validators.rules import catalogue


@click.command()
@click.option("--markdown", is_flag=True, help="The whole page with reasons, examples and remedies.")
@scheme_option
def rules(markdown: bool, scheme: str) -> None:
    """List every rule: code, severity, title."""
    plan = scheme_or_exit(scheme)
    if markdown:
        click.echo(rules_page(plan))
        return
    for rule in catalogue().values():
        click.echo(f"{rule.code}  {rule.severity:<5}  {title(rule, plan)}")


if __name__ == "__main__":
    rules()
