"""Excel on the other side, as the desktop add-in and as Office.js; and the workbook of a user who presses its buttons."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import xlwings as xw

from addin.setup.installing import install, this_machine
from pipeline.run import build_workbook
from pipeline.writing.addin.callbacks import macro_project
from tests.addin.excel import Excel
from tests.addin.opened import open_book, remote_engine, ribbon_over
from tests.addin.ribbon import HOME, Desk, Kind
from tests.daily import daily
from tests.samples.town import ROSTER
from tests.test_samples import SAMPLES
from validators.scheme.model import Scheme
from validators.submission import Submission

Cells = Mapping[str, Sequence[Sequence[object]]]

ROSTER_ROWS = [line.split(",") for line in ROSTER.splitlines()]


@pytest.fixture(scope="session", params=daily(["desktop", "server"], 1))
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


@pytest.fixture
def desk(tmp_path: Path) -> Callable[[Kind], Desk]:
    """Opens a workbook of a kind under the ribbon."""

    def opened(kind: Kind) -> Desk:
        path = tmp_path / HOME / kind.file
        path.parent.mkdir(exist_ok=True)
        kind.make(path)
        return Desk(*ribbon_over(path), path, tmp_path / "local" / "GreenCommunity" / "校验结果")

    return opened


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the user chooses: the sample town, its roster in it."""
    folder = tmp_path / "报送"
    shutil.copytree(SAMPLES / "town", folder)
    (folder / "名册.csv").write_text(ROSTER, encoding="utf-8")
    monkeypatch.setattr("addin.macros.errand.picked_folder", lambda *_: str(folder))
    monkeypatch.setattr("pipeline.clock.now", lambda scheme: datetime(2021, 11, 1, 9, tzinfo=scheme.zone))
    return folder


@pytest.fixture
def browsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is opened by the system."""
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    return opened


@pytest.fixture
def town_book(filled: Callable[..., Path], tmp_path: Path) -> Callable[..., xw.Book]:
    """Opens a macro workbook with the sample town's roster, its folder a copy of the sample town."""
    path, folder = filled(None), tmp_path / "报送 2021"
    shutil.copytree(SAMPLES / "town", folder)

    def opened(cells: Cells | None = None, **names: str) -> xw.Book:
        filled_in: Cells = {"GC_Folder": [[str(folder)]], "GC_Round": [[2021.0]], "GC_Roster": ROSTER_ROWS}
        return open_book(path, {**filled_in, **(cells or {})}, **names)

    return opened


@pytest.fixture
def book(tmp_path: Path, baihe: Scheme) -> Path:
    """A workbook in a folder of its own, with the add-in installed for the user with the profile beside it."""
    folder = tmp_path / "白鹤 镇"
    folder.mkdir()
    install(tmp_path / "profile", replace(this_machine(), registry=None))
    build_workbook(baihe, folder / "自评表.xlsx")
    return folder / "自评表.xlsx"
