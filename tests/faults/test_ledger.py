"""The ledger through kills, full disks, closed folders and two offices at once: whole, nothing lost, one clear sentence."""

import random
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from pipeline.reading.files.own_ledger import NAME
from tests.clients.programs import require
from tests.faults.running import KILLS, ROOT, Desk, command, consolidate, desk, filled, mounted


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    """A desk where everything went well once."""
    return desk(tmp_path)


def changed(path: Path, number: int) -> None:
    """The same submission in another file."""
    with ZipFile(path, "a") as archive:
        archive.comment = f"changed {number}".encode()


def asked(at: Desk, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(at.given / NAME)) as ledger:
        return ledger.execute(query).fetchall()


def number_of(at: Desk, table: str) -> int:
    ((count,),) = asked(at, f"SELECT count(*) FROM {table}")
    assert isinstance(count, int)
    return count


def is_whole(at: Desk) -> bool:
    """Whether the database is sound, and no consolidation is half in it."""
    halves = asked(
        at,
        "SELECT id FROM versions WHERE was_read AND (SELECT count(*) FROM selections WHERE version = id) <> 29 UNION ALL "
        "SELECT id FROM versions WHERE id NOT IN (SELECT version FROM sightings)",
    )
    return (
        asked(at, "PRAGMA integrity_check") == [("ok",)]
        and not halves
        and not asked(at, "PRAGMA foreign_key_check")
    )


@pytest.mark.slow
def test_killed_at_any_moment_it_is_whole(at: Desk) -> None:
    dice = random.Random(2021)
    started = time.perf_counter()
    consolidate(at)
    lasts = time.perf_counter() - started
    known = number_of(at, "versions")
    for number in range(KILLS):
        changed(at.given / "示范一居.xlsx", number)
        with subprocess.Popen(
            command(at), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as run:
            time.sleep(dice.uniform(0.6, 1.1) * lasts)
            run.kill()
        assert is_whole(at)
        assert number_of(at, "versions") in {known, known + 1}
        known = number_of(at, "versions")
    assert consolidate(at).returncode == 1
    assert is_whole(at)


@pytest.mark.slow
def test_two_offices_at_once_are_both_recorded(at: Desk) -> None:
    for number in range(1, 4):
        changed(at.given / "示范一居.xlsx", number)
        outputs = [at.out / f"{office}.xlsx" for office in "甲乙"]
        lines = [[*command(at)[:5], "--as-of", "2021-11-01", "--output", str(output)] for output in outputs]
        runs = [
            subprocess.Popen(line, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
            for line in lines
        ]
        assert [(run.communicate()[1], run.returncode) for run in runs] == [("", 1)] * 2
        assert (number_of(at, "consolidations"), number_of(at, "versions")) == (1 + 2 * number, 3 + number)
    assert is_whole(at)


def reported_without_it(at: Desk, run: subprocess.CompletedProcess[str], *words: str) -> None:
    assert run.returncode == 2, run.stderr
    assert "Traceback" not in run.stderr
    assert run.stderr.count("\n") == 1
    assert any(word in run.stderr for word in words), run.stderr
    assert load_workbook(at.report).sheetnames
    assert at.strays() == []


@pytest.mark.slow
def test_a_full_disk_costs_the_ledger_nothing_and_the_report_neither(at: Desk) -> None:
    files = {path.name: path.read_bytes() for path in at.given.iterdir()}
    with mounted(at.given, "-t", "tmpfs", "-o", "size=512k", "tmpfs"):
        for name, data in files.items():
            (at.given / name).write_bytes(data)
        changed(at.given / "示范一居.xlsx", 1)
        with filled(at.given):
            run = consolidate(at)
        reported_without_it(at, run, "no space left on the disk", "the disk or the network failed")
        assert is_whole(at)
        assert number_of(at, "consolidations") == 1
        assert consolidate(at).returncode == 1
        assert number_of(at, "consolidations") == 2


@pytest.mark.slow
@pytest.mark.parametrize("there", [True, False], ids=["with a ledger", "without one"])
def test_a_folder_that_may_not_be_written_to_is_reported_all_the_same(at: Desk, there: bool) -> None:
    if not there:
        (at.given / NAME).unlink()
    changed(at.given / "示范一居.xlsx", 1)
    with mounted(at.given, "--bind", str(at.given)):
        subprocess.run([require("mount"), "-o", "remount,ro,bind", str(at.given)], check=True)
        reported_without_it(
            at, consolidate(at), "its folder may not be written to; --no-ledger does without."
        )
        assert consolidate(at, options=("--no-ledger",)).returncode == 1
    assert (at.given / NAME).exists() == there


def test_one_that_is_taken_away_is_begun_anew(at: Desk) -> None:
    shutil.move(at.given / NAME, at.out.parent)
    run = consolidate(at)
    assert (run.returncode, run.stderr.count("Began the ledger")) == (1, 1)
