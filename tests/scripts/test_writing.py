"""What a command never writes over: its inputs, filled workbooks, somebody's files."""

import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.run import build_workbook, check_book
from pipeline.town.prefilling import prefilled
from pipeline.writing.reports.formats import FORMATS
from tests.scripts.running import run
from tests.scripts.workbooks import CLEAN
from validators.roster import Community
from validators.scheme.model import Scheme
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
    (tmp_path / "notes.txt").write_text("会议记录\n", encoding="utf-8")
    for kept in ("kept.xlsx", "kept.xlam"):
        (tmp_path / kept).write_bytes(CLEAN.read_bytes())
    (tmp_path / "link.xlsx").symlink_to("kept.xlsx")
    (tmp_path / "link.txt").symlink_to("notes.txt")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "base.json").write_text('{"files": []}', encoding="utf-8")
    return tmp_path


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


TEMPLATE = "template", "--macro-free", "--roster", "r.csv", "--previous", "in", "--out-dir", "in"

REFUSED = [
    # command line, what is said
    (f"consolidate in -o in/{ONE}", "is there already and is no report of ours"),
    (f"consolidate in --json in/{ONE}", "is there already and is no report of ours"),
    ("consolidate in --roster r.csv -o out.xlsx --json r.csv", "r.csv is read by this command"),
    ("consolidate in -o a.xlsx --json ./a.xlsx", "Two outputs cannot both be written to a.xlsx"),
    ("validate in -o notes.txt", "notes.txt is there already and is no report of ours"),
    ("consolidate in --json notes.txt", "or allow it with --overwrite"),
    ("validate in -o link.txt", "Cannot write link.txt: it is a link; name the file itself"),
    ("validate in -o link.txt --overwrite", "Cannot write link.txt: it is a link"),
    ("consolidate in -o link.xlsx", "Cannot write link.xlsx: it is a link"),
    ("template --macro-free -o link.xlsx --overwrite", "Cannot write link.xlsx: it is a link"),
    (f"convert in/{ONE} -o link.xlsx", "Cannot write link.xlsx: it is a link"),
    ("consolidate in --json pipe", "Cannot write pipe: it is a pipe or a device"),
    ("validate in -o /dev/null", "Cannot write /dev/null: it is a pipe or a device"),
    ("consolidate in --roster pipe", "名册 pipe：这是管道或设备，不是文件"),
    ("validate in --baseline pipe", "Cannot read the baseline pipe: it is a folder, a pipe or a device"),
    ("validate in --scheme pipe", "这里不是方案文件"),
    ("consolidate in -o town.csv", "town.csv must end in .xlsx"),
    ("consolidate in --returns in", "would be taken for submissions; use in/退回件"),
    ("consolidate in --returns in/a/b", "would be taken for submissions"),
    (f"validate in --format json -o in/{ONE}", "is there already and is no report of ours"),
    ("validate in --format json -o base.json --baseline base.json", "base.json is read by this command"),
    ("validate in --format xlsx -o out.txt", "out.txt must end in .xlsx"),
    ("validate in -o green-community.toml", "green-community.toml is read by this command"),
    ("validate x**y", "x**y is neither a file nor a pattern"),
    ("template --macro-free --roster r.csv --previous in --out-dir in", "is there already and may hold answers"),
    (f"template --macro-free -o in/{ONE}", "is there already and may hold answers"),
    ("template --round 1999", "has no round 1999; there are 2021, 2022"),
    (f"convert in/{ONE} -o in/{TWO}", "is there already and may hold answers"),
    (f"convert in/{ONE} --round 1999", "has no round 1999"),
    ("addin build -o kept.xlam", "is there already and is no report of ours"),
    ("addin build -o addin.xlsx", "must end in .xlam"),
    ("addin build -o nowhere/a.xlam", "no such folder"),
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
    "validate in --format xlsx -o in/found.xlsx --format json -o found.json",
    "template --macro-free -o empty.xlsx",
    "addin build",
    "template --macro-free --roster r.csv --out-dir copies",
    "template --macro-free --roster r.csv --out-dir copies --previous in --round 2022",
    "template --macro-free --roster r.csv --out-dir copies --previous in --round 2022 --previous-as chosen",
]


@pytest.mark.parametrize("line", WRITTEN)
def test_what_an_earlier_run_made_is_replaced(line: str, desk: Path) -> None:
    first = run(*line.split(), cwd=desk)
    names = set(_files(desk))
    second = run(*line.split(), cwd=desk)
    assert (first.returncode, second.returncode) == (0, 0), second.stderr
    assert first.stdout == second.stdout
    assert set(_files(desk)) == names


@pytest.mark.parametrize(("asked", "ending"), [([], ".xlsx"), (["--macros"], ".xlsm")])
def test_prefilled_copies_bring_macros_only_when_asked(asked: list[str], ending: str, desk: Path) -> None:
    result = run("template", *asked, "--roster", "r.csv", "--out-dir", "copies", cwd=desk)
    assert result.returncode == 0
    assert {path.suffix for path in (desk / "copies").iterdir()} == {ending}


@pytest.mark.parametrize("where", [ONE, "../w"], ids=["clean", "with findings"])
@pytest.mark.parametrize("format_", [name for name, form in FORMATS.items() if not form.binary])
def test_a_report_of_any_format_is_known_again(format_: str, where: str, desk: Path) -> None:
    """Also an empty file is written to, as the one that GitHub lays out for a summary."""
    shutil.copy(CLEAN.with_name("示范五居.xlsx"), desk / "w")
    out = desk / "out"
    out.touch()
    line = ["validate", f"in/{where}", "--format", format_, "-o", "out", "--fail-on", "never", "--quiet"]
    first, second = run(*line, cwd=desk), run(*line, cwd=desk)
    assert (first.returncode, second.returncode, second.stderr) == (0, 0, "")
    assert out.stat().st_size


@pytest.mark.parametrize(
    "line",
    [
        "validate in -o notes.txt",
        "consolidate in --json notes.txt",
        f"template --macro-free -o in/{ONE}",
        f"convert in/{ONE} -o in/{TWO}",
    ],
)
def test_what_is_allowed_is_written_over(line: str, desk: Path) -> None:
    before = _files(desk)
    result = run(*line.split(), "--overwrite", cwd=desk)
    assert result.returncode == 0, result.stderr
    changed = {name for name, data in _files(desk).items() if data != before.get(name)}
    assert line.rsplit(maxsplit=1)[-1] in changed


LONG = "示" * 120
NAMES = [
    # what a roster says, what its workbook is called
    ("CON", "CON_.xlsx"),
    ("nul", "nul_.xlsx"),
    ("COM1", "COM1_.xlsx"),
    ("居 . .", "居.xlsx"),
    ('a<b>c:"d|e?f*g', "a_b_c__d_e_f_g.xlsx"),
    ("甲\u202e乙\ufffe", "甲_乙_.xlsx"),
    (LONG, f"{'示' * 66}.xlsx"),
    (f"{LONG}二", f"{'示' * 66}2.xlsx"),
    ("😀" * 90, f"{'😀' * 50}.xlsx"),
]  # fmt: skip


def test_every_name_becomes_one_that_every_system_takes(desk: Path) -> None:
    rows = "".join('"' + name.replace('"', '""') + '"\n' for name, _ in NAMES)
    (desk / "r.csv").write_text(f"名称\n{rows}", encoding="utf-8")
    result = run("template", "--macro-free", "--roster", "r.csv", "--out-dir", "copies", cwd=desk)
    assert (result.returncode, result.stderr) == (0, "")
    assert {path.name for path in (desk / "copies").iterdir()} == {name for _, name in NAMES}


def test_one_copy_that_cannot_be_written_is_named_and_the_others_are_written(desk: Path) -> None:
    (desk / "copies").mkdir()
    shutil.copy(CLEAN.with_name("示范五居.xlsx"), desk / "in")
    shutil.copy(CLEAN.with_name("示范七居.xlsx"), desk / "in")
    (desk / "copies" / "示范五居_退回件.xlsx").write_bytes(CLEAN.read_bytes())
    result = run(
        "consolidate",
        "in",
        "--round",
        "2021",
        "--returns",
        "copies",
        "-o",
        "t.xlsx",
        "--json",
        "t.json",
        cwd=desk,
    )
    assert result.returncode == 2
    assert result.stderr == "Cannot write copies/示范五居_退回件.xlsx: it was not built here.\n"
    assert (desk / "copies" / "示范五居_退回件.xlsx").read_bytes() == CLEAN.read_bytes()
    assert {path.name for path in desk.glob("t.*")} == {"t.xlsx", "t.json"}
    assert (desk / "copies" / "示范七居_退回件.xlsx").exists()


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


@pytest.mark.parametrize(
    ("options", "round_", "tier"),
    [
        ("--round 2022", "2022", None),
        ("--round 2022 --previous-as chosen", "2022", "良好"),
        ("", "2022", None),
    ],
    ids=["shown", "chosen", "the latest round"],
)
def test_last_rounds_tiers_stand_beside_blank_ones_unless_they_are_to_be_chosen(
    options: str, round_: str, tier: str | None, desk: Path, baihe: Scheme
) -> None:
    """示范一居 handed in 良好 for every item on 12 October 2021; 示范三居 is not on the roster."""
    line = "template --macro-free --roster r.csv --out-dir copies --previous in"
    result = run(*line.split(), *options.split(), cwd=desk)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("Answers of 2021 found of ")
    read = check_book(desk / "copies" / "示范一居.xlsx", baihe).submission
    assert read is not None
    assert read.round == round_
    assert {(entry.tier, entry.previous) for entry in read.entries} == {(tier, "良好")}


def test_the_first_round_has_none_before_it(desk: Path) -> None:
    line = "template --macro-free --roster r.csv --out-dir copies --previous in --round 2021"
    result = run(*line.split(), cwd=desk)
    assert (result.returncode, result.stdout) == (2, "")
    assert "baihe-2021 has no round before 2021" in result.stderr


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
        "import pipeline.checking.scoring\n"
        "def broken(*_): raise ZeroDivisionError('示范一居 021-00000000')\n"
        "pipeline.checking.scoring.score = broken\n"
        "from scripts.green_community import main\n"
        "main()\n"
    )
    environment = os.environ | {"HOME": str(desk), "LOCALAPPDATA": ""}
    command = [sys.executable, "-c", program, "validate", "in"]
    result = subprocess.run(
        command, capture_output=True, encoding="utf-8", cwd=desk, env=environment, check=False
    )
    log = desk / ".green-community" / "addin.log"
    assert result.returncode == 2
    assert "共2个文件：程序异常2个" in result.stdout
    assert result.stderr == (
        "程序异常: could not process in/示范一居.xlsx, in/示范二居.xlsx; "
        f"this is a fault of the program, not of a workbook; the details are in {log}.\n"
    )
    assert "ZeroDivisionError" in log.read_text("utf-8")
    assert "021-00000000" not in log.read_text("utf-8")
