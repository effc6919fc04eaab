"""green-community explain: what a code means."""

from typing import Annotated

import typer

from scripts.exits import could_not_run, scheme_or_exit
from validators.rules import catalogue
from validators.scheme_file import DEFAULT_SCHEME


def explain(
    code: Annotated[str, typer.Argument(help="A rule's code, e.g. GCS201.")],
    scheme: Annotated[str, typer.Option(help="Id of a scheme, or path of a scheme file.")] = DEFAULT_SCHEME,
) -> None:
    """Print what a rule checks, why, and how to fix what it finds."""
    rule = catalogue().get(code.upper())
    if rule is None:
        could_not_run(f"Unknown code {code!r}. `green-community rules` lists all codes.")
    plan = scheme_or_exit(scheme)
    typer.echo(f"{rule.code}  {rule.severity.label} ({rule.severity})")
    typer.echo(f"{rule.text(rule.title, plan)} / {rule.title_en}\n")
    rows = (("问题", rule.message), ("应为", rule.expected), ("依据", rule.why), ("怎么改", rule.fix))
    for heading, template in rows:
        typer.echo(f"{heading}：{rule.text(template, plan)}")


if __name__ == "__main__":
    typer.run(explain)
