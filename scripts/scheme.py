"""green-community scheme: commands about scheme files."""

import click

from scripts.options.command_line import Commands
from scripts.options.exits import scheme_or_exit
from validators.wording import joined, number_text


@click.group(cls=Commands)
def scheme() -> None:
    """Commands about scheme files."""


@scheme.command()
@click.argument("file", help="Path of a scheme file, or the id of a shipped one.")
def check(file: str) -> None:
    """Prove numbering, sums, tiers, units, dates and rulings sound. Exit 2 with every fault."""
    plan = scheme_or_exit(file)
    lines = joined(f"{name}{number_text(line)}" for name, line in plan.lines.items())
    click.echo(
        f"方案 {plan.id}：{plan.town}，{len(plan.sections)}部分{len(plan.items)}项，"
        f"分值{number_text(plan.declared.max_points)}，{lines}，一致。"
    )


if __name__ == "__main__":
    scheme()
