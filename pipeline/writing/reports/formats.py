"""The report formats of ``validate`` by name; every one is a module that makes its report of the same findings.

A module has ``report(validation)``, which gives text, or bytes where the format is a workbook.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from pipeline.policy.validation import Validation


class Format(NamedTuple):
    """The module that writes it, and whether it can only be a file."""

    module: str
    binary: bool = False

    def report(self, validation: Validation) -> str | bytes:
        """The report; the module is loaded only now, so that a check loads no other format."""
        report: str | bytes = import_module(f"{__package__}.{self.module}").report(validation)
        return report


FORMATS: Mapping[str, Format] = {
    "text": Format("text_report"),
    "json": Format("json_report"),
    "junit": Format("junit_report"),
    "sarif": Format("sarif_report"),
    "github": Format("github_report"),
    "gitlab": Format("gitlab_report"),
    "markdown": Format("markdown_report"),
    "xlsx": Format("xlsx_report", binary=True),
}
