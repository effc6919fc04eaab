"""The ``green-community`` command: every command in one place."""

import sys
from io import TextIOWrapper

import typer

from scripts import add_in, scheme
from scripts.consolidate import consolidate
from scripts.convert import convert
from scripts.explain import explain
from scripts.report_options import InOrder
from scripts.rules import rules
from scripts.template import template
from scripts.validate import validate

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Check, score and consolidate green-community self-assessment workbooks.",
)
app.command(cls=InOrder)(validate)
for command in (consolidate, template, convert, explain, rules):
    app.command()(command)
app.add_typer(scheme.app, name="scheme")
app.add_typer(add_in.app, name="addin")


def main() -> None:
    """Run the command line; in a pipe or a file its output is UTF-8, whatever the system's code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
    app()


if __name__ == "__main__":
    main()
