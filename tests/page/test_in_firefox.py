"""The page in Debian's Firefox, opened from disk, every connection sent nowhere: the answers of the command line there, too."""

import json
from pathlib import Path

import pytest

from tests.clients.programs import require, run
from tests.page.test_same_answers import command

pytestmark = pytest.mark.slow

FIREFOX = Path(__file__).parents[1] / "clients" / "firefox.mjs"


def test_a_check_and_a_town_are_the_command_lines(built: Path, town: Path, tmp_path: Path) -> None:
    folder = town.rename(
        tmp_path / "自评表"
    )  # what the page calls the folder of files that were chosen one by one
    files = sorted(path for path in folder.iterdir() if path.is_file())
    (saved := tmp_path / "saved").mkdir()
    firefox, roster = require("firefox-esr"), tmp_path / "roster.csv"
    line: list[str | Path] = [require("node"), FIREFOX, firefox, built.as_uri(), saved, "2021-11-01", roster]
    said = json.loads(run([*line, *files], 300, env={"HOME": str(tmp_path)}))
    assert said["checked"][0] == said["consolidated"][0] == "done", said
    assert "达标率76.9%" in said["consolidated"][1].replace(" ", "")
    told = command("validate", files[0].name, "--format", "json", "-q", cwd=folder)
    assert (saved / "检查结果.json").read_bytes() == told
    command(
        "consolidate", folder.name, "--roster", "roster.csv", "--as-of", "2021-11-01", "--output", "out.xlsx", "--json", "out.json",
        "--no-ledger", "--fail-on", "never", cwd=tmp_path,
    )  # fmt: skip
    assert (saved / "自评表汇总.json").read_bytes() == (tmp_path / "out.json").read_bytes()
