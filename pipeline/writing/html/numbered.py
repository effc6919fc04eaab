"""Findings of one file or community, the gravest first, each with its number and with a place to be led to."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from pipeline.policy.validation import Reported
from validators.finding import Finding, Severity


class NumberedFinding(NamedTuple):
    """A finding as a page shows it. ``mark`` says why it does not count; ``place`` is where it is drawn, "" for nowhere."""

    number: int
    id: str
    finding: Finding
    mark: str
    place: str


BySeverity = Sequence[tuple[Severity, Sequence[NumberedFinding]]]
"""The findings of each severity that there are any of."""


def numbered(
    findings: Iterable[Reported], name: str, place: Callable[[Finding], str] = lambda _: ""
) -> BySeverity:
    """The findings by severity; ``name`` begins the names by which links know them."""
    gravest_first = sorted(findings, key=lambda reported: -reported.finding.severity.weight)
    told = [
        NumberedFinding(
            number, f"{name}-finding-{number}", reported.finding, reported.mark, place(reported.finding)
        )
        for number, reported in enumerate(gravest_first, start=1)
    ]
    by_severity = [
        (severity, [one for one in told if one.finding.severity is severity]) for severity in Severity
    ]
    return [(severity, some) for severity, some in by_severity if some]
