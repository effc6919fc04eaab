"""How often every rule passed, found something, did not run and failed: four different things. Pure."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.town.model import Town
from validators.rules import catalogue


class RuleCount(NamedTuple):
    """On how many files one rule, or once for the town, ended in which way."""

    code: str
    passed: int
    found: int
    not_run: int
    failed: int


def rule_counts(town: Town) -> Iterator[RuleCount]:
    """Every rule in the order of the catalogue."""
    checked = [book.verdict for book in town.books if book.sha256 or book.findings]
    ran = Counter(code for verdict in checked for code in verdict.ran) + Counter(town.reported_runs)
    found = Counter(code for book in town.books for code in {finding.code for finding in book.findings})
    failed = Counter(failure.code for failure in town.failures)
    for code, rule in catalogue().items():
        if rule.phase.of_town:
            hit = any(finding.code == code for finding in town.findings)
            done = code in town.verdict.ran
            yield RuleCount(
                code, int(done and not hit), int(hit), int(not done and not failed[code]), failed[code]
            )
        else:
            idle = len(checked) - ran[code] - failed[code]
            yield RuleCount(code, ran[code] - found[code], found[code], idle, failed[code])
