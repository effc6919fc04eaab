"""What the commands share: how a group lists them, and the options that several have."""

import sys
from pathlib import Path
from typing import Any

import click

from pipeline.journal import note
from scripts.options.exits import could_not_run, where_noted
from validators.finding import FailOn
from validators.scheme.file import DEFAULT_SCHEME

FILE = click.Path(path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])
LOWEST = click.Choice(FailOn, case_sensitive=False)

scheme_option = click.option(
    "--scheme", default=DEFAULT_SCHEME, show_default=True, help="Id of a scheme, or path of a scheme file."
)
round_option = click.option(
    "--round", "round_", type=int, metavar="YEAR", help="Year of the round (default: the first)."
)
overwrite_option = click.option(
    "--overwrite", is_flag=True, help="Write over files, too, that are not of this program's own making."
)
cache_option = click.option(
    "--cache/--no-cache",
    default=True,
    show_default=True,
    help="Do not read again what has not changed since an earlier run on this computer.",
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
    """Commands in the order of their use, none of which ends in a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names as they were given, which click would sort."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command called; 130 when somebody stops it, 2 and one sentence when the program itself fails."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            sys.exit(130)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise  # click's own ways to end
        except Exception as error:
            noted = where_noted(note(" ".join(sys.argv[1:2]), error))
            could_not_run(f"The program failed ({type(error).__name__}), not a workbook; {noted}.")
