"""The command line as its users see it: every command with its options."""

from collections.abc import Iterator

import click

from scripts.commands import app


def commands() -> Iterator[click.Context]:
    """Every command, a group before its own; ``command_path`` of each is what a user types."""
    waiting = [click.Context(app, info_name="green-community", max_content_width=100, terminal_width=100)]
    while waiting:
        context = waiting.pop(0)
        yield context
        if isinstance(context.command, click.Group):
            own = context.command.commands
            waiting[:0] = [click.Context(own[name], context, name) for name in own]


def options(context: click.Context) -> set[str]:
    """What may follow the command: its options, and the opposites of those that have one."""
    parameters = context.command.get_params(context)
    return {name for parameter in parameters for name in (*parameter.opts, *parameter.secondary_opts)}
