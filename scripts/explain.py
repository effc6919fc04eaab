"""green-community explain: what a code means."""

from typing import Annotated

import typer

from scripts.exits import could_not_run, scheme_or_exit
from validators.scheme_file import DEFAULT_SCHEME


def explain(
    code: Annotated[str, typer.Argument(help="A rule's code, e.g. GCS201.")],
    scheme: Annotated[str, typer.Option(help="Id of a scheme, or path of a scheme file.")] = DEFAULT_SCHEME,
) -> None:
    """Print what a rule checks, why, an example that fails and one that passes, and how to fix what it finds."""
    from pipeline.writing.rules_page import rule_text
    from validators.rules import UnknownCodeError, catalogue, codes

    rule = catalogue().get(code.upper())
    if rule is None:
        try:
            family = ", ".join(sorted(codes(code)))
        except UnknownCodeError as error:
            could_not_run(str(error))
        could_not_run(f"{code} is a family; explain one of {family}.")
    typer.echo(rule_text(rule, scheme_or_exit(scheme)))


if __name__ == "__main__":
    typer.run(explain)
