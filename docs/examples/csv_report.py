"""A report format of one's own: in the repository it would be ``pipeline/writing/reports/csv_report.py`` and a line in FORMATS."""

import csv
from io import StringIO

from pipeline.policy.validation import Validation


def report(validation: Validation) -> str:
    """A line per finding; what does not count says why."""
    lines = StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(["file", "code", "cell", "message", "why it does not count"])
    for reported in validation.reported:
        finding = reported.finding
        writer.writerow(
            [finding.file, finding.code, finding.cell, finding.message + finding.fix, reported.mark]
        )
    return lines.getvalue().rstrip("\n")
