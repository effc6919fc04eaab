"""Sentences that every door says: the same facts, the same words."""

from decimal import Decimal

import pytest

from pipeline.checking import RuleFailure
from pipeline.wording import failure_line, percent


@pytest.mark.parametrize(
    ("failures", "rules"),
    [
        ([("GCS201", "甲.xlsx")], "GCS201没有运行完（甲.xlsx）"),
        ([("GCS202", "甲.xlsx"), ("GCS201", "甲.xlsx")], "GCS201、GCS202没有运行完（甲.xlsx）"),
        ([("GCS201", "甲.xlsx"), ("GCS201", "乙.xlsx")], "GCS201没有运行完"),
        ([("GCR501", None)], "GCR501没有运行完"),
        ([("GCR501", None), ("GCS201", "甲.xlsx")], "GCR501、GCS201没有运行完"),
        ([("GCS201", "甲\n.xlsx")], "GCS201没有运行完（甲 .xlsx）"),
    ],
)
def test_rules_that_failed(failures: list[tuple[str, str | None]], rules: str) -> None:
    said = failure_line(*(RuleFailure(code, file, "") for code, file in failures))
    assert said == f"程序异常：规则{rules}，与填报内容无关，请联系维护人员。"


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (None, "—"),
        (Decimal(0), "0%"),
        (Decimal("0.45"), "45%"),
        (Decimal(9) / 10, "90%"),
        (Decimal(10) / 13, "76.9%"),
        (Decimal(1), "100%"),
    ],
)
def test_a_share(rate: Decimal | None, text: str) -> None:
    assert percent(rate) == text
