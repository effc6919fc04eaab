"""Folders checked, and their reports in every format."""

import json
from pathlib import Path

from pipeline.policy.validation import Policy, Validation, validation
from pipeline.reading.files.discovery import find_files
from pipeline.run import check_books
from pipeline.writing.reports.formats import FORMATS
from tests import published
from tests.pipeline.writing.reports.report_readers import READERS
from tests.test_samples import SAMPLES
from validators.scheme.model import Scheme

FOLDERS = [SAMPLES / "town", *sorted((SAMPLES / "faults").iterdir())]


def checked(folder: Path, scheme: Scheme, policy: Policy | None = None) -> Validation:
    """The files of a folder, as ``validate`` checks them."""
    return validation(check_books(find_files([folder], relative=True), scheme), scheme, policy or Policy())


def reports(of: Validation) -> dict[str, str | bytes]:
    """The report in every format, by the format's name."""
    return {name: FORMATS[name].report(of) for name in READERS}


def schema_errors(report: dict[str, str | bytes]) -> list[str]:
    """What the published schemas have against a report."""
    errors = [str(error.message) for error in published.sarif().iter_errors(json.loads(report["sarif"]))]
    return errors + [str(error) for error in published.junit().iter_errors(report["junit"])]
