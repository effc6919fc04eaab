"""规则执行情况: passed, found, not run and failed are four different things."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.town.model import Town
from pipeline.writing.town.sheet import Column, Row, Sheet
from validators.rules import catalogue

NAME = "规则执行情况"

CODE = "代码"
ENDED = {"passed": "通过", "found": "发现问题", "not_run": "未执行", "failed": "程序异常"}
"""How a rule may end, by field of a RuleCount."""


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


def sheet(town: Town) -> Sheet:
    """A line per rule: on how many files (or once, for the town) it ended in which way."""
    columns = {
        CODE: Column(9),
        "规则": Column(34, text=True),
        "类别": Column(7),
        **dict.fromkeys(ENDED.values(), Column(8)),
        "依据": Column(70, text=True),
    }
    rows = [_row(town, count) for count in rule_counts(town)]
    return Sheet(NAME, f"{town.heading}规则执行情况", columns, rows)


def _row(town: Town, count: RuleCount) -> Row:
    rule = catalogue()[count.code]
    return {
        CODE: count.code,
        "规则": rule.text(rule.title, town.scheme),
        "类别": rule.severity.label,
        **{heading: getattr(count, field) for field, heading in ENDED.items()},
        "依据": rule.text(rule.why, town.scheme),
    }
