"""What a command never writes over: its inputs, filled workbooks, somebody's files."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.writing.reports.formats import FORMATS
from tests.scripts.running import CLEAN, ONE, TWO, files_below, run

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
    ("consolidate in --html town.xml", "town.xml must end in .html"),
    ("consolidate in --html kept.html", "kept.html is there already and is no report of ours"),
    ("consolidate in --brief brief.doc", "brief.doc must end in .docx"),
    ("consolidate in --brief kept.docx", "kept.docx is there already and is no report of ours"),
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
    before = files_below(desk)
    result = run(*line.split(), cwd=desk)
    assert (result.returncode, result.stdout, words in result.stderr) == (2, "", True), result.stderr
    assert "Traceback" not in result.stderr
    assert files_below(desk) == before


WRITTEN = [
    # command line, run twice: what an earlier run made is replaced
    "consolidate in --roster r.csv --round 2021 -o in/town.xlsx --json town.json --html in/town.html --brief in/b.docx --returns in/退回件 --no-cache",
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
    names = set(files_below(desk))
    second = run(*line.split(), cwd=desk)
    assert (first.returncode, second.returncode) == (0, 0), second.stderr
    assert first.stdout == second.stdout
    assert set(files_below(desk)) == names


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
    before = files_below(desk)
    result = run(*line.split(), "--overwrite", cwd=desk)
    assert result.returncode == 0, result.stderr
    changed = {name for name, data in files_below(desk).items() if data != before.get(name)}
    assert line.rsplit(maxsplit=1)[-1] in changed


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
        "--no-ledger",
        cwd=desk,
    )
    assert result.returncode == 2
    assert (
        result.stderr
        == "Cannot write copies/示范五居_退回件.xlsx: it was not built here, or somebody has saved it since.\n"
    )
    assert (desk / "copies" / "示范五居_退回件.xlsx").read_bytes() == CLEAN.read_bytes()
    assert {path.name for path in desk.glob("t.*")} == {"t.xlsx", "t.json"}
    assert (desk / "copies" / "示范七居_退回件.xlsx").exists()


@pytest.mark.parametrize("name", ["示范[/b]居", "示范[red]居", "示范:smile:居"])
def test_a_name_is_printed_as_it_stands(name: str, desk: Path) -> None:
    (desk / "r.csv").write_text(f"名称\n{name}\n", encoding="utf-8")
    result = run(
        "consolidate",
        "in",
        "--roster",
        "r.csv",
        "-o",
        "[red].xlsx",
        "--fail-on",
        "never",
        "--no-ledger",
        cwd=desk,
    )
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
