"""A bounded run of what ``make fuzz`` does for long: the same bending, from a fixed throw of the dice."""

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.clients.programs import absent
from tests.fuzzing import compared, wellformed
from tests.fuzzing.judging import judge
from tests.fuzzing.mutations import bent
from tests.fuzzing.seeds import seeds
from validators.scheme.model import Scheme

RUNS = 2000 if os.environ.get("CI") else 40
SHARES = 4 if os.environ.get("CI") else 1  # each builds its seeds
MEMORY = 300 << 10  # KB by which the most that the process ever took may grow


def most_memory() -> int:
    try:
        import resource
    except ImportError:
        absent("resource", "Windows has none")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.parametrize("share", range(SHARES))
def test_bent_workbooks_end_in_one_state_in_time(share: int, tmp_path: Path, baihe: Scheme) -> None:
    start, before = list(seeds(tmp_path / "seeds", baihe)), most_memory()
    ends = Counter(
        judge(bent(start[number // SHARES % len(start)], number), tmp_path / "a.xlsx", baihe)
        for number in range(share, RUNS, SHARES)
    )
    assert {"accepted", "with_errors", "GCF005"} <= set(ends)
    assert most_memory() - before < MEMORY


@pytest.mark.parametrize("share", range(SHARES))
def test_no_reading_differs_from_openpyxls_without_a_finding(
    share: int, tmp_path: Path, baihe: Scheme
) -> None:
    start = compared.starts(tmp_path, baihe)
    ends = Counter(
        compared.compared(wellformed.bent(start[number % len(start)], number), tmp_path, baihe)
        for number in range(share, RUNS // 2, SHARES)
    )
    assert ends["the same"] > ends.total() / 2
