"""The page gives the answers of the command line, opened from disk without a network."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from zipfile import ZipFile

import pytest

from pipeline.run import check_book
from tests.books import write_book
from tests.clients.axe import violations
from tests.clients.programs import require
from tests.corpus.test_corpus import CASES
from tests.corpus.test_files import CASES as FILES
from tests.page.browser import OVER, Page, opened
from validators.scheme.model import Scheme

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "workbooks" / "samples"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page, built and opened from disk."""
    for program in ("chromium", "chromedriver", "node", "npm"):
        require(program)
    from page.build import build

    place = build(tmp_path_factory.mktemp("built") / "page.html")
    with opened(tmp_path_factory.mktemp("browser")) as found:
        found.open(place.as_uri())
        yield found


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The sample town, with times in whole seconds: a browser tells no more than thousandths."""
    folder = Path(shutil.copytree(SAMPLES / "town", tmp_path / "town"))
    shutil.copy(SAMPLES / "roster.csv", tmp_path)
    for path in folder.rglob("*"):
        os.utime(path, (1635480000, 1635480000))
    return folder


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
    built = [
        write_book(tmp_path / f"{number}.xlsx", *case.build(baihe))
        for number, case in enumerate(CASES.values())
    ]
    assert_checked_alike(page, beside_each_other(built, tmp_path / "corpus"))
    assert page.complaints() == []


def test_a_town_is_the_command_lines(page: Page, town: Path) -> None:
    assert page.consolidate(town, town.with_name("roster.csv"), day="2021-11-01") == "done"
    command(
        "consolidate", "town", "--roster", "roster.csv", "--as-of", "2021-11-01", "--output", "out.xlsx",
        "--json", "out.json", "--no-ledger", "--fail-on", "never", cwd=town.parent,
    )  # fmt: skip
    assert page.save("data").read_bytes() == (town.parent / "out.json").read_bytes()
    assert parts_of(page.save("workbook")) == parts_of(town.parent / "out.xlsx")
    assert page.complaints() == []


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


def test_one_workbook_gives_its_return_copy_and_todays_table(page: Page, town: Path, baihe: Scheme) -> None:
    """示范五居 lacks items 9, 16 and 24: 82.5 points."""
    assert page.check(town / "示范五居.xlsx") == "done"
    for what in ("returned", "converted"):
        card = check_book(page.save(what), baihe).scorecard
        assert card
        assert (card.total, card.missing) == (Decimal("82.5"), (9, 16, 24))


@pytest.fixture
def outside_dev(town: Path) -> Iterator[Path]:
    """The town where Chromium lets a page have a dropped folder: none below /dev, where temporary files may well be."""
    with TemporaryDirectory(dir="/var/tmp") as folder:
        yield Path(shutil.copytree(town.parent, folder, dirs_exist_ok=True)) / town.name


def test_what_is_dropped_is_taken_like_what_is_chosen(page: Page, outside_dev: Path) -> None:
    town = outside_dev
    page.leave_result()
    page.drop("check", town / "示范一居.xlsx", town / "示范二居.xlsx")
    assert page.until(*OVER) == "done"
    assert "共2个文件" in page.text("view")
    page.leave_result()
    shutil.copy(town.with_name("roster.csv"), town / "名册.csv")
    page.drop("town", town)
    page.fill("2021-11-01")
    page.press("town-start")
    assert page.until(*OVER) == "done"
    assert "达标率76.9%" in page.text("view").replace(" ", "")


def test_a_town_can_be_cancelled_and_begun_again(page: Page, town: Path) -> None:
    for number in range(200):
        shutil.copy(town / "示范一居.xlsx", town / f"又一份{number}.xlsx")
    page.leave_result()
    page.give("town-folder", town)
    page.fill("2021-11-01")
    page.press("town-start")
    page.press("cancel")
    assert page.until(*OVER) == "cancelled"
    assert page.check(town / "示范一居.xlsx") == "done"


def test_back_leads_to_the_tasks_and_forward_to_the_result(page: Page, town: Path) -> None:
    assert page.check(town / "示范一居.xlsx") == "done"
    shown = page.text("view")
    page.driver.back()
    assert page.text("check-title") == "检查一份"
    page.driver.forward()
    assert page.text("view") == shown


def test_an_empty_folder_is_told_in_a_sentence(page: Page, tmp_path: Path) -> None:
    (folder := tmp_path / "空的").mkdir()
    (folder / "名册.csv").write_text("名称\n示范一居\n", encoding="utf-8")
    assert page.consolidate(folder, day="2021-11-01") == "sentence"
    assert page.text("status") == "文件夹“空的”里没有文件。请把报来的自评表放进去，再汇总一次。"


def test_from_a_server_on_a_telephone(page: Page, town: Path, tmp_path: Path) -> None:
    """The same file from a server of its own machine, in a window of a telephone's size: nothing is wider than that."""
    address, place = "127.0.0.1", Path(page.driver.current_url.partition("://")[2])
    handler = partial(SimpleHTTPRequestHandler, directory=place.parent)
    with (
        ThreadingHTTPServer((address, 0), handler) as server,
        opened(tmp_path / "phone", size="390,844") as phone,
    ):
        Thread(target=server.serve_forever, daemon=True).start()
        phone.open(f"http://{address}:{server.server_port}/{place.name}")
        assert phone.check(town / "示范五居.xlsx") == "done"
        assert "82.5分" in phone.text("view").replace(" ", "")
        wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert phone.driver.execute_script(wide) == 0
        server.shutdown()


@pytest.mark.parametrize("result", [False, True], ids=["tasks", "result"])
def test_nothing_stands_in_the_way_of_anybody(page: Page, town: Path, *, result: bool) -> None:
    """axe-core finds no violation on the page itself nor around a result."""
    page.leave_result()
    if result:
        assert page.check(town / "示范五居.xlsx") == "done"
    assert violations(page.driver) == []


def test_an_old_browser_is_told_which_one_to_take(page: Page, tmp_path: Path) -> None:
    with opened(tmp_path / "old") as old:
        old.without("DecompressionStream")
        old.driver.get(page.driver.current_url)
        assert old.text("status").startswith("这个浏览器太旧，打不开本页面。请换用 Chrome 或 Edge 102")
        assert not old.driver.find_element("id", "tasks").is_displayed()
