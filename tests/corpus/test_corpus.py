"""Every drifted or dirty workbook gives its reading, at the true cells, and its findings and no other."""

from pathlib import Path

import pytest

from pipeline.run import check_book
from tests import oracle
from tests.books import write_book
from tests.corpus import (
    around,
    cells,
    columns,
    commented,
    covered,
    heads,
    layouts,
    names,
    rows,
    sheets,
    shown,
    spelt,
    totals,
)
from tests.corpus.case import CHOICES, Case
from tests.corpus.drifting import Drifted
from validators.cells import CellRef
from validators.scheme.model import Scheme

FAMILIES = (
    layouts,
    covered,
    heads,
    columns,
    rows,
    totals,
    cells,
    spelt,
    sheets,
    around,
    names,
    shown,
    commented,
)
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


_TWO_CAUSES = {
    ("GCE304", "GCT137"): "a share instead of a percentage, and a format that rounds it",
    ("GCT124", "GCT137"): "a day stored as a number, and a format that shows another day",
    ("GCS210", "GCT137"): "a remark behind a choice, and one that cannot be seen",
    ("GCT113", "GCT118"): "the head printed again, and with another label",
    ("GCT107", "GCT126"): "one sheet that is not read, and one that is hidden",
    ("GCT118", "GCX407"): "a heading in words of one's own, and another community's name in it",
    ("GCX401", "GCX402"): "a total and a grade in one cell, both wrong",
}
"""Pairs of codes that stand at one cell for two reasons."""


def _at_one_cell(case: Case) -> set[tuple[str, ...]]:
    """Which codes a case expects together at one cell."""
    codes: dict[str, list[str]] = {}
    for finding in case.findings:
        code, cell = finding.split()
        codes.setdefault(cell, []).append(code)
    return {tuple(sorted(some)) for some in codes.values() if len(some) > 1 and set(some) != {"GCT102"}}


def test_one_cause_is_one_finding() -> None:
    """Only the rows that are not there at all are told one by one at the cell where the table ends."""
    together = {name: codes for name, case in CASES.items() if (codes := _at_one_cell(case))}
    assert {name: codes for name, codes in together.items() if not codes <= _TWO_CAUSES.keys()} == {}


def test_the_corpus_is_large_and_no_case_is_there_twice() -> None:
    assert len(CASES) == sum(len(family.CASES) for family in FAMILIES) >= 600
