"""``history``, and ``consolidate`` with its ledger, as commands."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from pipeline.reading.files.own_ledger import NAME
from tests.books import write_book
from tests.pipeline.ledger.test_earlier import sheet
from tests.scripts.running import CLEAN, THREE, files_below, run
from validators.scheme.model import Scheme

OPTIONS = ("--as-of", "2021-11-01", "--no-cache", "--fail-on", "never", "-o")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A folder with two submissions, consolidated; then the second is replaced, and it is consolidated again."""
    folder = tmp_path / "来件"
    folder.mkdir()
    shutil.copy(CLEAN, folder)
    shutil.copy(THREE, folder / "示范五居.xlsx")
    assert run("consolidate", folder, *OPTIONS, tmp_path / "镇.xlsx").returncode == 0
    return folder


def test_the_first_consolidation_says_that_it_began_a_ledger(tmp_path: Path) -> None:
    shutil.copy(CLEAN, tmp_path)
    first, second = (run("consolidate", tmp_path, *OPTIONS, tmp_path / "镇.xlsx") for _ in range(2))
    assert first.stderr.startswith(f"Began the ledger {tmp_path / NAME} with the files at hand;")
    assert (second.returncode, second.stderr, second.stdout) == (0, "", first.stdout)


def test_without_a_ledger_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "来件").mkdir()
    shutil.copy(CLEAN, tmp_path / "来件")
    ended = run("consolidate", tmp_path / "来件", "--no-ledger", *OPTIONS, tmp_path / "镇.xlsx")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert [*files_below(tmp_path / "来件")] == [CLEAN.name]


def test_another_file_keeps_it(tmp_path: Path) -> None:
    shutil.copy(CLEAN, tmp_path)
    ended = run("consolidate", tmp_path, "--ledger", tmp_path / "三年.db", *OPTIONS, tmp_path / "镇.xlsx")
    assert ended.returncode == 0
    for _ in range(2):  # it lies among the submissions
        again = run("consolidate", tmp_path, "--ledger", tmp_path / "三年.db", *OPTIONS, tmp_path / "镇.xlsx")
        assert (again.returncode, again.stderr) == (0, "")
    assert not (tmp_path / NAME).exists()
    assert "示范一居" in run("history", tmp_path, "--ledger", tmp_path / "三年.db").stdout


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("consolidate in --ledger a.db --no-ledger", "--ledger and --no-ledger contradict each other."),
        ("consolidate in --ledger nowhere/a.db", "Cannot write nowhere/a.db: no such folder."),
        ("history nowhere", "No such folder: nowhere"),
        ("history in", "There is no ledger in/台账.sqlite yet: consolidate the folder first."),
    ],
)
def test_what_cannot_be_is_one_sentence(line: str, words: str, desk: Path) -> None:
    before = files_below(desk)
    ended = run(*line.split(), cwd=desk)
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", f"{words}\n")
    assert files_below(desk) == before


def test_a_ledger_that_is_somebodys_file_costs_no_report(desk: Path) -> None:
    before = (desk / "notes.txt").read_bytes()
    ended = run("consolidate", "in", "--ledger", "notes.txt", "--no-cache", "-o", "town.xlsx", cwd=desk)
    assert ended.returncode == 2
    assert (
        ended.stderr
        == "notes.txt is there already and is no ledger of ours; name another file with --ledger.\n"
    )
    assert (desk / "town.xlsx").is_file()
    assert (desk / "notes.txt").read_bytes() == before


def test_all_communities_have_a_line_each(town: Path) -> None:
    shown = run("history", town)
    assert shown.returncode == 0
    for words in ("示范一居", "110", "示范五居", "82.5"):
        assert words in shown.stdout


@pytest.fixture
def replaced(tmp_path: Path, baihe: Scheme) -> Path:
    """A folder in which a community's file took the place of another, consolidated before and after."""
    write_book(tmp_path / "甲.xlsx", sheet(baihe, i9=None))
    run("consolidate", tmp_path, *OPTIONS, tmp_path / "镇.xlsx")
    write_book(tmp_path / "甲.xlsx", sheet(baihe, date(2021, 10, 12)))
    run("consolidate", tmp_path, *OPTIONS, tmp_path / "镇.xlsx")
    return tmp_path


def test_one_communitys_chain_says_what_changed(replaced: Path) -> None:
    shown = run("history", replaced, "甲").stdout
    for words in (
        "甲报送经过",
        "2021-10-09",
        "文件已不在",
        "71",
        "未达标",
        "2021-11-01",
        "2021-10-12",
        "第9项补选合格（增加2分）",
    ):
        assert words in shown
    assert run("history", replaced, "甲", "--round", 2022) == (0, "", "The ledger has no such submission.\n")


def test_a_community_that_it_does_not_know_is_told_with_the_nearest(replaced: Path) -> None:
    ended = run("history", replaced, "甲居")
    assert (ended.returncode, ended.stderr) == (2, "The ledger knows no community 甲居. Did you mean 甲?\n")


def test_as_data_everything_is_told(replaced: Path) -> None:
    first, second = json.loads(run("history", replaced, "--format", "json").stdout)["submissions"]
    assert (first["there"], first["total"], first["errors"], first["requests"], first["changes"]) == (
        False,
        71,
        1,
        ["2021-11-01"],
        None,
    )
    assert second["changes"] == [{"item": 9, "gain": 2, "fields": {"choice": ["", "合格"]}}]
    assert second["state"] == "accepted"


def test_the_report_tells_what_changed_since_the_file_that_is_gone(replaced: Path) -> None:
    run("consolidate", replaced, *OPTIONS, replaced / "镇.xlsx", "--json", replaced / "镇.json")
    rows = CalamineWorkbook.from_path(replaced / "镇.xlsx").get_sheet_by_name("报送情况").to_python()
    row = dict(zip(rows[1], rows[2], strict=True))
    assert (row["改了什么"], "改报" in str(row["状态"])) == ("总分增加2分\n第9项补选合格（增加2分）", True)
    (community,) = json.loads((replaced / "镇.json").read_text(encoding="utf-8"))["communities"]
    assert community["changes"] == [{"item": 9, "gain": 2, "fields": {"choice": ["", "合格"]}}]
