"""The town-wide workbook of the sample town, and the add-in."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.buttons import ADDIN
from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.writing.addin import build_addin
from pipeline.writing.town import write_town
from tests.test_samples import SAMPLES
from validators.scheme.file import load_scheme


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample town's workbook, beside the samples as far as its links go."""
    path = tmp_path_factory.mktemp("town") / "town.xlsx"
    roster = load_roster(SAMPLES / "roster.csv")
    town = consolidate_town(SAMPLES / "town", load_scheme("baihe-2021"), roster, as_of=date(2021, 11, 1))
    write_town(town, path, SAMPLES / "town")
    return path


@pytest.fixture(scope="module")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The add-in as `addin build` makes it."""
    path = tmp_path_factory.mktemp("addin") / ADDIN
    build_addin(path)
    return path
