"""The sample district's reports of two towns, each test with its own to change."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pipeline.district.towns import DISTRICT, EAST, KINDS, WEST, Kind, listed_in, reports_of
from validators.roster import Roster
from validators.scheme.model import Scheme


@pytest.fixture(scope="session")
def roster(baihe: Scheme) -> Roster:
    return listed_in(DISTRICT / "roster.csv", baihe)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, baihe: Scheme, roster: Roster) -> Path:
    """Reports of two towns of every kind."""
    folder = tmp_path_factory.mktemp("made")
    for kind in KINDS:
        reports_of(DISTRICT, roster, baihe, folder / kind, dict.fromkeys((EAST, WEST), kind))
    return folder


@pytest.fixture
def reports(made: Path, tmp_path: Path) -> Callable[[Kind], Path]:
    return lambda kind: shutil.copytree(made / kind, tmp_path / "reports")
