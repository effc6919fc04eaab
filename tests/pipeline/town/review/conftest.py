"""A small town, and a form for one of its communities."""

from pathlib import Path

import pytest

from pipeline.run import consolidate_town
from pipeline.town.model import Town
from pipeline.town.review.model import Visit
from tests.filled_forms import built
from tests.pipeline.town.review.told import DAY
from tests.pipeline.town.small_towns import book, roster
from validators.scheme.model import Scheme


@pytest.fixture
def town(tmp_path: Path, baihe: Scheme) -> Town:
    """Two communities, every item of which stands at the lowest tier."""
    (tmp_path / "town").mkdir()
    for name in ("示范一居", "示范二居"):
        book(tmp_path / "town", f"{name}.xlsx", baihe, name)
    return consolidate_town(tmp_path / "town", baihe, roster("示范一居", "示范二居"), as_of=DAY)


@pytest.fixture
def form(town: Town, tmp_path: Path) -> Path:
    """The form of 示范一居 for items 1, 5 and 7."""
    return built(town, Visit("示范一居", items=(1, 5, 7)), tmp_path / "forms")
