"""An exception in every room of reading, checking and writing in turn: what it hits is named, all else comes out whole."""

import importlib
import json
import os
import pkgutil
import random
import shutil
import sys
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

import pipeline.reading
import pipeline.writing
from pipeline.checking.engine import or_failed
from scripts.commands import app
from tests.test_samples import SAMPLES

FILES = ("town/示范一居.xlsx", "town/示范五居.xlsx", "town/示范十三居.xlsx")
CLEAN = "示范一居.xlsx"
FEW = 12


def modules(package: ModuleType) -> list[ModuleType]:
    """A package with all its modules."""
    found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [
        package,
        *(importlib.import_module(module.name) for module in found if "sandbox_child" not in module.name),
    ]


ENGINE = [
    importlib.import_module(f"pipeline.checking.{name}") for name in ("batch", "compact", "engine", "scoring")
]
PER_RUN = {
    "pipeline.reading.files.discovery",
    "pipeline.reading.roster",
    "pipeline.reading.files.own_ledger",
    "pipeline.reading.files.own_reports",
    "pipeline.checking.batch",
    "pipeline.checking.one_file",
}
"""Modules that are also called for a run as a whole."""

FOR_THE_TOWN = {"merged"}
"""Functions of checking that nothing but the town's own rules calls."""


def functions(where: list[ModuleType]) -> list[FunctionType]:
    """The public functions that the modules define."""
    return [
        function
        for module in where
        for name, function in vars(module).items()
        if isinstance(function, FunctionType) and function.__module__ == module.__name__ and name[0] != "_"
    ]


READING = [
    f for f in functions([*modules(pipeline.reading), *ENGINE]) if f is not or_failed
]  # the net itself
WRITING = functions(modules(pipeline.writing))


def some(all_of_them: list[FunctionType]) -> list[Any]:
    """All in continuous integration, each day the same few elsewhere."""
    chosen = all_of_them if os.environ.get("CI") else random.Random(14).sample(all_of_them, FEW)
    return [pytest.param(function, id=f"{function.__module__}.{function.__name__}") for function in chosen]


class Broken:
    """Raises at its first call, and is the function itself after that."""

    def __init__(self, function: FunctionType, error: BaseException) -> None:
        self.function, self.error, self.calls = function, error, 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Raise, or do what the function does."""
        self.calls += 1
        if self.calls == 1:
            raise self.error
        return self.function(*args, **kwargs)


def broken(function: FunctionType, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> Broken:
    """Put the function's breaking twin wherever a module knows it."""
    twin = Broken(function, error)
    for module in [m for name, m in sys.modules.items() if name.startswith(("pipeline", "scripts", "addin"))]:
        for name in [name for name, value in vars(module).items() if value is function]:
            monkeypatch.setattr(module, name, twin)
    return twin


class Desk:
    """Three submissions and a roster, with the outputs of a first run."""

    before: dict[str, Any]

    def __init__(self, folder: Path) -> None:
        self.folder, self.given, self.out = folder, folder / "given", folder / "out"

    def consolidate(self, *, returns: bool = False) -> Result:
        """Run the command here; ``returns`` with a roster and return copies, too."""
        outputs = ["-o", str(self.out / "town.xlsx"), "--json", str(self.out / "town.json")]
        outputs += ["--returns", str(self.out / "退")] if returns else []
        outputs += ["--roster", str(self.folder / "roster.csv")] if returns else []
        options = ["--as-of", "2021-11-01", "--no-cache"]
        return CliRunner().invoke(app, ["consolidate", str(self.given), *outputs, *options])

    def outputs(self) -> dict[str, Any]:
        """What the outputs say: sheets, communities, copies."""
        data = json.loads((self.out / "town.json").read_text(encoding="utf-8"))
        totals = {c["file"]: c["total"] for c in data["communities"]}
        copies = sorted(path.name for path in (self.out / "退").iterdir())
        return {
            "sheets": load_workbook(self.out / "town.xlsx", read_only=True).sheetnames,
            "totals": totals,
            "copies": copies,
        }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = Desk(tmp_path_factory.mktemp("made"))
    made.given.mkdir()
    made.out.mkdir()
    for name in FILES:
        shutil.copy(SAMPLES / name, made.given)
    shutil.copy(SAMPLES / "roster.csv", made.folder)
    assert made.consolidate(returns=True).exit_code == 1
    made.before = made.outputs()
    return made


@pytest.fixture
def desk(made: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk of a user, as it was after the first run."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    shutil.copytree(made.folder, tmp_path, dirs_exist_ok=True)
    desk = Desk(tmp_path)
    desk.before = made.before
    return desk


def told_in_a_sentence(desk: Desk, result: Result) -> None:
    assert result.exit_code == 2, result.output
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    assert "ZeroDivisionError" in (desk.folder / ".green-community" / "addin.log").read_text("utf-8")


@pytest.mark.parametrize("function", some(READING))
def test_a_failure_over_one_file_is_that_files(
    function: FunctionType, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = broken(function, monkeypatch, ZeroDivisionError("示范"))
    result = desk.consolidate()
    if not twin.calls:
        assert result.exit_code == 1
        return
    told_in_a_sentence(desk, result)
    after = desk.outputs()
    data = json.loads((desk.out / "town.json").read_text(encoding="utf-8"))
    failed = {book["file"] for book in data["failed"]} or {failure["file"] for failure in data["failures"]}
    whole = function.__module__ in PER_RUN or function.__name__ in FOR_THE_TOWN
    if not failed and whole:  # the run as a whole: the old outputs are left
        assert after == desk.before
        return
    assert len(failed) == 1
    assert failed <= {*desk.before["totals"], "town.xlsx"}  # the last report is read back, too
    assert all(name in result.stderr for name in failed)
    unread = {book["file"] for book in data["failed"]}
    assert after["totals"] == {
        file: total for file, total in desk.before["totals"].items() if file not in unread
    }
    assert after["sheets"] == desk.before["sheets"]


@pytest.mark.parametrize("function", some(WRITING))
def test_a_failure_of_a_writer_costs_no_other_output(
    function: FunctionType, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = broken(function, monkeypatch, ZeroDivisionError("示范"))
    result = desk.consolidate(returns=True)
    if not twin.calls:
        assert result.exit_code == 1
        return
    told_in_a_sentence(desk, result)
    assert desk.outputs() == desk.before  # each output is the old one or the new one, whole
    assert not list(desk.out.rglob(".green-community-*"))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("format_", ["text", "json", "junit", "sarif", "github", "gitlab", "markdown"])
def test_every_format_names_the_file(
    format_: str, jobs: int, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of several processes, too: each breaks at its first file, and one takes them all."""
    from pipeline.checking.scoring import score

    broken(score, monkeypatch, MemoryError())  # type: ignore[arg-type]
    result = CliRunner().invoke(app, ["validate", str(desk.given), "--format", format_, "--jobs", str(jobs)])
    assert result.exit_code == 2, result.output
    assert CLEAN in result.stdout
    assert "程序异常" in result.stdout
    assert f"could not process {(desk.given / CLEAN).as_posix()};" in result.stderr


@pytest.mark.parametrize("error", [RecursionError(), MemoryError(), KeyError("序号"), AssertionError()])
def test_whatever_is_thrown(error: BaseException, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.checking.scoring import score

    broken(score, monkeypatch, error)  # type: ignore[arg-type]
    result = desk.consolidate()
    assert (result.exit_code, len(desk.outputs()["totals"])) == (2, len(FILES) - 1)


def test_somebody_who_stops_it_is_heeded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.checking.scoring import score

    broken(score, monkeypatch, KeyboardInterrupt())  # type: ignore[arg-type]
    result = desk.consolidate()
    assert (result.exit_code, desk.outputs()) == (130, desk.before)


def test_a_failure_is_not_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run after it, with the program mended, reads the file."""
    from pipeline.checking.batch import check_books
    from pipeline.checking.scoring import score
    from pipeline.reading.files.discovery import find_files
    from validators.scheme.file import load_scheme

    def states() -> list[str]:
        found, scheme = find_files([desk.given]), load_scheme("baihe-2021")
        return [book.state.value for book in check_books(found, scheme, cache=desk.folder / "cache.sqlite")]

    broken(score, monkeypatch, ZeroDivisionError())  # type: ignore[arg-type]
    assert states() == ["failed", "with_errors", "accepted"]
    assert states() == ["accepted", "with_errors", "accepted"]
