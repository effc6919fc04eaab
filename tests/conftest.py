"""What many tests share: the shipped scheme, and the two fictional ones that tests of the engine run on, too."""

import os
import select
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.programs import require, started
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme

SCHEMES = {
    "baihe": "baihe-2021",
    "four tiers": str(Path(__file__).parent / "schemes" / "four-tiers.toml"),
    "two tiers": str(Path(__file__).parent / "schemes" / "two-tiers.toml"),
}


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Results that tests keep are kept where no user's are, in started programs too."""
    folder = str(tmp_path_factory.mktemp("cache"))
    os.environ |= {"XDG_CACHE_HOME": folder, "LOCALAPPDATA": folder}


@pytest.fixture(scope="session")
def baihe() -> Scheme:
    """The shipped scheme."""
    return load_scheme("baihe-2021")


@pytest.fixture(params=list(SCHEMES.values()), ids=list(SCHEMES))
def scheme(request: pytest.FixtureRequest) -> Scheme:
    """The shipped plan, then two with no item, tier, grade or office of it: no code may know one of them."""
    return load_scheme(request.param)


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A screen of a small office computer that nobody else uses; one for all, as Tk ends with the first that goes."""
    server_command = [require("Xvfb"), "-displayfd", "1", "-screen", "0", "1366x768x24", "-dpi", "96"]
    with started(server_command, output=subprocess.PIPE) as server:
        assert server.stdout is not None
        ready, _, _ = select.select([server.stdout], [], [], 30)
        number = server.stdout.readline().strip() if ready else ""
        assert number, "Xvfb does not start"
        yield f":{number}"
