"""What validate reads and what it tells: files and formats, and the screen."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.writing.reports.formats import FORMATS
from tests.pipeline.writing.reports.report_readers import READERS, told
from tests.scripts.running import CLEAN, ROOT, THREE, run
from tests.test_samples import SAMPLES

SUMMARY = "共1个文件：有问题1个。问题：须改正3处。检查不通过。"


# --- formats and files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "printed", "written"),
    [
        ([], "自评", {}),
        (["-o", "a.txt"], "", {"a.txt": "自评"}),
        (["--format", "json"], "{", {}),
        (["--format", "json", "-o", "a.json"], "", {"a.json": "{"}),
        (["-o", "a.txt", "--format", "json"], "{", {"a.txt": "自评"}),
        (["--format", "sarif", "--output", "a.sarif", "--format", "text"], "自评", {"a.sarif": "{"}),
        (["--format", "text", "--format", "sarif", "--output", "a.sarif"], "自评", {"a.sarif": "{"}),
        (["--format", "junit", "-o", "a.xml", "--format", "xlsx", "-o", "a.xlsx"], "", {"a.xml": "<?xml", "a.xlsx": "PK"}),
        (["--format", "json", "-o", "a.json", "--format", "json", "-o", "b.json", "--format", "github"], "::error", {"a.json": "{", "b.json": "{"}),
    ],
)  # fmt: skip
def test_an_output_belongs_to_the_format_before_it(
    here: Path, arguments: Sequence[str], printed: str, written: dict[str, str]
) -> None:
    before = set(here.iterdir())
    result = run("validate", "自评/示范五居.xlsx", *arguments, cwd=here)
    assert (result.returncode, result.stdout[: len(printed)]) == (1, printed), result.stderr
    assert (result.stdout == "") is (printed == "")
    new = {path.name: path for path in set(here.iterdir()) - before}
    assert {
        name: path.read_bytes()[: len(written[name].encode())].decode() for name, path in new.items()
    } == written
    assert result.stderr.splitlines() == ([] if printed == "自评" else [SUMMARY])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--format", "json", "--format", "text"], "json and text cannot both go to stdout; give one an --output after its --format."),
        (["--format", "xlsx"], "xlsx needs a file: --format xlsx --output findings.xlsx"),
        (["--format", "json", "-o", "a", "-o", "b"], "Two outputs for json; put a --format before --output b."),
        (["-o", "a", "-o", "b"], "Two outputs for text; put a --format before --output b."),
        (["--format", "yaml"], "Unknown format 'yaml'. Choose one of: text, json, junit, sarif, github, gitlab, markdown, html, xlsx."),
        (["--select", "GCS2O1"], "Unknown code 'GCS2O1'; did you mean GCS201? `green-community rules` lists all codes."),
        (["--ignore", "nonsense"], "Unknown code 'nonsense'. `green-community rules` lists all codes."),
        (["--baseline", "nowhere.json"], "Cannot read the baseline nowhere.json: No such file or directory."),
        (["--baseline", "pyproject.toml"], "The baseline pyproject.toml is not a report of `green-community validate --format json`."),
        (["--scheme", "nowhere"], "Scheme nowhere cannot be used:"),
        (["--scheme", "pyproject.toml"], "Scheme pyproject.toml cannot be used:"),
        (["自评/*.xls"], "No such file or folder: 自评/*.xls"),
        (["--format", "sarif", "-o", "no/a.sarif"], "Cannot write no/a.sarif: no such folder."),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_clear_sentence(
    here: Path, arguments: Sequence[str], sentence: str
) -> None:
    result = run("validate", "自评/示范五居.xlsx", *arguments, cwd=here)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.splitlines()[0] == sentence


def test_two_reports_in_one_file_are_refused(here: Path) -> None:
    result = run(
        "validate", "自评", "--format", "json", "-o", "a", "--format", "sarif", "-o", "./a", cwd=here
    )
    assert (result.returncode, result.stderr) == (2, "Two outputs cannot both be written to a.\n")


@pytest.mark.parametrize(
    ("paths", "files"),
    [
        (["自评"], ["一", "七", "五", "十三"]),
        (["自评/示范*.xlsx"], ["一", "七", "五", "十三"]),
        (["**/示范[一五]居.xlsx"], ["一", "五"]),
        (["自评/示范五居.xlsx", "自评"], ["五", "一", "七", "十三"]),
    ],
)
def test_files_folders_and_globs(here: Path, paths: Sequence[str], files: Sequence[str]) -> None:
    """In the order given, then by name; each once; our own reports and settings are no submissions."""
    (here / "自评" / "green-community.toml").write_text("ignore = ['GCS206']\n", encoding="utf-8")
    for _ in range(2):
        report = run("validate", *paths, "--format", "json", "-o", "自评/a.json", cwd=here)
        assert report.returncode == (1 if "五" in files else 0)
        found = json.loads((here / "自评" / "a.json").read_text(encoding="utf-8"))["files"]
        assert [file["file"] for file in found] == [f"自评/示范{name}居.xlsx" for name in files]


@pytest.fixture
def undecoded(tmp_path: Path) -> Path:
    """A folder as unpacking an archive of a Chinese Windows leaves it; no community stands in the table."""
    if sys.platform in ("win32", "darwin"):
        pytest.skip("file names are Unicode there")
    (fault,) = (SAMPLES / "faults" / "GCT108-name-in-file-name").glob("*.xlsx")
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / os.fsdecode("示范一居_自评.xlsx".encode("gbk"))
    path.write_bytes(fault.read_bytes())
    os.utime(path, (1_634_700_000, 1_634_700_000))  # 20 October 2021
    return tmp_path


@pytest.mark.parametrize("format_", READERS)
def test_a_name_that_an_archive_left_undecoded_is_readable(undecoded: Path, format_: str) -> None:
    result = run("validate", "in", "--format", format_, "-o", "out.xlsx", "-q", cwd=undecoded)
    assert (result.returncode, result.stderr) == (0, "")
    content = (undecoded / "out.xlsx").read_bytes()
    (row,) = told(format_, content if FORMATS[format_].binary else content.decode().rstrip("\n"))
    assert (row.file, row.code) == ("in/示范一居_自评.xlsx", "GCT108")
    assert "“示范一居”" in row.sentence


def test_such_a_name_does_not_stop_the_town(undecoded: Path) -> None:
    for begins in (True, False):
        result = run("consolidate", "in", "-o", "town.xlsx", "--as-of", "2021-11-01", cwd=undecoded)
        assert (result.returncode, result.stderr.startswith("Began the ledger")) == (0, begins)
        assert "示范一居" in result.stdout


# --- on the screen -------------------------------------------------------------------------------------------


def test_quiet(here: Path) -> None:
    loud, quiet = (run("validate", "自评", *option, cwd=here) for option in ([], ["--quiet"]))
    assert "示范一居.xlsx" in loud.stdout
    assert "示范一居.xlsx" not in quiet.stdout
    assert quiet.stdout.splitlines()[-1] == loud.stdout.splitlines()[-1]
    data = run("validate", "自评", "-q", "--format", "json", cwd=here)
    assert (data.returncode, data.stderr) == (1, "")


def test_output_is_utf_8_whatever_the_code_page() -> None:
    command = [sys.executable, "-m", "scripts.green_community", "validate", str(THREE)]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    result = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, check=False)
    assert (result.returncode, result.stderr) == (1, b"")
    assert result.stdout.decode().splitlines()[-1] == SUMMARY


def on_terminal(*arguments: str, columns: int = 80, **more: str) -> str:
    """What the command writes to a terminal."""
    pty = pytest.importorskip("pty", reason="a terminal of this kind is Unix's")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm-256color", **more}
    environment.pop("CI", None)
    command = [sys.executable, "-m", "scripts.green_community", *arguments]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, cwd=ROOT, env=environment) as process:
        os.close(theirs)
        written = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            written += part
        process.wait()
    os.close(ours)
    return written.decode()


def test_colour_on_a_terminal_only() -> None:
    path = str(THREE.relative_to(ROOT))
    assert "\x1b[" not in run("validate", path).stdout
    coloured = on_terminal("validate", path)
    assert "\x1b[1;31m须改正\x1b[0m" in coloured
    assert coloured.rstrip().endswith("检查不通过。\x1b[0m")
    plain = on_terminal("validate", path, NO_COLOR="1")
    assert "\x1b[1;31m" not in plain
    assert "\x1b[31m" not in plain
    assert SUMMARY in plain


def test_validate_loads_only_what_it_needs() -> None:
    """A check of one workbook starts fast: no other command or format, no terminal, no writer of workbooks."""
    heavy = (
        "scripts.consolidate",
        "pyopenvba",
        "urllib.request",
        "subprocess",
        "pipeline.checking.serialization",
        "validators.roster",
        "rich",
        "openpyxl",
        "pandas",
        "xlsxwriter",
        "numpy",
        "xlwings",
        "importlib.metadata",
        "pipeline.writing.reports.sarif_report",
        "pipeline.writing.reports.json_report",
    )
    code = (
        f"import sys; sys.argv = ['green-community', 'validate', {str(CLEAN)!r}]\n"
        "from scripts.green_community import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )  # fmt: skip
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=True
    )
    assert result.stdout.splitlines()[-1] == "[]"


def test_whoever_asks_pydantics_search_for_plugins_for_more_gets_its_own_module() -> None:
    """The program answers for it that there are none; what else stands there stays to be had."""
    code = (
        "from scripts.green_community import look_for_no_plugins\n"
        "look_for_no_plugins()\n"
        "from pydantic import TypeAdapter\n"
        "print(TypeAdapter(int).validate_python('7'))\n"
        "from pydantic.plugin._loader import PYDANTIC_ENTRY_POINT_GROUP\n"
        "print(PYDANTIC_ENTRY_POINT_GROUP)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert result.stdout.split() == ["7", "pydantic"]
