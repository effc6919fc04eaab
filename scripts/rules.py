"""green-community rules: the catalogue."""

from typing import Annotated

import typer

from scripts.exits import scheme_or_exit
from validators.rules import catalogue
from validators.scheme_file import DEFAULT_SCHEME


def rules(
    scheme: Annotated[str, typer.Option(help="Id of a scheme, or path of a scheme file.")] = DEFAULT_SCHEME,
) -> None:
    """List every rule: code, severity, title."""
    plan = scheme_or_exit(scheme)
    for rule in catalogue().values():
        typer.echo(f"{rule.code}  {rule.severity:<5}  {rule.text(rule.title, plan)} / {rule.title_en}")


if __name__ == "__main__":
    typer.run(rules)
