"""green-community rules: the catalogue."""

from typing import Annotated

import typer

from scripts.exits import scheme_or_exit
from validators.scheme_file import DEFAULT_SCHEME


def rules(
    markdown: Annotated[
        bool, typer.Option("--markdown", help="The whole page with reasons, examples and remedies.")
    ] = False,
    scheme: Annotated[str, typer.Option(help="Id of a scheme, or path of a scheme file.")] = DEFAULT_SCHEME,
) -> None:
    """List every rule: code, severity, title."""
    from pipeline.writing.rules_page import rules_page, title
    from validators.rules import catalogue

    plan = scheme_or_exit(scheme)
    if markdown:
        typer.echo(rules_page(plan))
        return
    for rule in catalogue().values():
        typer.echo(f"{rule.code}  {rule.severity:<5}  {title(rule, plan)}")


if __name__ == "__main__":
    typer.run(rules)
