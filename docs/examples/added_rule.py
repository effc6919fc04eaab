"""A rule of one's own: in the repository it would stand in its family's module under ``validators/rules/``.

Run: python docs/examples/added_rule.py workbooks/samples/town/示范二居.xlsx
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from validators.finding import Severity
from validators.rule import BookCase, Hit, rule


@rule(
    "GCX499",
    Severity.INFO,
    title="总分离下一等次很近",
    title_en="Total just short of the next grade",
    message="总分{found}分，离“{grade}”还差{gap}分。",
    fix="请看看哪一项还能提高一档，例如薄弱项目及措施中列出的项目。",
    expected="没有要求，只作提示",
    why="总分的等次按分数线划定：{grades}。",
    fails="总分离下一等次只差1分。",
    passes="总分离下一等次还差20分。",
)
def nearly_there(case: BookCase) -> Iterator[Hit]:
    if case.scorecard and case.scorecard.complete:
        total = case.scorecard.total
        following = case.scheme.next_grade(total)
        if following and case.scheme.gap(total) <= 5:
            yield Hit(
                ("total",), f"{total:f}", words={"grade": following.name, "gap": case.scheme.gap(total)}
            )


def main(workbook: str) -> None:
    """Check a workbook with all rules, this one among them."""
    from pipeline.run import check_book  # noqa: PLC0415 - rules are collected when this is loaded
    from validators.scheme.file import DEFAULT_SCHEME, load_scheme  # noqa: PLC0415 - as above

    for finding in check_book(Path(workbook), load_scheme(DEFAULT_SCHEME)).findings:
        print(f"{finding.code} {finding.cell} {finding.message}{finding.fix}")


if __name__ == "__main__":
    main(*sys.argv[1:])
