"""The old report is whole, the message is one clear sentence, nothing handed in is lost, nothing is left lying about."""

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.checking.engine import State
from pipeline.reading.files.discovery import find_files
from pipeline.run import check_books
from pipeline.unfinished import is_unfinished
from pipeline.writing.replacing import dated_beside, write_text
from tests.clients.programs import absent, require
from tests.faults.running import KILLS, ROOT, Desk, as_root, command, consolidate, desk, filled, mounted
from tests.test_samples import SAMPLES
from validators.scheme.model import Scheme


@pytest.fixture(scope="module")
def well(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a desk where everything went well once."""
    folder = tmp_path_factory.mktemp("well")
    desk(folder)
    return folder


@pytest.fixture
def at(well: Path, tmp_path: Path) -> Desk:
    """Such a desk, of its own."""
    folder = shutil.copytree(well, tmp_path / "desk")
    return Desk(folder / "given", folder / "out")


@pytest.mark.slow
def test_killed_at_any_moment_it_leaves_whole_reports(at: Desk) -> None:
    dice = random.Random(2021)
    given = at.contents()
    started = time.perf_counter()
    consolidate(at)
    lasts = time.perf_counter() - started
    for _ in range(KILLS):
        moment = dice.uniform(0.2, 1.05) * lasts
        with subprocess.Popen(
            command(at), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as run:
            time.sleep(moment)
            run.kill()
        assert at.whole()
        assert at.contents() == given
        assert all(map(is_unfinished, at.strays())), at.strays()


def test_what_a_killed_run_left_is_skipped_and_swept_away_later(tmp_path: Path, baihe: Scheme) -> None:
    left = tmp_path / ".green-community-ab12cd34.xlsx"
    left.write_bytes(b"PK\x03\x04 half a report")
    (book,) = check_books(find_files([tmp_path]), baihe)
    assert (book.state, book.skipped_as) == (State.SKIPPED, "临时文件")
    write_text(tmp_path / "a.json", "{}")
    assert left.exists()
    os.utime(left, (0, 0))
    write_text(tmp_path / "a.json", "{}")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def failed_in_one_sentence(at: Desk, run: subprocess.CompletedProcess[str], *words: str) -> None:
    assert run.returncode == 2, run.stderr
    assert "Traceback" not in run.stderr
    assert any(word in run.stderr for word in words), run.stderr
    assert at.whole()
    assert at.strays() == []


def test_a_full_disk_keeps_the_old_report(at: Desk) -> None:
    given, reports = at.contents(), {path.name: path.read_bytes() for path in at.out.iterdir()}
    with mounted(at.out, "-t", "tmpfs", "-o", "size=256k", "tmpfs"):
        for name, data in reports.items():
            (at.out / name).write_bytes(data)
        with filled(at.out):
            run = consolidate(at)
        failed_in_one_sentence(at, run, "No space left on device")
        assert {path.name: path.read_bytes() for path in at.out.iterdir()} == reports
    assert at.contents() == given


LIMITED = """
import resource, sys
import pipeline.writing.town as town
from scripts.green_community import main
vars(town)["_LARGE"] = {large}
resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))
sys.argv = sys.argv[3:]
main()
"""


@pytest.mark.parametrize("large", [2000, 0], ids=["a town", "one so large that its rows go to the disk"])
def test_a_file_size_limit_keeps_the_old_report(at: Desk, large: int) -> None:
    old = at.report.read_bytes()
    run = consolidate(at, [sys.executable, "-c", LIMITED.format(large=large)])
    failed_in_one_sentence(at, run, "File too large")
    assert at.report.read_bytes() == old


def test_a_read_only_folder_keeps_the_old_report(at: Desk) -> None:
    old = at.report.read_bytes()
    with mounted(at.out, "--bind", str(at.out)):
        subprocess.run([require("mount"), "-o", "remount,ro,bind", str(at.out)], check=True)
        failed_in_one_sentence(at, consolidate(at), "Read-only file system")
    assert at.report.read_bytes() == old


def test_a_report_that_may_not_be_replaced_stays(at: Desk) -> None:
    """What a report held open by Excel is on Windows: the new one gets a dated name, and its user is told."""
    as_root()
    old = at.report.read_bytes()
    marked = subprocess.run([require("chattr"), "+i", str(at.report)], check=False, capture_output=True)
    if marked.returncode:
        absent(f"chattr: {marked.stderr.decode().strip()}")
    try:
        run = consolidate(at)
    finally:
        subprocess.run([require("chattr"), "-i", str(at.report)], check=True)
    (dated,) = at.strays()
    assert re.fullmatch(r"town_\d{8}-\d{6}\.xlsx", dated)
    assert dated_beside(at.report) == [at.out / dated]
    assert dated in run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    assert load_workbook(at.out / dated).sheetnames == load_workbook(at.report).sheetnames
    assert at.report.read_bytes() == old


_LOOK = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from pipeline.reading.files.discovery import find_files
from pipeline.run import check_books
from validators.scheme.file import load_scheme
given, plan = Path(sys.argv[2]), load_scheme("baihe-2021")
check_books(find_files([given]), plan)  # everything is loaded while it may be
os.setgroups([]); os.setgid(65534); os.setuid(65534)
for book in check_books(find_files([given], relative=True), plan):
    print(book.file, book.state.value, *(finding.message for finding in book.findings))
"""


def test_unreadable_files_and_folders_are_named() -> None:
    """By a user who may not read them: root may read everything."""
    as_root()
    given = Path(
        tempfile.mkdtemp(prefix="faults-")
    )  # every user may enter the folder of pytest's own only by luck
    try:
        for name in ("示范一居.xlsx", "示范二居.xlsx"):
            shutil.copy(SAMPLES / "town" / name, given)
        closed = given / "关着的"
        closed.mkdir()
        (given / "示范二居.xlsx").chmod(0)
        closed.chmod(0)
        given.chmod(0o755)
        looked = [sys.executable, "-c", _LOOK, str(ROOT), str(given)]
        seen = subprocess.run(looked, capture_output=True, text=True, encoding="utf-8", check=False)
    finally:
        shutil.rmtree(given)
    assert seen.returncode == 0, seen.stderr
    assert seen.stdout.splitlines() == [
        "关着的 rejected 文件无法读取（文件夹打不开：没有读取权限）。",
        "示范一居.xlsx accepted",
        "示范二居.xlsx rejected 文件无法读取（没有读取权限）。",
    ]


def test_files_that_change_and_vanish_while_they_are_read(at: Desk, baihe: Scheme) -> None:
    """Another program rewrites and moves the files all the time; each is read whole or said to be in use."""
    source = (at.given / "示范一居.xlsx").read_bytes()
    restless = at.given / "示范二居.xlsx"
    stop = threading.Event()

    def disturb() -> None:
        dice = random.Random(7)
        while not stop.is_set():
            with restless.open("wb") as file:
                for start in range(0, len(source), 1000):
                    file.write(source[start : start + 1000])
                    file.flush()
            if dice.random() < 0.5:
                restless.unlink()

    other = threading.Thread(target=disturb)
    other.start()
    codes: set[str] = set()
    try:
        for _ in range(60):
            books = check_books(find_files([at.given], relative=True), baihe)
            kept = [book for book in books if book.file != restless.name]
            assert [book.state for book in kept] == [State.ACCEPTED, State.WITH_ERRORS, State.ACCEPTED]
            codes |= {f.code for book in books if book.file == restless.name for f in book.findings}
    finally:
        stop.set()
        other.join()
    assert codes <= {"GCF001", "GCF002", "GCF003", "GCF005", "GCX408"}  # what it holds is 示范一居's
