"""The page gives the answers of the command line, opened from disk without a network."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.programs import require
from tests.page.browser import Page, opened

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "workbooks" / "samples"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page, built and opened from disk."""
    for program in ("chromium", "chromedriver", "node", "npm"):
        require(program)
    from page.build import build

    place = build(tmp_path_factory.mktemp("built") / "page.html")
    with opened(tmp_path_factory.mktemp("browser")) as found:
        found.open(place.as_uri())
        yield found


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The sample town, with times in whole seconds: a browser tells no more than thousandths."""
    folder = Path(shutil.copytree(SAMPLES / "town", tmp_path / "town"))
    shutil.copy(SAMPLES / "roster.csv", tmp_path)
    for path in folder.rglob("*"):
        os.utime(path, (1635480000, 1635480000))
    return folder


def command(*arguments: str, cwd: Path) -> bytes:
    line = [sys.executable, "-m", "scripts.green_community", *arguments]
    return subprocess.run(
        line, cwd=cwd, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    ).stdout


def test_a_check_is_the_command_lines(page: Page, town: Path) -> None:
    files = sorted(town.glob("*.xlsx"))
    assert page.check(*files) == "done"
    told = command("validate", *(path.name for path in files), "--format", "json", "-q", cwd=town)
    assert page.save("data").read_bytes() == told
    assert page.complaints() == []


def test_a_town_is_the_command_lines(page: Page, town: Path) -> None:
    assert page.consolidate(town, town.with_name("roster.csv"), day="2021-11-01") == "done"
    command(
        "consolidate", "town", "--roster", "roster.csv", "--as-of", "2021-11-01", "--output", "out.xlsx",
        "--json", "out.json", "--no-ledger", "--fail-on", "never", cwd=town.parent,
    )  # fmt: skip
    assert page.save("data").read_bytes() == (town.parent / "out.json").read_bytes()
    assert page.save("workbook").stat().st_size > 0
    assert page.complaints() == []
