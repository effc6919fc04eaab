"""Where the commands are started: a folder of a user."""

import shutil
from pathlib import Path

import pytest

from tests.scripts.workbooks import CLEAN, QUERIES, THREE, TOTAL


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder of submissions, ``自评``, in a project without settings."""
    for path in (CLEAN, THREE, TOTAL, QUERIES):
        (tmp_path / "自评").mkdir(exist_ok=True)
        shutil.copy(path, tmp_path / "自评")
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    return tmp_path
