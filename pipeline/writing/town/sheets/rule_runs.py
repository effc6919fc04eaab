"""规则执行情况: passed, found, not run and failed are four different things."""

from collections import Counter

from pipeline.town.model import Town
from pipeline.writing.town.sheet import Column, Sheet
from validators.rules import catalogue

NAME = "规则执行情况"


def sheet(town: Town) -> Sheet:
    """A line per rule: on how many files (or once, for the town) it ended in which way."""
    columns = {
        "代码": Column(9),
        "规则": Column(34, text=True),
        "类别": Column(7),
        "通过": Column(8),
        "发现问题": Column(8),
        "未执行": Column(8),
        "程序异常": Column(8),
        "依据": Column(70, text=True),
    }
    return Sheet(NAME, f"{town.heading}规则执行情况", columns, _rows(town))


def _rows(town: Town) -> list[dict[str, object]]:
    checked = [book.verdict for book in town.books if book.sha256 or book.findings]
    ran = Counter(code for verdict in checked for code in verdict.ran)
    found = Counter(code for book in town.books for code in {finding.code for finding in book.findings})
    failed = Counter(failure.code for failure in town.failures)
    rows: list[dict[str, object]] = []
    for code, rule in catalogue().items():
        if rule.phase.of_town:
            hit = any(finding.code == code for finding in town.findings)
            done = code in town.verdict.ran
            counts = (int(done and not hit), int(hit), int(not done and not failed[code]), failed[code])
        else:
            idle = len(checked) - ran[code] - failed[code]
            counts = (ran[code] - found[code], found[code], idle, failed[code])
        passed, hits, not_run, failures = counts
        rows.append(
            {
                "代码": code,
                "规则": rule.text(rule.title, town.scheme),
                "类别": rule.severity.label,
                "通过": passed,
                "发现问题": hits,
                "未执行": not_run,
                "程序异常": failures,
                "依据": rule.text(rule.why, town.scheme),
            }
        )
    return rows
