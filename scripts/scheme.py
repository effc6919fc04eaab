"""green-community scheme: commands about scheme files."""

from typing import Annotated

import typer

from scripts.exits import scheme_or_exit
from validators.wording import joined, number_text

app = typer.Typer(no_args_is_help=True, help="Commands about scheme files.")


@app.callback()
def group() -> None:
    """Keep ``check`` a subcommand although it is the only one."""


@app.command()
def check(
    file: Annotated[str, typer.Argument(help="Path of a scheme file, or the id of a shipped one.")],
) -> None:
    """Prove a scheme consistent: numbering, sums, tiers, units, dates, rulings. Exit 2 with every fault."""
    plan = scheme_or_exit(file)
    lines = joined(f"{g.name}{number_text(g.at_least)}" for g in plan.grades if g.at_least is not None)
    typer.echo(
        f"方案 {plan.id}：{plan.town}，{len(plan.sections)}部分{len(plan.items)}项，"
        f"分值{number_text(plan.declared.max_points)}，{lines}，一致。"
    )


if __name__ == "__main__":
    app()
