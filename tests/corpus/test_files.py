"""Every file ends in its one state with its finding, and the states add up."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.checking.engine import State
from pipeline.run import consolidate_town
from tests.corpus.files import cases
from tests.corpus.files.bending import Case
from validators.scheme.model import Scheme

CASES = tuple(cases())
DAY = date(2021, 10, 20)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_file_ends_in_its_state_with_its_finding(case: Case, tmp_path: Path, baihe: Scheme) -> None:
    folder = tmp_path / "found"
    folder.mkdir()
    case.build(folder, baihe)
    town = consolidate_town(folder, baihe, as_of=DAY)
    found = {
        b.file: " ".join([b.state.value, *(f.code for f in b.findings if f.code not in ("GCT108", "GCR516"))])
        for b in town.books
    }
    assert found == case.expected
    assert len(found) == len(town.books)
    assert all(len(b.findings) == 1 for b in town.books if b.state is State.REJECTED)
    assert town.failures == ()


def test_there_are_enough_and_no_two_of_one_name() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 40
