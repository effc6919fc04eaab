"""Which of its findings validate counts: settings, waivers, baseline, a rule that fails."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.daily import daily
from tests.scripts.running import CLEAN, QUERIES, ROOT, THREE, TOTAL, run

FAILED = "import validators.rules, validators.rule as r; r._REGISTRY['GCS201'] = r._REGISTRY['GCS201']._replace(check=lambda case: 1 / 0); "
"""Makes one rule fail by itself before anything else is loaded."""


def waiver(
    community: str = "示范五居", code: str = "GCS201", more: str = "item = 9", until: str = "2021-12-31"
) -> str:
    return f'[[waivers]]\ncommunity = "{community}"\ncode = "{code}"\n{more}\napprover = "示范甲"\nreason = "年内改造"\nexpires = {until}\n'


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([THREE], 1, "问题：须改正3处。检查不通过。"),
        ([THREE, "--fail-on", "never"], 0, "问题：须改正3处。检查通过。"),
        ([QUERIES], 0, "问题：请核实5处。检查通过。"),
        ([QUERIES, "--fail-on", "query"], 1, "问题：请核实5处。检查不通过。"),
        ([QUERIES, "--fail-on", "query", "--ignore", "GCS206,GCS207"], 0, "没有发现问题。按设置略去5处（GCS206 4处、GCS207 1处）。检查通过。"),
        ([QUERIES, "--select", "GCS207"], 0, "问题：请核实1处。按设置略去4处（GCS206 4处）。检查通过。"),
        ([THREE, TOTAL, "--select", "gcx"], 1, "问题：须改正1处。按设置略去3处（GCS201 3处）。检查不通过。"),
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


def test_a_project_file_of_another_shape_says_nothing(here: Path) -> None:
    (here / "pyproject.toml").write_text("tool = 3\n", encoding="utf-8")
    assert run("validate", "自评", cwd=here).returncode == 1


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
        (waiver(more=""), "2022-01-01", 1, "问题：须改正3处。检查不通过。"),
        (waiver(community="示范 五居", more=""), "2021-12-31", 0, "其中已豁免3处。检查通过。"),
        (waiver(code="GCS202"), "2021-12-31", 1, "问题：须改正3处。检查不通过。"),
        (waiver(community="示范六居"), "2021-12-31", 1, "问题：须改正3处。检查不通过。"),
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
        "共4个文件：已收2个、有问题2个。问题：须改正4处、请核实5处。其中已豁免1处。其中基线已有8处。检查通过。",
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


@pytest.mark.parametrize(
    "format_", daily(["text", "json", "junit", "sarif", "github", "gitlab", "markdown"], 4)
)
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
    assert (
        "程序异常: rule GCS201 failed; this is a fault of the program, not of a workbook; " in result.stderr
    )
    assert "Traceback" not in result.stderr
    if format_ == "json":
        report = json.loads(result.stdout)
        assert [failure["code"] for failure in report["failures"]] == ["GCS201"]
        assert [file["findings"] for file in report["files"]] == [[]]
