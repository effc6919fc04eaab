"""The ``green-community`` command: every command in one place."""

import os
import sys
from collections import UserDict
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from scripts.command_line import Commands


class _WhenCalled(UserDict[str, Any]):
    """Commands by the place where they stand; none is loaded before it is looked up."""

    def __getitem__(self, name: str) -> Any:
        module, _, command = super().__getitem__(name).partition(":")
        return getattr(import_module(module), command)


COMMANDS = _WhenCalled(
    {
        "validate": "scripts.validate:validate",
        "consolidate": "scripts.consolidate:consolidate",
        "template": "scripts.template:template",
        "convert": "scripts.convert:convert",
        "explain": "scripts.explain:explain",
        "rules": "scripts.rules:rules",
        "scheme": "scripts.scheme:scheme",
        "addin": "scripts.add_in:addin",
    }
)


@click.group(cls=Commands, commands=COMMANDS)
def app() -> None:
    """Check, score and consolidate green-community self-assessment workbooks."""


def main() -> None:
    """Run the command line; in a pipe or a file its output is UTF-8, whatever the system's code page."""
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # we have none, and looking for them takes time
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
    app()


if __name__ == "__main__":
    main()
