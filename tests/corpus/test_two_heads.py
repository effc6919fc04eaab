"""A head printed again may have other columns than the first: whatever one of them lacks, the other's rows are read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.run import check_book
from tests.books import write_book
from tests.corpus.case import CHOICES, official, ticked, tiered
from tests.corpus.drifting import HEAD_ROW, Drifted
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


@pytest.mark.parametrize(("first", "second"), [("得分（上年）", "得分"), ("考核得分", "自评得分")])
def test_what_is_in_doubt_above_the_second_head_is_read_below_it(
    first: str, second: str, tmp_path: Path, baihe: Scheme
) -> None:
    """Two columns above, both filled in and neither the committee's own; below one that is."""
    sheet = official(baihe).head_again(15)
    score, beside, head = sheet.columns["score"], sheet.columns["score"] + 1, sheet.rows[SECOND.start] - 2
    sheet.cells |= {(HEAD_ROW, score): first, (HEAD_ROW, beside): "复核得分"}
    sheet.cells |= {(head, score): second, (head, beside): None}
    for item in SECOND:
        sheet.cells[sheet.rows[item], beside] = None
    for item in FIRST:
        sheet.cells[sheet.rows[item], beside] = float(baihe.item_by_no[item].max_points)
    book = check_book(write_book(tmp_path / "示范一居.xlsx", sheet), baihe)
    assert [str(f.cell) for f in book.findings if f.code == "GCT127"] == ["任务分解表!H4"]
    assert book.scorecard is not None
    read = {mark.item: mark.name for mark in book.scorecard.marks}
    assert read == {**dict.fromkeys(FIRST), **{item: CHOICES[item] for item in SECOND}}
