"""What failed by itself is said at every door in the same words."""

import pytest

from pipeline.checking.engine import Failure
from pipeline.checking.sentences import failure_line


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
    said = failure_line(*(Failure(code, file, "") for code, file in failures))
    assert said == f"程序异常：规则{rules}，与填报内容无关，请联系维护人员。"
