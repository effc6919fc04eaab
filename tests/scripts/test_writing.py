"""What a command never writes over: its inputs, filled workbooks, somebody's files."""

import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.prefilling import prefilled
from pipeline.run import build_workbook
from tests.scripts.test_commands import run
from tests.scripts.workbooks import CLEAN
from validators.roster import Community
from validators.scheme import Scheme
from validators.submission import Declaration, Entry, Measure

ONE, TWO = "示范一居.xlsx", "示范二居.xlsx"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder of two submissions, ``in``, beside a roster, settings and a baseline."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in (ONE, TWO):
        shutil.copy(CLEAN.with_name(name), folder)
    (tmp_path / "r.csv").write_text("编号,名称\nA1,示范一居\nA2,示范二居\n", encoding="utf-8")
    (tmp_path / "green-community.toml").write_text('fail-on = "never"\n', encoding="utf-8")
    (tmp_path / "base.json").write_text('{"files": []}', encoding="utf-8")
    return tmp_path


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


TEMPLATE = "template", "--macro-free", "--roster", "r.csv", "--previous", "in", "--out-dir", "in"

REFUSED = [
    # command line, what is said
    (f"consolidate in -o in/{ONE}", "is a workbook that is no report of ours"),
    (f"consolidate in --json in/{ONE}", "is a workbook that is no report of ours"),
    ("consolidate in --roster r.csv -o out.xlsx --json r.csv", "r.csv is read by this command"),
    ("consolidate in -o a.xlsx --json ./a.xlsx", "Two outputs cannot both be written to a.xlsx"),
    ("consolidate in -o town.csv", "town.csv must end in .xlsx"),
    ("consolidate in --returns in", "would be taken for submissions; use in/退回件"),
    ("consolidate in --returns in/a/b", "would be taken for submissions"),
    (f"validate in --format json -o in/{ONE}", "is a workbook that is no report of ours"),
    ("validate in --format json -o base.json --baseline base.json", "base.json is read by this command"),
    ("validate in --format xlsx -o out.txt", "out.txt must end in .xlsx"),
    ("validate in -o green-community.toml", "green-community.toml is read by this command"),
    ("validate x**y", "x**y is neither a file nor a pattern"),
    ("template --macro-free --roster r.csv --previous in --out-dir in", "is there already and may hold answers"),
    (f"template --macro-free -o in/{ONE}", "is there already and may hold answers"),
    ("template --round 1999", "has no round 1999; there are 2021, 2022"),
    (f"convert in/{ONE} -o in/{TWO}", "is there already and may hold answers"),
    (f"convert in/{ONE} --round 1999", "has no round 1999"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "words"), REFUSED, ids=[line for line, _ in REFUSED])
def test_nothing_is_written_over(line: str, words: str, desk: Path) -> None:
    before = _files(desk)
    result = run(*line.split(), cwd=desk)
    assert (result.returncode, result.stdout, words in result.stderr) == (2, "", True), result.stderr
    assert "Traceback" not in result.stderr
    assert _files(desk) == before


WRITTEN = [
    # command line, run twice: what an earlier run made is replaced
    "consolidate in --roster r.csv --round 2021 -o in/town.xlsx --json town.json --returns in/退回件 --no-cache",
    "validate in --format xlsx -o in/found.xlsx --format json -o base.json",
    "template --macro-free -o empty.xlsx",
    "template --macro-free --roster r.csv --out-dir copies",
]


@pytest.mark.parametrize("line", WRITTEN)
def test_what_an_earlier_run_made_is_replaced(line: str, desk: Path) -> None:
    first = run(*line.split(), cwd=desk)
    names = set(_files(desk))
    second = run(*line.split(), cwd=desk)
    assert (first.returncode, second.returncode) == (0, 0), second.stderr
    assert first.stdout == second.stdout
    assert set(_files(desk)) == names


def test_an_answer_is_not_lost_to_a_second_template(desk: Path) -> None:
    run("template", "--macro-free", "--roster", "r.csv", "--out-dir", "copies", cwd=desk)
    run("convert", f"in/{ONE}", "-o", "filled.xlsx", cwd=desk)
    (desk / "filled.xlsx").replace(desk / "copies" / ONE)
    before = _files(desk)
    again = run("template", "--macro-free", "--roster", "r.csv", "--out-dir", "copies", cwd=desk)
    assert (again.returncode, _files(desk)) == (2, before)


@pytest.mark.parametrize(
    "written",
    [
        {"declaration": Declaration(values={"address": "示范路1号", "area": "0.8平方公里"})},
        {"filler": "示范甲"},
        {"measures": {1: Measure(action="每季度议事")}},
        {"entries": (Entry(item=17, measured=Decimal(80)),)},
    ],
    ids=["a box", "a name", "a measure", "a measured value"],
)
def test_whatever_was_filled_in_first_is_an_answer(
    written: dict[str, object], desk: Path, baihe: Scheme
) -> None:
    known = prefilled(Community(name="示范一居", address="示范路1号", phone="021-00000000"), baihe)
    build_workbook(baihe, desk / "a.xlsx", submission=known)
    assert run("template", "--macro-free", "-o", "a.xlsx", cwd=desk).returncode == 0
    build_workbook(baihe, desk / "a.xlsx", submission=known.model_copy(update=written))
    before = _files(desk)
    assert run("template", "--macro-free", "-o", "a.xlsx", cwd=desk).returncode == 2
    assert _files(desk) == before


def test_names_that_windows_takes_for_one_are_told_apart(desk: Path) -> None:
    (desk / "r.csv").write_text("名称\n甲/居\n甲:居\na居\nA居\n", encoding="utf-8")
    result = run("template", "--macro-free", "--roster", "r.csv", "--out-dir", "copies", cwd=desk)
    assert result.stdout == "Wrote 4 workbooks to copies\n"
    assert {path.name for path in (desk / "copies").iterdir()} == {
        "甲_居.xlsx", "甲_居2.xlsx", "a居.xlsx", "A居2.xlsx",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["示范[/b]居", "示范[red]居", "示范:smile:居"])
def test_a_name_is_printed_as_it_stands(name: str, desk: Path) -> None:
    (desk / "r.csv").write_text(f"名称\n{name}\n", encoding="utf-8")
    result = run("consolidate", "in", "--roster", "r.csv", "-o", "[red].xlsx", "--fail-on", "never", cwd=desk)
    assert (result.returncode, result.stderr) == (0, "")
    assert name in result.stdout
    assert "Wrote [red].xlsx" in result.stdout


def test_a_roster_line_that_ends_early_is_one_sentence(desk: Path) -> None:
    (desk / "r.csv").write_text("编号,名称\nA1,示范一居\nA2\n", encoding="utf-8")
    result = run("consolidate", "in", "--roster", "r.csv", cwd=desk)
    assert (result.returncode, result.stderr) == (2, "名册 r.csv 第3行没有名称。请补上，或把这一行清空。\n")


def test_a_failure_of_the_program_is_one_sentence_and_a_log_entry(desk: Path) -> None:
    program = (
        "import pipeline.scoring\n"
        "def broken(*_): raise ZeroDivisionError('示范一居 021-00000000')\n"
        "pipeline.scoring.score = broken\n"
        "from scripts.green_community import main\n"
        "main()\n"
    )
    environment = os.environ | {"HOME": str(desk), "LOCALAPPDATA": ""}
    command = [sys.executable, "-c", program, "validate", "in"]
    result = subprocess.run(
        command, capture_output=True, encoding="utf-8", cwd=desk, env=environment, check=False
    )
    log = desk / ".green-community" / "addin.log"
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        f"The program failed (ZeroDivisionError), not a workbook; the details are in {log}.\n"
    )
    assert "ZeroDivisionError" in log.read_text("utf-8")
    assert "021-00000000" not in log.read_text("utf-8")
