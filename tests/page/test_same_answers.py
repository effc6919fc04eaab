"""The page gives the answers of the command line, opened from disk without a network."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

import pytest

from benchmarks.submissions import write_submissions
from tests.books import write_book
from tests.corpus.test_corpus import CASES
from tests.corpus.test_files import CASES as FILES
from tests.page.browser import Page
from validators.scheme.model import Scheme

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "workbooks" / "samples"


def command(*arguments: str, cwd: Path) -> bytes:
    line = [sys.executable, "-m", "scripts.green_community", *arguments]
    return subprocess.run(
        line, cwd=cwd, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    ).stdout


def beside_each_other(paths: Iterable[Path], folder: Path) -> list[Path]:
    """Copies in one folder, under numbers, with the time in whole seconds."""
    folder.mkdir()
    copies = [folder / f"{number}{path.suffix}" for number, path in enumerate(paths, start=1)]
    for path, copy in zip(paths, copies, strict=True):
        shutil.copy(path, copy)
        os.utime(copy, (1635480000, 1635480000))
    return copies


def corpus(folder: Path, scheme: Scheme) -> list[Path]:
    """Every workbook of the corpus, written into the folder."""
    books = enumerate(CASES.values())
    return [write_book(folder / f"{number}.xlsx", *case.build(scheme)) for number, case in books]


def assert_checked_alike(page: Page, files: list[Path]) -> None:
    """The page's report is that of ``validate``, byte for byte."""
    assert page.check(*files) == "done", page.text("status")
    told = command("validate", *(path.name for path in files), "--format", "json", "-q", cwd=files[0].parent)
    said = page.save("data").read_bytes()
    lines = zip(said.splitlines(), told.splitlines(), strict=False)
    assert [pair for pair in lines if pair[0] != pair[1]][:3] == []
    assert len(said) == len(told)


def test_a_check_is_the_command_lines(page: Page, town: Path) -> None:
    assert_checked_alike(page, sorted(town.glob("*.xlsx")))
    assert page.complaints() == []


def test_every_sample_of_a_fault_is_told_as_on_the_command_line(page: Page, tmp_path: Path) -> None:
    """Entities, far cells, passwords, empty files, archives in archives, an old xls that is tried first."""
    faults = sorted(path for path in (SAMPLES / "faults").glob("*/book*") if path.is_file())
    assert {path.suffix for path in faults} >= {".xlsx", ".xls", ".xlsm", ".zip"}
    assert_checked_alike(page, beside_each_other(faults, tmp_path / "faults"))
    assert page.complaints() == []


def test_the_whole_corpus_is_read_as_on_the_command_line(page: Page, tmp_path: Path, baihe: Scheme) -> None:
    assert_checked_alike(page, beside_each_other(corpus(tmp_path, baihe), tmp_path / "corpus"))
    assert page.complaints() == []


def assert_consolidated_alike(page: Page, folder: Path, roster: Path, day: str = "2021-11-01") -> None:
    """The page's JSON is that of ``consolidate`` byte for byte, its workbook part by part."""
    assert page.consolidate(folder, roster, day=day) == "done", page.text("status")
    command(
        "consolidate", folder.name, "--roster", roster.name, "--as-of", day, "--output", "out.xlsx",
        "--json", "out.json", "--no-ledger", "--fail-on", "never", cwd=folder.parent,
    )  # fmt: skip
    assert page.save("data").read_bytes() == (folder.parent / "out.json").read_bytes()
    assert parts_of(page.save("workbook")) == parts_of(folder.parent / "out.xlsx")
    assert page.complaints() == []


def test_a_town_is_the_command_lines(page: Page, town: Path) -> None:
    assert_consolidated_alike(page, town, town.with_name("roster.csv"))


def test_another_year_and_a_district_are_the_command_lines(page: Page, tmp_path: Path) -> None:
    for name, roster, day in (
        ("town-2022", "roster.csv", "2022-11-01"),
        ("district", "district/roster.csv", "2021-11-01"),
    ):
        folder = Path(shutil.copytree(SAMPLES / name, tmp_path / name / "报送"))
        listed = Path(shutil.copy(SAMPLES / roster, tmp_path / name / "roster.csv"))
        (folder / "roster.csv").unlink(missing_ok=True)
        for path in folder.rglob("*"):
            os.utime(path, (1635480000, 1635480000))
        assert_consolidated_alike(page, folder, listed, day)


def test_a_town_of_every_fault_and_of_the_whole_corpus_is_the_command_lines(
    page: Page, tmp_path: Path, baihe: Scheme
) -> None:
    faults = sorted(path for path in (SAMPLES / "faults").glob("*/book*") if path.is_file())
    for name, files in (("faults", faults), ("corpus", corpus(tmp_path, baihe))):
        (place := tmp_path / f"{name} town").mkdir()
        beside_each_other(files, place / "报送")
        roster = Path(shutil.copy(SAMPLES / "roster.csv", place))
        assert_consolidated_alike(page, place / "报送", roster)


def test_five_hundred_files_are_the_command_lines(page: Page, tmp_path: Path, baihe: Scheme) -> None:
    roster = write_submissions(tmp_path / "town", 500, baihe)
    for path in (tmp_path / "town").iterdir():
        os.utime(path, (1635480000, 1635480000))
    assert_consolidated_alike(page, tmp_path / "town", roster)
    assert page.driver.execute_script("return document.querySelectorAll('#view tbody tr').length") >= 500


def test_hostile_and_broken_files_are_told_as_on_the_command_line(
    page: Page, tmp_path: Path, baihe: Scheme
) -> None:
    """Bombs, cut and bent workbooks, other programs' files; but for what only the password hides that Excel tries unasked."""
    found: list[Path] = []
    for number, case in enumerate(FILES):
        (folder := tmp_path / str(number)).mkdir()
        case.build(folder, baihe)
        if not case.name.endswith("with the default password"):
            found += sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    assert len(found) > 100
    assert_checked_alike(page, beside_each_other(found, tmp_path / "files"))
    ended = ("fatal error", "The cause of", "unreachable")  # trials that took all their memory
    assert all(any(sign in complaint for sign in ended) for complaint in page.complaints())


_OF_ITS_PLACE = ("docProps/core.xml",)  # says the folder that it was made of
_TIME = re.compile(rb"20\d\d-\d\d-\d\d \d\d:\d\d")


def parts_of(workbook: Path) -> dict[str, bytes]:
    """A workbook part by part, without the time at which it was made."""
    with ZipFile(workbook) as archive:
        names = [name for name in archive.namelist() if name not in _OF_ITS_PLACE]
        return {name: _TIME.sub(b"", archive.read(name)) for name in names}


def test_the_return_copies_are_the_command_lines(page: Page, town: Path) -> None:
    assert page.consolidate(town, town.with_name("roster.csv"), day="2021-11-01") == "done"
    with ZipFile(page.save("returned")) as archive:
        names = archive.namelist()
        archive.extractall(town.parent / "returned")
    command(
        "consolidate", "town", "--roster", "roster.csv", "--as-of", "2021-11-01", "--output", "out.xlsx",
        "--returns", "copies", "--no-ledger", "--fail-on", "never", cwd=town.parent,
    )  # fmt: skip
    copies = town.parent / "copies"
    assert sorted(names) == sorted(path.name for path in copies.iterdir())
    for name in names:
        assert parts_of(town.parent / "returned" / name) == parts_of(copies / name), name
