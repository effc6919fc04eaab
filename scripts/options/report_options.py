"""``--format`` and ``--output`` in the order given: an output belongs to the format before it."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from pipeline.writing.reports.formats import FORMATS
from scripts.options.exits import could_not_run
from scripts.options.outputs import refuse_another_ending

ORDER = "order of the options"
DEFAULT = "text"


class Wanted(NamedTuple):
    """One report: its format, and its file unless it goes to stdout."""

    format: str
    output: Path | None = None


class InOrder(click.Command):
    """A command that keeps the order in which its options were given, which click loses between different ones."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and keep the names of the parameters as they came."""
        *_, given = self.make_parser(ctx).parse_args(list(args))
        ctx.meta[ORDER] = [parameter.name for parameter in given]
        return super().parse_args(ctx, args)


def wanted(order: Sequence[str], formats: Sequence[str], outputs: Sequence[Path]) -> list[Wanted]:
    """The reports asked for; an output before any format is for the default one. Exit 2 when it cannot be done."""
    reports: list[Wanted] = []
    next_format, next_output = iter(formats), iter(outputs)
    for name in order:
        if name == "formats":
            reports.append(Wanted(next(next_format)))
        elif name == "outputs":
            reports = reports or [Wanted(DEFAULT)]
            output = next(next_output)
            if reports[-1].output:
                could_not_run(
                    f"Two outputs for {reports[-1].format}; put a --format before --output {output}."
                )
            reports[-1] = reports[-1]._replace(output=output)
    reports = reports or [Wanted(DEFAULT)]
    _refuse(reports)
    return reports


def _refuse(reports: Sequence[Wanted]) -> None:
    for report in reports:
        if report.format not in FORMATS:
            could_not_run(f"Unknown format {report.format!r}. Choose one of: {', '.join(FORMATS)}.")
        if FORMATS[report.format].binary and report.output is None:
            file = f"findings.{report.format}"
            could_not_run(f"{report.format} needs a file: --format {report.format} --output {file}")
        if FORMATS[report.format].binary and report.output:
            refuse_another_ending(report.output, f".{report.format}")
    printed = [report.format for report in reports if report.output is None]
    if len(printed) > 1:
        could_not_run(
            f"{' and '.join(printed)} cannot both go to stdout; give one an --output after its --format."
        )
