"""SARIF 2.1.0: rules with their help, results at the workbook's cell, waivers as suppressions."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline import __version__
from pipeline.checking.sentences import failure_line
from pipeline.harmless import json_text
from pipeline.policy.baseline import key_of
from pipeline.policy.validation import Reported, Validation
from pipeline.writing.reports.text_report import gone_line, summary
from validators.finding import Finding, Severity
from validators.rule import Rule
from validators.rules import catalogue
from validators.scheme.model import Scheme

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.QUERY: "warning", Severity.INFO: "note"}
_INDEX = {code: index for index, code in enumerate(catalogue())}

Json = dict[str, Any]


def report(validation: Validation) -> str:
    """One run with every rule of the catalogue and every finding."""
    driver = {
        "name": "green-community",
        "version": __version__,
        "language": "zh-CN",
        "rules": [_rule(rule, validation.scheme) for rule in catalogue().values()],
    }
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(validation)],
        "artifacts": [_artifact(file.book.file, file.book.sha256) for file in validation.files],
        "results": [_result(reported) for reported in validation.reported],
        "properties": {"summary": summary(validation), "leftOut": dict(validation.left_out)},
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule, scheme: Scheme) -> Json:
    what, why, fix = (rule.text(text, scheme) for text in (rule.message, rule.why, rule.fix))
    return {
        "id": rule.code,
        "name": rule.title_en,
        "shortDescription": {"text": rule.text(rule.title, scheme)},
        "fullDescription": {"text": rule.text(rule.expected, scheme)},
        "help": {
            "text": f"问题：{what}\n依据：{why}\n怎么改：{fix}",
            "markdown": f"**问题** {what}\n\n**依据** {why}\n\n**怎么改** {fix}",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _artifact(file: str, sha256: str | None) -> Json:
    return {"location": {"uri": _uri(file)}} | ({"hashes": {"sha-256": sha256}} if sha256 else {})


def _result(reported: Reported) -> Json:
    finding = reported.finding
    result: Json = {
        "ruleId": finding.code,
        "ruleIndex": _INDEX[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message + finding.fix},
        "locations": [_location(finding)],
        "partialFingerprints": {"greenCommunityPlace/v1": "|".join(map(str, key_of(finding)))},
        "baselineState": "unchanged" if reported.known else "new",
        "properties": {
            "community": finding.community,
            "item": finding.item,
            "found": finding.found,
            "expected": finding.expected,
        },
    }
    if reported.waiver:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reported.mark}]
    return result


def _location(finding: Finding) -> Json:
    """The workbook, and in it the cell; the line is there for code scanning, which shows nothing without one."""
    artifact = {"uri": _uri(finding.file or "")}
    location: Json = {"physicalLocation": {"artifactLocation": artifact, "region": {"startLine": 1}}}
    if finding.cell:
        location["logicalLocations"] = [
            {"name": finding.cell.a1, "fullyQualifiedName": str(finding.cell), "kind": "cell"}
        ]
    return location


def _invocation(validation: Validation) -> Json:
    """How the run went: rules that failed by themselves, then what belongs to no result."""
    notes = [*validation.notes, *map(gone_line, validation.gone)]
    failed = [
        {
            "level": "error",
            "message": {"text": failure_line(failure)},
            "exception": {"message": failure.details},
        }
        | ({"associatedRule": {"id": failure.code}} if failure.code in _INDEX else {})
        for failure in validation.failures
    ]
    told = [{"level": "note", "message": {"text": note}} for note in notes]
    return {"executionSuccessful": not failed, "toolExecutionNotifications": [*failed, *told]}


def _uri(file: str) -> str:
    """The path as a URI reference: relative as given, an absolute one of the file scheme."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(file)
