"""What validate does with what it finds: formats and files, settings, waivers, baseline - as a user starts it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.writing.formats import FORMATS
from tests.pipeline.writing.report_readers import told
from tests.scripts.test_commands import ROOT, run
from tests.test_samples import SAMPLES

TOWN = SAMPLES / "town"
CLEAN, THREE, TOTAL, QUERIES = (TOWN / f"示范{name}居.xlsx" for name in ("一", "五", "七", "十三"))
"""Without findings; with three errors GCS201; with one error GCX401; with one GCS207 and four GCS206 queries."""

FAILED = "import validators.rules, validators.rule as r; r._REGISTRY['GCS201'] = r._REGISTRY['GCS201']._replace(check=lambda case: 1 / 0); "
"""Makes one rule fail by itself before anything else is loaded."""

SUMMARY = "共1个文件：有问题1个。问题：阻断3处。检查不通过。"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder of submissions, ``自评``, in a project without settings."""
    for path in (CLEAN, THREE, TOTAL, QUERIES):
        (tmp_path / "自评").mkdir(exist_ok=True)
        shutil.copy(path, tmp_path / "自评")
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    return tmp_path


def waiver(
    community: str = "示范五居", code: str = "GCS201", more: str = "item = 9", until: str = "2021-12-31"
) -> str:
    return f'[[waivers]]\ncommunity = "{community}"\ncode = "{code}"\n{more}\napprover = "示范甲"\nreason = "年内改造"\nexpires = {until}\n'


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
        (["--format", "yaml"], "Unknown format 'yaml'. Choose one of: text, json, junit, sarif, github, gitlab, markdown, xlsx."),
        (["--select", "GCS2O1"], "Unknown code 'GCS2O1'; did you mean GCS201? `green-community rules` lists all codes."),
        (["--ignore", "nonsense"], "Unknown code 'nonsense'. `green-community rules` lists all codes."),
        (["--baseline", "nowhere.json"], "Cannot read the baseline nowhere.json: No such file or directory."),
        (["--baseline", "pyproject.toml"], "The baseline pyproject.toml is not a report of `green-community validate --format json`."),
        (["--scheme", "nowhere"], "Scheme nowhere cannot be used:"),
        (["--scheme", "pyproject.toml"], "Scheme pyproject.toml cannot be used:"),
        (["自评/*.xls"], "No such file or folder: 自评/*.xls"),
        (["--format", "sarif", "-o", "no/a.sarif"], "Cannot write no/a.sarif: No such file or directory."),
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
    assert (result.returncode, result.stderr) == (2, f"Two reports cannot both be written to {here / 'a'}.\n")


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
    (tmp_path / "in" / os.fsdecode("示范一居_自评.xlsx".encode("gbk"))).write_bytes(fault.read_bytes())
    return tmp_path


@pytest.mark.parametrize("format_", FORMATS)
def test_a_name_that_an_archive_left_undecoded_is_readable(undecoded: Path, format_: str) -> None:
    result = run("validate", "in", "--format", format_, "-o", "out", "-q", cwd=undecoded)
    assert (result.returncode, result.stderr) == (0, "")
    content = (undecoded / "out").read_bytes()
    (row,) = told(format_, content if FORMATS[format_].binary else content.decode().rstrip("\n"))
    assert (row.file, row.code) == ("in/示范一居_自评.xlsx", "GCT108")
    assert "“示范一居”" in row.sentence


def test_such_a_name_does_not_stop_the_town(undecoded: Path) -> None:
    result = run("consolidate", "in", "-o", "town.xlsx", "--as-of", "2021-11-01", cwd=undecoded)
    assert (result.returncode, result.stderr) == (0, "")
    assert "示范一居" in result.stdout


# --- what counts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([THREE], 1, "问题：阻断3处。检查不通过。"),
        ([THREE, "--fail-on", "never"], 0, "问题：阻断3处。检查通过。"),
        ([QUERIES], 0, "问题：核实5处。检查通过。"),
        ([QUERIES, "--fail-on", "query"], 1, "问题：核实5处。检查不通过。"),
        ([QUERIES, "--fail-on", "query", "--ignore", "GCS206,GCS207"], 0, "没有发现问题。按设置略去5处（GCS206 4处、GCS207 1处）。检查通过。"),
        ([QUERIES, "--select", "GCS207"], 0, "问题：核实1处。按设置略去4处（GCS206 4处）。检查通过。"),
        ([THREE, TOTAL, "--select", "gcx"], 1, "问题：阻断1处。按设置略去3处（GCS201 3处）。检查不通过。"),
        ([THREE, "--select", "GCS", "--ignore", "GCS201"], 0, "没有发现问题。按设置略去3处（GCS201 3处）。检查通过。"),
    ],
)  # fmt: skip
def test_which_findings_count(arguments: Sequence[object], code: int, said: str) -> None:
    result = run("validate", *arguments)
    assert (result.returncode, result.stderr) == (code, "")
    assert result.stdout.splitlines()[-1].endswith(f"。{said}")


@pytest.mark.parametrize(
    ("pyproject", "beside", "arguments", "code"),
    [
        ("", "", [], 1),
        ("fail-on = 'never'", "", [], 0),
        ("fail-on = 'never'", "fail-on = 'error'", [], 1),  # what lies by the workbooks goes before
        ("", "fail-on = 'never'", ["--fail-on", "error"], 1),  # the command line before both
        ("ignore = ['GCS', 'GCX']", "", [], 0),
        ("ignore = ['GCS', 'GCX']", "", ["--ignore", "GCS206"], 1),
        ("select = ['GCT']", "", [], 0),
        ("scheme = 'nowhere'", "", ["--scheme", "baihe-2021"], 1),
    ],
)
def test_settings_and_their_order(
    here: Path, pyproject: str, beside: str, arguments: Sequence[str], code: int
) -> None:
    if pyproject:
        (here / "pyproject.toml").write_text(f"[tool.green-community]\n{pyproject}\n", encoding="utf-8")
    if beside:
        (here / "自评" / "green-community.toml").write_text(f"{beside}\n", encoding="utf-8")
    deeper = here / "a" / "b"
    deeper.mkdir(parents=True)
    for folder, paths in ((here, "自评"), (deeper, "../../自评/示范五居.xlsx")):
        result = run("validate", paths, *arguments, cwd=folder)
        assert result.returncode == code, result.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fail_on = 'never'", "fail_on: no such setting; did you mean fail-on?"),
        ("fail-on = 'sometimes'", "fail-on: Input should be 'info', 'query', 'error' or 'never'"),
        ("ignore = ['GCS999']", "ignore.0: Unknown code 'GCS999'; did you mean GCS209? `green-community rules` lists all codes."),
        (waiver(code="GCS2O1"), "waivers: Unknown code 'GCS2O1'; did you mean GCS201? `green-community rules` lists all codes."),
        (waiver(code="GCS"), "waivers: GCS is a family; a waiver is for one code."),
        (waiver(more="items = 9"), "waivers.0.items: no such setting; did you mean item?"),
        (waiver().replace("expires = 2021-12-31", ""), "waivers.0.expires: Field required"),
        (waiver(until='"soon"'), "waivers.0.expires: Input should be a valid date or datetime, input is too short"),
        ("fail-on = ", "not valid TOML: Invalid value (at end of document)."),
    ],
)  # fmt: skip
def test_settings_that_cannot_be_used(here: Path, text: str, said: str) -> None:
    file = here / "自评" / "green-community.toml"
    file.write_text(text, encoding="utf-8")
    result = run("validate", "自评", cwd=here)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [f"Settings {file} cannot be used:", f"  {said}"]


def test_two_folders_that_contradict_each_other(here: Path) -> None:
    for name, value in (("自评", "never"), ("另一批", "error")):
        (here / name).mkdir(exist_ok=True)
        (here / name / "green-community.toml").write_text(f"fail-on = '{value}'\n", encoding="utf-8")
    result = run("validate", "自评", "另一批", cwd=here)
    assert result.returncode == 2
    assert "fail-on contradicts" in result.stderr


@pytest.mark.parametrize(
    ("waivers", "day", "code", "said"),
    [
        (waiver(), "2021-12-31", 1, "其中已豁免1处。检查不通过。"),
        (waiver(more=""), "2021-12-31", 0, "其中已豁免3处。检查通过。"),
        (waiver(more=""), "2022-01-01", 1, "问题：阻断3处。检查不通过。"),
        (waiver(community="示范 五居", more=""), "2021-12-31", 0, "其中已豁免3处。检查通过。"),
        (waiver(code="GCS202"), "2021-12-31", 1, "问题：阻断3处。检查不通过。"),
        (waiver(community="示范六居"), "2021-12-31", 1, "问题：阻断3处。检查不通过。"),
    ],
)  # fmt: skip
def test_waivers(here: Path, waivers: str, day: str, code: int, said: str) -> None:
    (here / "自评" / "green-community.toml").write_text(waivers, encoding="utf-8")
    result = run("validate", "自评/示范五居.xlsx", "--as-of", day, cwd=here)
    assert result.returncode == code, result.stdout
    lines = result.stdout.splitlines()
    assert lines[-1].endswith(said)
    assert sum("[GCS201]" in line for line in lines) == 3  # never hidden
    waived = "已豁免（批准：示范甲；理由：年内改造；至2021-12-31）"
    assert sum(line.endswith(waived) for line in lines) == {"其中已豁免1处": 1, "其中已豁免3处": 3}.get(
        said.split("。", maxsplit=1)[0], 0
    )
    notes = [line for line in lines if line.startswith("豁免")]
    assert len(notes) == ("已豁免" not in said)


def test_baseline(here: Path) -> None:
    """Only what is new fails; what is known is said to be; what is gone is mentioned; a waived one is not known."""
    (here / "自评" / "green-community.toml").write_text(waiver(), encoding="utf-8")
    run("validate", "自评", "--format", "json", "-o", "old.json", "--as-of", "2021-11-01", cwd=here)
    result = run("validate", "自评", "--baseline", "old.json", "--as-of", "2021-11-01", cwd=here)
    assert (result.returncode, result.stdout.splitlines()[-1]) == (
        0,
        "共4个文件：已收2个、有问题2个。问题：阻断4处、核实5处。其中已豁免1处。其中基线已有8处。检查通过。",
    )
    absolute = run(
        "validate", here / "自评", "--baseline", here / "old.json", "--as-of", "2021-11-01", cwd=here
    )
    assert absolute.returncode == 0
    expired = run("validate", "自评", "--baseline", "old.json", "--as-of", "2022-11-01", cwd=here)
    assert expired.returncode == 1
    (here / "自评" / "示范七居.xlsx").write_bytes(b"")
    result = run("validate", "自评", "--baseline", "old.json", "--as-of", "2021-11-01", cwd=here)
    assert result.returncode == 1
    assert "不再出现" not in result.stdout  # nobody looked at the total of a file that cannot be opened
    shutil.copy(CLEAN, here / "自评" / "示范七居.xlsx")
    result = run("validate", "自评", "--baseline", "old.json", "--as-of", "2021-11-01", cwd=here)
    assert result.returncode == 0
    assert "不再出现：自评/示范七居.xlsx 合计写的是96.5分" in result.stdout
    assert "比基线少了1处" in result.stdout.splitlines()[-1]
    part = run("validate", "自评/示范一居.xlsx", "--baseline", "old.json", cwd=here)
    assert "不再出现" not in part.stdout  # nobody looked at the other files


@pytest.mark.parametrize("format_", ["text", "json", "junit", "sarif", "github", "gitlab", "markdown"])
def test_a_rule_that_fails_is_exit_2_and_nobodys_fault(format_: str) -> None:
    """The workbook of three GCS201: without that rule it has no finding, and is said to have none."""
    main = (
        FAILED
        + "import sys; sys.argv[0] = 'green-community'; from scripts.green_community import main; main()"
    )
    command = [sys.executable, "-c", main, "validate", str(THREE), "--format", format_]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False)
    assert result.returncode == 2, result.stderr
    assert "GCS201" in result.stdout
    assert format_ == "json" or "程序异常" in result.stdout
    assert "程序异常: rule GCS201 failed; this is a fault of the program, not of a workbook." in result.stderr
    assert "Traceback" not in result.stderr
    if format_ == "json":
        report = json.loads(result.stdout)
        assert [failure["code"] for failure in report["failures"]] == ["GCS201"]
        assert [file["findings"] for file in report["files"]] == [[]]


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
    assert "\x1b[1;31m阻断\x1b[0m" in coloured
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
        "pipeline.packing",
        "validators.roster",
        "rich",
        "openpyxl",
        "pandas",
        "xlsxwriter",
        "numpy",
        "xlwings",
        "pipeline.writing.sarif_report",
        "pipeline.writing.json_report",
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
