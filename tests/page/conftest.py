"""The page as it is built, and what is given to it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.programs import require
from tests.page.browser import Page, opened
from tests.test_samples import SAMPLES


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page."""
    for program in ("chromium", "chromedriver", "node", "npm"):
        require(program)
    from page.build import build

    return build(tmp_path_factory.mktemp("built") / "page.html")


@pytest.fixture(scope="module")
def page(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page, opened from disk."""
    with opened(tmp_path_factory.mktemp("browser")) as found:
        found.open(built.as_uri())
        yield found


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The sample town, with times in whole seconds: a browser tells no more than thousandths."""
    folder = Path(shutil.copytree(SAMPLES / "town", tmp_path / "town"))
    shutil.copy(SAMPLES / "roster.csv", tmp_path)
    for path in folder.rglob("*"):
        os.utime(path, (1635480000, 1635480000))
    return folder
