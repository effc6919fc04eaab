"""The examples of the documents do what the documents say."""

import csv
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from docs.examples import csv_report
from pipeline.policy.validation import Policy, validation
from pipeline.reading.files.discovery import find_files
from pipeline.run import check_book, check_books
from tests.books import Sheet, write_book
from tests.command_examples import ROOT, as_shown, examples, output_of, project
from tests.command_line import commands, options
from tests.test_samples import SAMPLES
from validators.scheme.file import SCHEMES, load_scheme
from validators.scheme.model import Scheme

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = ("README.md", "docs/extending.md")


@pytest.mark.parametrize("page", PAGES)
def test_commands_print_what_the_page_shows(page: str, tmp_path: Path) -> None:
    folder = project(tmp_path)
    run = [
        e for e in examples((ROOT / page).read_text(encoding="utf-8")) if not e.command.startswith("make ")
    ]
    assert len(run) >= 6
    wrong = {}
    for example in run:
        printed = output_of(example.command, folder)
        if not as_shown(example.shown, printed):
            wrong[example.command] = printed
    assert wrong == {}


def test_the_demo_prints_what_readme_shows(tmp_path: Path) -> None:
    """The recipe of ``make demo`` with the environment at hand."""
    assert "make demo" in [example.command for example in examples(README)]
    printed = output_of(f"make --silent --old-file .venv/.ready demo RUN={sys.executable}", project(tmp_path))
    (shown,) = re.findall(r"and prints:\n\n```text\n(.*?)```", README, re.DOTALL)
    assert [line.strip() for line in shown.splitlines()] == [line.strip() for line in printed[:-1]]
    assert printed[-1] == "Wrote build/town.xlsx"
    assert (tmp_path / "build" / "town.xlsx").is_file()


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_target_of_make_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = {
        word
        for words in re.findall(r"`make ([a-z -]+)`|^\$ make ([a-z-]+)", text, re.MULTILINE)
        for word in " ".join(words).split()
    }
    phony = re.search(r"^\.PHONY: (.*)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony
    assert targets
    assert targets <= set(phony[1].split())


def test_the_lines_for_windows_do_what_they_say(tmp_path: Path) -> None:
    """The demo for PowerShell, with the separators of this machine; the lines around it set up and test."""
    (block,) = re.findall(r"```powershell\n(.*?)```", README, re.DOTALL)
    commands = [
        re.sub(r"\s+# .*", "", line) for line in block.replace("`\n", " ").splitlines() if line.strip()
    ]
    kinds = ["-m venv", "--require-hashes", "--editable", "consolidate", "-m pytest"]
    assert [kind in command for kind, command in zip(kinds, commands, strict=True)] == [True] * 5
    demo = commands[3].replace("\\", "/").removeprefix(".venv/Scripts/")
    assert any("达标率76.9%" in line for line in output_of(demo, project(tmp_path)))
    assert (tmp_path / "town.xlsx").is_file()


def test_the_library_example_runs(tmp_path: Path) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    project(tmp_path)
    result = subprocess.run(
        [sys.executable, "-c", block],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        check=True,
    )
    lines = result.stdout.splitlines()
    assert lines[0] == "示范五居 82.5 (9, 16, 24)"
    assert [line.split()[:2] for line in lines[1:4]] == [
        ["GCS201", f"任务分解表!H{row}"] for row in (14, 21, 29)
    ]
    assert lines[4] == "12 communities"
    assert (tmp_path / "empty.xlsx").is_file()


@pytest.mark.parametrize("page", ["README.md", "docs/ci.md"])
def test_every_option_named_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)))
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", code))
    assert named
    assert named <= set().union(*map(options, commands()))


def test_the_format_shown_tells_the_same_findings(baihe: Scheme) -> None:
    of = validation(check_books(find_files([SAMPLES / "town"], relative=True), baihe), baihe, Policy())
    head, *rows = csv.reader(StringIO(csv_report.report(of)))
    assert head[:3] == ["file", "code", "cell"]
    assert [(row[0], row[1], row[2]) for row in rows] == [
        (r.finding.file, r.finding.code, str(r.finding.cell or "")) for r in of.reported
    ]
    assert len(rows) == 11


def test_another_heading_is_a_word_more_in_the_scheme(tmp_path: Path, baihe: Scheme) -> None:
    """A layout as docs/extending.md says: a book of few answers is read only by the plan that knows its word."""
    answered = baihe.items[:9]
    sheet = Sheet(baihe, "示范一居", "tiered").choose({item.no: "一般" for item in answered})
    sheet.cells = {
        place: "我们的选择" if value == baihe.labels.tier[0] else value
        for place, value in sheet.cells.items()
    }
    for item in baihe.items:
        sheet.put(item.no, "score", None)
    book = write_book(tmp_path / "a.xlsx", sheet)
    text = (SCHEMES / "baihe-2021.toml").read_text(encoding="utf-8")
    words = re.search(r"^tier = \[(.*)\]$", text, re.MULTILINE)
    assert words
    (tmp_path / "wider.toml").write_text(
        text.replace(words[0], f'tier = [{words[1]}, "我们的选择"]'), encoding="utf-8"
    )
    wider = check_book(book, load_scheme(str(tmp_path / "wider.toml"))).scorecard
    assert wider is not None
    assert wider.total == sum(item.points["fair"] for item in answered)
    narrow = check_book(book, baihe).scorecard
    assert narrow is not None
    assert len(narrow.missing) == len(baihe.items)
