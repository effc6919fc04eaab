"""Findings as a row of a test's table."""

from collections.abc import Iterable

from validators.finding import Finding


def flat(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """``[("GCS201", "任务分解表!H12"), ...]``; ``-`` where there is no cell."""
    return [(finding.code, str(finding.cell or "-")) for finding in findings]
