"""A district's roster at the command line and in the window: both tell its towns apart."""

import shutil
from pathlib import Path

import pytest

from scripts.window.desk_report import consolidate_folder
from tests.pipeline.town.test_groups import TOWNS
from tests.pipeline.writing.town.town_tables import rows
from tests.scripts.running import run
from tests.test_samples import SAMPLES

LISTED = SAMPLES / "district" / "roster.csv"


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """The sample's submissions, beside which a ledger may be kept."""
    return shutil.copytree(SAMPLES / "district", tmp_path / "district")


def by_command(district: Path, report: Path) -> str:
    options = ("--roster", LISTED, "--as-of", "2021-11-01", "--fail-on", "never")
    return run("consolidate", district, *options, "-o", report).stdout


def test_the_command_and_the_window_tell_its_towns_apart(tmp_path: Path, district: Path) -> None:
    by_command(district, tmp_path / "command.xlsx")
    consolidate_folder(district, LISTED, None, tmp_path / "window.xlsx", 2021, lambda *_: None)
    of_command, of_window = (rows(tmp_path / name, "街镇汇总") for name in ("command.xlsx", "window.xlsx"))
    assert [row["街镇"] for row in of_command] == [*TOWNS, "合计"]
    assert of_window == of_command


@pytest.mark.parametrize(("town", "name"), [("示范东镇", "示范东一居"), ("示范北街道", "示范北三居")])
def test_the_terminal_says_whose_a_community_is(tmp_path: Path, district: Path, town: str, name: str) -> None:
    (line,) = (line for line in by_command(district, tmp_path / "out.xlsx").splitlines() if name in line)
    assert [cell.strip() for cell in line.split("│")][2:4] == [town, name]


def test_a_roster_with_gaps_is_refused_in_a_sentence(tmp_path: Path, district: Path) -> None:
    (roster := tmp_path / "名册.csv").write_text(
        "名称,街镇\n示范东一居,示范东镇\n示范西一居,\n", encoding="utf-8"
    )
    ended = run("consolidate", district, "--roster", roster, "-o", tmp_path / "out.xlsx")
    assert (ended.returncode, "第3行没有“街镇”" in ended.stderr) == (2, True)
    assert not (tmp_path / "out.xlsx").exists()
