"""Excel on the other side, as the desktop add-in and as Office.js; and the workbook of a user who presses its buttons."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from addin.project import macro_project
from pipeline.run import build_workbook
from tests.addin.excel import Excel
from tests.addin.opened import remote_engine
from validators.scheme.model import Scheme
from validators.submission import Submission


@pytest.fixture(scope="session", params=["desktop", "server"])
def excel(request: pytest.FixtureRequest) -> Iterator[Excel]:
    """Each transport: a function must not care by which it is called."""
    with Excel(request.param) as running:
        yield running


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A user's own folder for the log, and xlwings ready to open books."""
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    with remote_engine():
        yield


@pytest.fixture
def filled(tmp_path: Path, baihe: Scheme) -> Callable[..., Path]:
    """Saves a macro workbook with a submission, as 填报.xlsm in a folder of its own."""

    def save(content: Submission | None) -> Path:
        path = tmp_path / "我的文件" / "填报.xlsm"
        path.parent.mkdir(exist_ok=True)
        build_workbook(baihe, path, submission=content, vba=macro_project())
        return path

    return save
