"""Every command of ``green-community`` in one place."""

from collections import UserDict
from importlib import import_module
from typing import Any

import click

from scripts.options.command_line import Commands


class _WhenCalled(UserDict[str, Any]):
    """Commands by the place where they stand; none is loaded before it is looked up."""

    def __getitem__(self, name: str) -> Any:
        module, _, command = super().__getitem__(name).partition(":")
        return getattr(import_module(module), command)


COMMANDS = _WhenCalled(
    {
        "validate": "scripts.validate:validate",
        "consolidate": "scripts.consolidate:consolidate",
        "sample": "scripts.sample:sample",
        "history": "scripts.history:history",
        "template": "scripts.template:template",
        "review-forms": "scripts.review_forms:forms",
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
