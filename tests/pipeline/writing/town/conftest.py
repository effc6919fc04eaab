"""The folder of two communities on which decisions are made."""

from pathlib import Path

import pytest

from tests.pipeline.town.follow_up.promised import promised
from validators.scheme.model import Scheme


@pytest.fixture
def folder(tmp_path: Path, baihe: Scheme) -> Path:
    """甲 with item 4 at 一般 (110 - 1 = 109), 乙 with item 4 at 合格 (110 - 2 = 108)."""
    promised(tmp_path / "in", "甲", baihe, {4: "一般"}, code="A1")
    promised(tmp_path / "in", "乙", baihe, {4: "合格"}, code="A2")
    return tmp_path / "in"
