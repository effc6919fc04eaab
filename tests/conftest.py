"""What many tests share: the shipped scheme, and the two fictional ones that tests of the engine run on, too."""

import gc
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline.clock import now
from tests.clients.programs import screen
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme

SCHEMES = {
    "baihe": "baihe-2021",
    "four tiers": str(Path(__file__).parent / "schemes" / "four-tiers.toml"),
    "two tiers": str(Path(__file__).parent / "schemes" / "two-tiers.toml"),
}


gc.set_threshold(
    200_000, 20, 100
)  # what thousands of tests hold stays; to look through it again takes a tenth of their time


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what is slow but where CI is set."""
    for item in items if not os.environ.get("CI") else []:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow: make test-full runs it"))


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Results that tests keep are kept where no user's are, in started programs too."""
    folder = str(tmp_path_factory.mktemp("cache"))
    os.environ |= {"XDG_CACHE_HOME": folder, "LOCALAPPDATA": folder}


@pytest.fixture(scope="session", autouse=True)
def _no_ledger_in_the_samples() -> Iterator[None]:
    """Who consolidates a sample at a door that keeps a ledger does so with a copy; git would not tell."""
    yield
    samples = Path(__file__).parents[1] / "workbooks"
    assert [path.name for path in samples.rglob("台账*")] == []


@pytest.fixture(scope="session")
def baihe() -> Scheme:
    """The shipped scheme."""
    return load_scheme("baihe-2021")


@pytest.fixture
def this_day(baihe: Scheme, monkeypatch: pytest.MonkeyPatch) -> date:
    """The town's day, on which the clock stands still: a test that runs over midnight is of one day, too."""
    moment = now(baihe)
    monkeypatch.setattr("pipeline.clock.now", lambda _: moment)
    return moment.date()


@pytest.fixture(params=list(SCHEMES.values()), ids=list(SCHEMES))
def scheme(request: pytest.FixtureRequest) -> Scheme:
    """The shipped plan, then two with no item, tier, grade or office of it: no code may know one of them."""
    return load_scheme(request.param)


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A screen of a small office computer that nobody else uses; one for all, as Tk ends with the first that goes."""
    with screen() as name:
        yield name
