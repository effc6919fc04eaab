"""``consolidate --earlier``: what a user sees of it."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.clients.openxml import validate
from tests.scripts.running import Ended, files_below, run
from tests.test_samples import SAMPLES

LATER = SAMPLES / "town-2022"


def consolidated(folder: Path, *options: object, output: str = "town.xlsx") -> Ended:
    given = (
        "--roster",
        SAMPLES / "roster.csv",
        "--fail-on",
        "never",
        "--no-cache",
        "--no-ledger",
        "--as-of",
        "2022-11-01",
    )
    return run("consolidate", folder, *given, "-o", output, *options)


def sheets(path: Path) -> list[str]:
    return CalamineWorkbook.from_path(path).sheet_names


def test_three_sheets_more_which_excel_takes(tmp_path: Path) -> None:
    before = files_below(SAMPLES / "town")
    without = consolidated(LATER, output=str(tmp_path / "a.xlsx"))
    beside = consolidated(LATER, "--earlier", SAMPLES / "town", output=str(tmp_path / "b.xlsx"))
    assert (without.returncode, beside.returncode, beside.stderr) == (0, 0, "")
    more = [name for name in sheets(tmp_path / "b.xlsx") if name not in sheets(tmp_path / "a.xlsx")]
    assert more == ["年度对比", "年度对比（项目）", "年度对比（部门）"]
    assert validate(tmp_path / "b.xlsx") == []
    assert files_below(SAMPLES / "town") == before


def test_the_small_town_in_two_rounds_by_hand(tmp_path: Path) -> None:
    """What its folder of 2022 holds of 2021 is no matter here."""
    rounds = SAMPLES / "rounds"
    consolidated(rounds / "2021年", "--round", 2021, output=str(tmp_path / "2021.xlsx"))
    ended = consolidated(
        rounds / "2022年", "--earlier", tmp_path / "2021.xlsx", output=str(tmp_path / "2022.xlsx")
    )
    assert ended.returncode == 0
    head, *rows = (
        CalamineWorkbook.from_path(tmp_path / "2022.xlsx").get_sheet_by_name("年度对比").to_python()[1:]
    )
    assert head[2:6] == ["2021年\n得分", "2021年\n等次", "2022年\n得分", "2022年\n等次"]
    assert [row[1:8] for row in rows[:6]] == [
        ["示范一居", 110, "良好", 110, "良好", 0, "持平"],
        ["示范二居", 91.5, "一般", "", "", "", "本年未报"],  # it put last year's table into the folder
        ["示范三居", 73, "合格", 73, "合格", 0, "持平"],
        ["示范四居", 67, "未达标", 69, "未达标", 2, "提升"],
        ["示范五居", 91.5, "一般", 73, "合格", -18.5, "下降"],
        ["示范六居", "", "", "", "", "", "本年未报"],
    ]


@pytest.mark.parametrize(
    ("earlier", "sentence"),
    [
        ("没有的", "No such folder or report: {}"),
        (SAMPLES / "roster.csv", "“roster.csv”不是以前年度的汇总报告。"),
        (LATER, "文件夹“town-2022”里没有2022年以前的自测评分表。"),
    ],
)
def test_what_cannot_be_had_ends_in_a_sentence_and_writes_nothing(
    tmp_path: Path, earlier: Path | str, sentence: str
) -> None:
    ended = consolidated(LATER, "--earlier", earlier, output=str(tmp_path / "town.xlsx"))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(sentence.format(earlier))
    assert ended.stderr.count("\n") == 1
    assert files_below(tmp_path) == {}


def test_an_earlier_report_is_never_written_over(tmp_path: Path) -> None:
    consolidated(SAMPLES / "town", "--round", 2021, output=str(tmp_path / "town.xlsx"))
    before = files_below(tmp_path)
    ended = consolidated(LATER, "--earlier", tmp_path / "town.xlsx", output=str(tmp_path / "town.xlsx"))
    assert ended.returncode == 2
    assert "is read by this command" in ended.stderr
    assert files_below(tmp_path) == before
