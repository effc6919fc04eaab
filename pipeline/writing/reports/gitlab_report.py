"""GitLab code quality: a list of issues, each with a fingerprint that stays the same from run to run."""

import hashlib
from collections import Counter

from pipeline.checking.engine import Failure
from pipeline.checking.sentences import failure_line
from pipeline.harmless import json_text
from pipeline.policy.baseline import FindingKey, key_of
from pipeline.policy.validation import Reported, Validation
from validators.finding import Severity
from validators.rules import catalogue

_SEVERITIES = {Severity.ERROR: "major", Severity.QUERY: "minor", Severity.INFO: "info"}


def report(validation: Validation) -> str:
    """Every finding; what does not count is of severity info and says why."""
    seen: Counter[FindingKey] = Counter()
    issues = [_issue(reported, seen) for reported in validation.reported]
    issues += map(_failure, validation.failures)
    return json_text(issues)


def _issue(reported: Reported, seen: Counter[FindingKey]) -> dict[str, object]:
    finding, key = reported.finding, key_of(reported.finding)
    seen[key] += 1
    mark = f"（{reported.mark}）" if reported.mark else ""
    cell = f"〔{finding.cell}〕" if finding.cell else ""
    return {
        "description": f"{mark}{cell}{finding.message}{finding.fix}",
        "check_name": finding.code,
        "fingerprint": _fingerprint(*key, seen[key]),
        "severity": _SEVERITIES[finding.severity] if reported.counts else "info",
        "location": {
            "path": finding.file,
            "lines": {"begin": max(finding.cell.row, 1) if finding.cell else 1},
        },
    }


def _failure(failure: Failure) -> dict[str, object]:
    """A rule that failed by itself is an issue of the rule's own source; of all else the file is known."""
    rule = catalogue().get(failure.code)
    source = f"{rule.check.__module__.replace('.', '/')}.py" if rule else failure.file
    return {
        "description": failure_line(failure),
        "check_name": failure.title,
        "fingerprint": _fingerprint("failure", failure.code, failure.file),
        "severity": "blocker",
        "location": {"path": source, "lines": {"begin": 1}},
    }


def _fingerprint(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()
