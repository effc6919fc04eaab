"""What many tests share: the schemes that every engine test runs on."""

from pathlib import Path

import pytest

from validators.scheme import Scheme
from validators.scheme_file import load_scheme

SCHEMES = {
    "baihe": "baihe-2021",
    "four tiers": str(Path(__file__).parent / "schemes" / "four-tiers.toml"),
    "two tiers": str(Path(__file__).parent / "schemes" / "two-tiers.toml"),
}


@pytest.fixture
def baihe() -> Scheme:
    """The shipped scheme."""
    return load_scheme("baihe-2021")


@pytest.fixture(params=list(SCHEMES.values()), ids=list(SCHEMES))
def scheme(request: pytest.FixtureRequest) -> Scheme:
    """Each of three plans that share nothing: no code may know one of them."""
    return load_scheme(request.param)
