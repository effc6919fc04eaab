"""How far a command is, on stderr: a bar with the remaining time on a terminal, plain lines in a log."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

_LINES = 10


@contextmanager
def progress(doing: str) -> Iterator[Callable[[int, int], None]]:
    """Yield what is told after every file: how many are done, and how many there are."""
    if not sys.stderr.isatty():
        yield _line(doing)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _line(doing: str) -> Callable[[int, int], None]:
    """A line per tenth, and none for what is done at once."""

    def tell(done: int, total: int) -> None:
        step = max(total // _LINES, 100)
        if done % step == 0:
            click.echo(f"{doing} {done} of {total}", err=True)

    return tell
