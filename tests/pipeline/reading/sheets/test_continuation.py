"""When a second sheet continues the first, and when it is another table: fewer than half of the items in common."""

from pathlib import Path

import pytest

from pipeline.run import check_book
from tests.books import write_book
from tests.corpus.case import official
from validators.scheme.model import Scheme

CONTINUED, ANOTHER = "GCT113", "GCT107"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((1, 10), (11, 20), CONTINUED),
        ((1, 10), (7, 16), CONTINUED),  # four of ten in common: rows copied along
        ((1, 10), (6, 15), ANOTHER),  # exactly half
        ((1, 10), (5, 14), ANOTHER),
        ((1, 20), (18, 21), ANOTHER),  # three of the smaller one's four
    ],
)
def test_a_table_goes_on_where_few_items_stand_twice(
    tmp_path: Path, baihe: Scheme, first: tuple[int, int], second: tuple[int, int], expected: str
) -> None:
    whole = official(baihe)
    sheets = [whole.cut(*items, name) for items, name in ((first, "表一"), (second, "表二"))]
    sheets[0].cells[2, 1], sheets[0].cells[2, 3] = "社区名称", "示范一居"
    codes = {f.code for f in check_book(write_book(tmp_path / "a.xlsx", *sheets), baihe).findings}
    assert codes & {CONTINUED, ANOTHER} == {expected}
