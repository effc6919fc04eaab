"""The user before every kit."""

from pathlib import Path

import pytest

from tests.addin.kit.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A user with a Chinese name, and an add-in of somebody else."""
    desk = Desk(tmp_path / "用户" / "张 三")
    desk.addin.parent.mkdir(parents=True)
    desk.addin.with_name("别的.xlam").write_bytes(b"theirs")
    return desk
