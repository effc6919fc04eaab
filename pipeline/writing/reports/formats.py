"""The report formats of ``validate`` by name; every one is a module that makes its report of the same findings.

A module has ``report(validation)``, which gives text, or bytes where the format is a workbook.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from pipeline.policy.validation import Validation


class Format(NamedTuple):
    """The module that writes it, what it is for as docs/ci.md says it, and whether it can only be a file."""

    module: str
    purpose: str
    binary: bool = False

    def report(self, validation: Validation) -> str | bytes:
        """The report; the module is loaded only now, so that a check loads no other format."""
        report: str | bytes = import_module(f"{__package__}.{self.module}").report(validation)
        return report


FORMATS: Mapping[str, Format] = {
    "text": Format(
        "text_report",
        "people: grouped by file; in colour on a terminal (not with `NO_COLOR`), plain in a pipe",
    ),
    "json": Format("json_report", "programs, and as a baseline"),
    "junit": Format(
        "junit_report",
        "test reports: a case per file and family of rules; what makes the check fail is a failure",
    ),
    "sarif": Format(
        "sarif_report",
        "code scanning, SARIF 2.1.0: rules with their help; the workbook as artifact, the cell as logical location",
    ),
    "github": Format("github_report", "annotations of GitHub workflows"),
    "gitlab": Format("gitlab_report", "GitLab code quality"),
    "markdown": Format("markdown_report", "a job's summary or a comment"),
    "html": Format(
        "html_report",
        "people, as a page that needs nothing else: on a screen, a telephone, printed; the table drawn with its places",
    ),
    "xlsx": Format("xlsx_report", "a findings workbook, kept as proof; needs an `--output`", binary=True),
}
"""The first is the default. The command's help and the table of docs/ci.md are made of this; a format's reader for the
tests stands in ``READERS`` of tests/pipeline/writing/reports/report_readers.py."""
