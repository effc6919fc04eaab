"""Every drifted or dirty workbook gives its reading, at the true cells, and its findings and no other."""

from pathlib import Path

import pytest

from pipeline.run import check_book
from tests import oracle
from tests.books import write_book
from tests.corpus import cells, columns, heads, layouts, names, rows, sheets, shown, spelt
from tests.corpus.case import CHOICES, Case
from tests.corpus.drifting import Drifted
from validators.cells import CellRef
from validators.scheme import Scheme

FAMILIES = (layouts, heads, columns, rows, cells, spelt, sheets, names, shown)
CASES = {case.name: case for family in FAMILIES for case in family.CASES}


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_reading_and_findings(case: Case, tmp_path: Path, baihe: Scheme) -> None:
    built = case.build(baihe)
    book = check_book(write_book(tmp_path / "示范一居.xlsx", *built), baihe)
    assert sorted(f"{finding.code} {finding.cell}" for finding in book.findings) == sorted(case.findings)
    expected = {**CHOICES, **case.choices}
    if book.scorecard is None:
        assert set(expected.values()) == {None}
        return
    assert {mark.item: mark.name for mark in book.scorecard.marks} == expected
    assert book.scorecard.total == oracle.total({n: name for n, name in expected.items() if name})
    places = {
        item: CellRef(s.name, *s.where(item)) for s in built if isinstance(s, Drifted) for item in s.rows
    }
    for mark in book.scorecard.marks:
        if mark.name and mark.row is not None and mark.item not in case.choices:
            place = ("points", mark.choice or "") if mark.witness == "ticks" else (mark.witness or "",)
            assert book.sources["entries", mark.row, *place] == places[mark.item], mark.item


def test_the_corpus_is_large_and_no_case_is_there_twice() -> None:
    assert len(CASES) == sum(len(family.CASES) for family in FAMILIES) >= 600
