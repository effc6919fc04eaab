"""The words by which a workbook built here is known again: its identity, the heads and marks of its own sheets.

They stand beside labels or above columns, so that they survive every program that saves the workbook.
"""

import hashlib
from typing import NamedTuple

from validators.scheme.model import Scheme
from validators.submission import Measure

TEMPLATE_VERSION = "1"
KNOWN_VERSIONS = (TEMPLATE_VERSION,)
"""The template versions that can be read; a workbook of any other is refused."""

SCHEME, VERSION, ROUND, CHECKSUM, CODE = "方案编号", "模板版本", "申报年度", "标签校验码", "社区编号"

GUIDE, TABLE, MEASURES, DECLARATION = "填报说明", "任务分解表", "薄弱项目及措施", "申报表"
RESULTS, OFFICE, PLAN, TYPED = "校验结果", "镇级汇总", "方案", "整理"
"""The sheets of a workbook built here, as they are named in it."""

ADVICE = "退回意见"
"""The column of a return copy in which every finding stands beside its row."""

MEASURE_NUMBER = "序号"
MEASURE_HEADS = {
    "reason": "薄弱原因",
    "action": "工作措施",
    "plan": "实施计划",
    "due": "完成时限",
    "person": "责任人",
}
"""The columns of 薄弱项目及措施 that a committee fills in, by field of a Measure."""

MEASURE_LACKS = {"action": "缺工作措施", "plan": "缺实施计划", "due": "缺完成时限"}
"""What 标记 says of a weak item without one of these, by field of a Measure; the first thing only."""


def lack_of(measure: Measure) -> str:
    """What 标记 says that a weak item's measure still lacks; ``""`` when nothing."""
    return next((MEASURE_LACKS[field] for field in measure.lacking), "")


class Identity(NamedTuple):
    """The words of a workbook's identity; ``code`` is the community's on the roster, empty where nobody gave it."""

    scheme_id: str
    template_version: str
    round: str
    checksum: str
    code: str


def identity_of(scheme: Scheme, round_: int, code: str) -> Identity:
    """The identity that a workbook built today carries."""
    return Identity(scheme.id, TEMPLATE_VERSION, str(round_), checksum(scheme), code)


def checksum(scheme: Scheme) -> str:
    """Twelve hex digits over everything printed in the table: labels, items, points, tiers."""
    heads = scheme.labels.model_copy(update={field: words[:1] for field, words in scheme.labels})
    included = {"title", "tiers", "labels", "items", "sections", "declared"}
    printed = scheme.model_copy(update={"labels": heads}).model_dump_json(include=included)
    return hashlib.sha256(printed.encode()).hexdigest()[:12]
