"""The report formats of ``validate`` by name; every one is a module that makes its report of the same findings.

A module has ``report(validation)``, which gives text, or bytes where the format is a workbook.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from pipeline.validation import Validation


class Format(NamedTuple):
    """The module that writes it, what it is for, and whether it can only be a file."""

    module: str
    purpose: str
    binary: bool = False

    def report(self, validation: Validation) -> str | bytes:
        """The report; the module is loaded only now, so that a check loads no other format."""
        report: str | bytes = import_module(f"{__package__}.{self.module}").report(validation)
        return report


FORMATS: Mapping[str, Format] = {
    "text": Format("text_report", "for people, grouped by file"),
    "json": Format("json_report", "everything, for programs and as a baseline"),
    "junit": Format("junit_report", "test reports: a case per file and family of rules"),
    "sarif": Format("sarif_report", "SARIF 2.1.0, for code scanning"),
    "github": Format("github_report", "annotations in the log of a GitHub workflow"),
    "gitlab": Format("gitlab_report", "GitLab code quality"),
    "markdown": Format("markdown_report", "a summary for a merge request or a job"),
    "xlsx": Format("xlsx_report", "a workbook of findings", binary=True),
}
