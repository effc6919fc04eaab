"""规则执行情况: passed, found, not run and failed are four different things."""

from pipeline.town.model import Town
from pipeline.town.rule_counts import RuleCount, rule_counts
from pipeline.writing.town.sheet import Column, Row, Sheet
from validators.rules import catalogue

NAME = "规则执行情况"

CODE = "代码"
ENDED = {"passed": "通过", "found": "发现问题", "not_run": "未执行", "failed": "程序异常"}
"""How a rule may end, by field of a RuleCount."""


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
