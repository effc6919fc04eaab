"""Where validate plugs in: the workflow, the GitLab example and the hook are valid, and their commands do what they should."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from ruamel.yaml import YAML

from pipeline.policy.settings import Settings
from pipeline.writing.reports.formats import FORMATS
from tests.clients.programs import require
from tests.scripts.running import run
from tests.test_samples import SAMPLES
from validators.rules import catalogue

ROOT = Path(__file__).parents[1]
WORKFLOW = ROOT / ".github" / "workflows" / "check.yml"
GITLAB = ROOT / "docs" / "examples" / "gitlab-ci.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
CI = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")

INSTALLS = re.compile(r"(python -m )?(pip|pipx) install .*")
"""What a test does not run: the program is installed already."""


def yaml(text: str) -> Any:
    return YAML(typ="safe").load(text)


def shell(script: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A step as its runner starts it: bash that stops at the first error, our commands on the path."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        **more,
    }
    command = [require("bash"), "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=environment, check=False
    )


def follows(schema: str, path: Path, *options: str) -> str:
    """What the service's published schema has against a file; empty when nothing."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *options, str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if result.returncode == 0 else result.stdout + result.stderr


def scripts(steps: Sequence[str]) -> list[str]:
    """The steps less those that install the program."""
    kept = [step for step in steps if not all(INSTALLS.fullmatch(line) for line in step.splitlines())]
    assert 0 < len(kept) < len(steps)
    return kept


def test_the_baseline_holds_the_samples_findings_and_no_other() -> None:
    result = run("validate", "workbooks/samples", "--baseline", "workbooks/baseline.json", "--format", "json")
    report = json.loads(result.stdout)
    findings = [finding for file in report["files"] for finding in file["findings"]]
    assert (result.returncode, report["gone"]) == (0, [])
    assert len(findings) > 40
    assert all(finding["known"] for finding in findings)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A checkout as the services make one: what is committed, without what was built."""
    for name in (
        "workbooks",
        "tests",
        "validators",
        "pipeline",
        "addin",
        "scripts",
        "docs",
        "pyproject.toml",
    ):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


@pytest.mark.slow
def test_the_github_workflow(project: Path) -> None:
    assert follows("vendor.github-workflows", WORKFLOW) == ""
    steps = yaml(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["workbooks"]["steps"]
    summary = project / "summary.md"
    validate, compare, page = scripts([step["run"] for step in steps if "run" in step])
    assert page == "python -m page.build"
    result = shell(validate, project, GITHUB_STEP_SUMMARY=str(summary))
    assert result.returncode == 0, result.stderr
    assert all(line.startswith("::") for line in result.stdout.splitlines())
    assert summary.read_text(encoding="utf-8").startswith("### 自评表检查")
    uploaded = [step["with"] for step in steps if "upload" in step.get("uses", "")]
    assert [Path(with_.get("sarif_file", with_.get("path"))).parts[0] for with_ in uploaded] == ["build"] * 2
    assert {path.name for path in (project / "build").iterdir()} == {"validate.sarif", "validate.xml"}
    assert shell(f"{compare} --collect-only --quiet", ROOT).stdout.count("::test_rebuilding") == 2


@pytest.mark.slow
def test_the_github_workflow_fails_on_what_is_new(project: Path) -> None:
    steps = yaml(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["workbooks"]["steps"]
    validate, *_ = scripts([step["run"] for step in steps if "run" in step])
    (project / "workbooks").unlink()
    shutil.copytree(ROOT / "workbooks", project / "workbooks", symlinks=True)
    shutil.copy(
        SAMPLES / "town" / "示范五居.xlsx", project / "workbooks" / "samples" / "town" / "示范一居.xlsx"
    )
    result = shell(validate, project, GITHUB_STEP_SUMMARY=str(project / "summary.md"))
    assert result.returncode == 1
    assert sum(line.startswith("::error") for line in result.stdout.splitlines()) == 3


def test_the_gitlab_example(project: Path) -> None:
    assert follows("vendor.gitlab-ci", GITLAB, "--data-transform", "gitlab-ci") == ""
    job = yaml(GITLAB.read_text(encoding="utf-8"))["workbooks"]
    for script in scripts([*job["before_script"], *job["script"]]):
        result = shell(script, project)
        assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[-1].endswith("检查通过。")
    reports = job["artifacts"]["reports"]
    assert json.loads((project / reports["codequality"]).read_text(encoding="utf-8"))
    assert ET.parse(project / reports["junit"]).getroot().tag == "testsuites"


def hooked(hook: Any, files: Sequence[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """A hook as pre-commit starts it: the entry's words, its arguments, the changed files that it is for."""
    meant = [file for file in files if re.search(hook["files"], file)]
    command = [*hook["entry"].split(), *hook.get("args", []), *meant]
    return subprocess.run(
        [str(Path(sys.executable).parent / command[0]), *command[1:]],
        capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        (["示范一居.xlsx", "notes.md"], 0, "检查通过。"),
        (["示范一居.xlsx", "示范五居.xlsx"], 1, "[GCS201]"),
    ],
)
def test_the_pre_commit_hook(files: list[str], code: int, said: str) -> None:
    (hook,) = yaml(HOOKS.read_text(encoding="utf-8"))
    assert set(hook) >= {"id", "name", "entry", "language", "files"}
    entry_points = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert hook["entry"].split()[0] in entry_points
    result = hooked(hook, files, SAMPLES / "town")
    assert (result.returncode, result.stderr) == (code, "")
    assert said in result.stdout
    assert "notes.md" not in result.stdout


# --- docs/ci.md: a new user's own folder ---------------------------------------------------------------------


def blocks(language: str) -> Iterator[str]:
    return (match[1] for match in re.finditer(rf"```{language}\n(.*?)```", CI, re.DOTALL))


def test_every_configuration_is_under_ten_lines() -> None:
    assert [len(block.splitlines()) < 10 for block in blocks("yaml")] == [True] * 3


@pytest.mark.slow
@pytest.mark.parametrize(("name", "code"), [("示范一居", 0), ("示范五居", 1)])
def test_a_new_users_folder(name: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "submissions").mkdir()
    shutil.copy(SAMPLES / "town" / f"{name}.xlsx", tmp_path / "submissions")
    github, gitlab, hook = blocks("yaml")
    (tmp_path / "workflow.yml").write_text(github, encoding="utf-8")
    (tmp_path / "gitlab.yml").write_text(gitlab, encoding="utf-8")
    assert follows("vendor.github-workflows", tmp_path / "workflow.yml") == ""
    assert follows("vendor.gitlab-ci", tmp_path / "gitlab.yml", "--data-transform", "gitlab-ci") == ""
    jobs = [[step["run"] for step in yaml(github)["jobs"]["workbooks"]["steps"] if "run" in step]]
    jobs.append(yaml(gitlab)["workbooks"]["script"])
    for job in jobs:
        (script,) = scripts(job)
        assert shell(script, tmp_path).returncode == code
    assert all(
        (tmp_path / report).is_file() for report in yaml(gitlab)["workbooks"]["artifacts"]["reports"].values()
    )
    (repository,) = yaml(hook)["repos"]
    assert repository["hooks"] == [{"id": yaml(HOOKS.read_text(encoding="utf-8"))[0]["id"]}]


def test_every_format_is_named_where_it_is_looked_for() -> None:
    named = re.findall(r"^\| `(\w+)` \|", CI, re.MULTILINE)
    assert named == list(FORMATS)
    help_ = " ".join((ROOT / "docs" / "cli.md").read_text(encoding="utf-8").split())
    (offered,) = re.findall(r"--format FORMAT (text \(default\), [^;]*xlsx)", help_)
    assert re.findall(r"\w+", offered.replace(" (default)", "").replace(" or", "")) == named


def test_the_settings_shown_are_all_and_valid() -> None:
    (block,) = blocks("toml")
    shown = tomllib.loads(block)
    settings = Settings.model_validate(shown)
    assert set(shown) == {name.replace("_", "-") for name in Settings.model_fields}
    assert {waiver.code for waiver in settings.waivers} <= set(catalogue())
    assert set(shown["waivers"][0]) == {"community", "code", "item", "approver", "reason", "expires"}
