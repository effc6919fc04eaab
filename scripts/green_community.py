"""The ``green-community`` command: every command in one place."""

import typer

from scripts import scheme
from scripts.consolidate import consolidate
from scripts.explain import explain
from scripts.rules import rules
from scripts.validate import validate

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Check, score and consolidate green-community self-assessment workbooks.",
)
for command in (validate, consolidate, explain, rules):
    app.command()(command)
app.add_typer(scheme.app, name="scheme")


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
