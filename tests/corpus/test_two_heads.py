"""A head printed again may have other columns than the first: whatever one of them lacks, the other's rows are read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.run import check_book
from tests.books import write_book
from tests.corpus.case import CHOICES, official, ticked, tiered
from tests.corpus.drifting import Drifted
from validators.scheme.model import Scheme

FIRST, SECOND = range(1, 15), range(15, 30)


def lacking(sheet: Drifted, field: str, items: range) -> Drifted:
    """The head printed again before item 15; that of these items has no such column, and nothing stands there."""
    sheet.head_again(15)
    column, head = sheet.columns[field], sheet.rows[items.start] - 2
    for row in (head, head + 1, *(sheet.rows[item] for item in items)):
        sheet.cells[row, column] = None
    return sheet


@pytest.mark.parametrize("typed", [True, False], ids=["filled in", "without tiers"])
@pytest.mark.parametrize(
    ("items", "others"), [(FIRST, SECOND), (SECOND, FIRST)], ids=["the first lacks it", "the second lacks it"]
)
@pytest.mark.parametrize("start", [official, tiered, ticked])
def test_a_column_that_one_of_two_heads_lacks(
    start: Callable[[Scheme], Drifted],
    items: range,
    others: range,
    typed: bool,
    tmp_path: Path,
    baihe: Scheme,
) -> None:
    for field in start(baihe).columns:
        sheet = lacking(start(baihe), field, items)
        if not typed and "tier" in sheet.columns:
            sheet.all("tier", lambda *_: None)
        book = check_book(write_book(tmp_path / f"{field}.xlsx", sheet), baihe)
        assert book.verdict.failures == (), field
        assert book.scorecard is not None, (field, [f.code for f in book.findings])
        read = {item: book.scorecard.mark(item).name for item in others}
        assert read == {item: CHOICES[item] for item in others}, field
