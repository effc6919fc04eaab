"""What the commands share: how a group lists them, and the options that several have."""

import sys
from pathlib import Path
from typing import Any

import click

from validators.finding import FailOn
from validators.scheme_file import DEFAULT_SCHEME

FILE = click.Path(path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])
LOWEST = click.Choice(FailOn, case_sensitive=False)

scheme_option = click.option(
    "--scheme", default=DEFAULT_SCHEME, show_default=True, help="Id of a scheme, or path of a scheme file."
)
round_option = click.option(
    "--round", "round_", type=int, metavar="YEAR", help="Year of the round (default: the first)."
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    show_default=True,
    help="Processes that read workbooks.",
)


class Commands(click.Group):
    """Commands in the order of their use; Ctrl-C ends them with 130."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names as they were given, which click would sort."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command called, and end as a shell expects when somebody stops it."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            sys.exit(130)
