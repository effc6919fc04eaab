"""A district's roster at the command line and in the window: both tell its towns apart."""

import json
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


# from the reports of its towns


@pytest.fixture
def reports(tmp_path: Path, district: Path) -> Path:
    """What two towns sent: the workbook of one, the data of the other, made with their parts of the roster."""
    (folder := tmp_path / "reports").mkdir()
    lines = LISTED.read_text(encoding="utf-8-sig").splitlines()
    for town, kind in (("示范东镇", "xlsx"), ("示范西镇", "json")):
        (own := tmp_path / f"{town}.csv").write_text(
            "\n".join(line for line in lines if town in line or line is lines[0]), encoding="utf-8"
        )
        workbook = folder / f"{town}.xlsx" if kind == "xlsx" else tmp_path / "out.xlsx"
        data = ("--json", folder / f"{town}.json") if kind == "json" else ()
        options = ("--roster", own, "--as-of", "2021-11-01", "--fail-on", "never", "--no-ledger")
        assert run("consolidate", district / town, *options, "-o", workbook, *data).returncode == 0
    return folder


def test_the_same_from_the_reports_of_its_towns(tmp_path: Path, district: Path, reports: Path) -> None:
    by_command(district, tmp_path / "whole.xlsx")
    options = ("--roster", LISTED, "-o", tmp_path / "added.xlsx", "--fail-on", "never")
    ended = run("consolidate", "--reports", reports, *options)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "达标4个 / 应报10个，达标率40%" in ended.stdout
    for sheet in ("汇总总表", "得分矩阵", "措施完成情况", "部门清单"):
        assert rows(tmp_path / "added.xlsx", sheet) == rows(tmp_path / "whole.xlsx", sheet)
    towns = rows(tmp_path / "added.xlsx", "街镇汇总")
    assert [(row["街镇"], row["报告截至日期"], row["说明"]) for row in towns] == [
        ("示范东镇", "2021-11-01", None),
        ("示范西镇", "2021-11-01", None),
        ("示范北街道", None, "没有收到报告"),
        ("合计", None, None),
    ]
    assert [tuple(row.values()) for row in rows(tmp_path / "added.xlsx", "街镇报告")] == [
        ("示范东镇", "示范东镇.xlsx", "2021-11-01", "已计入", None),
        ("示范西镇", "示范西镇.json", "2021-11-01", "已计入", None),
        ("示范北街道", None, None, "未报", "没有收到报告"),
    ]
    assert list((reports).glob("台账*")) == []


def test_what_cannot_be_added_up_is_told_and_the_rest_is(tmp_path: Path, reports: Path) -> None:
    data = (reports / "示范西镇.json").read_text(encoding="utf-8")
    (reports / "示范西镇.json").write_text(
        data.replace('"attained": 1', '"attained": 3', 1), encoding="utf-8"
    )
    ended = run("consolidate", "--reports", reports, "--roster", LISTED, "-o", tmp_path / "a.xlsx", "--json", tmp_path / "a.json", "--fail-on", "never")  # fmt: skip
    why = "“示范西镇.json”“达标情况”与所选档次算出的不同，可能改动过，没有计入。请该街镇重新汇总后再报。"
    assert (ended.returncode, ended.stderr) == (2, f"{why}\n")
    said = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert (said["attainment"]["received"], said["attainment"]["obliged"]) == (3, 10)
    assert [(one["groups"], one["state"]) for one in said["reports"]] == [
        (["示范东镇"], "counted"),
        (["示范西镇"], "unusable"),
        (["示范北街道"], "missing"),
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Give a folder of submissions, or --reports with a folder of towns' reports."),
        (("a", "--reports", "a"), "Give a folder of submissions or --reports, not both."),
        (("--reports", "a", "--returns", "b"), "are made of submissions, by each town; leave them out with --reports."),
        (("--reports", "a", "--ledger", "b"), "are made of submissions, by each town; leave them out with --reports."),
        (("--reports", "nowhere"), "No such folder: nowhere"),
        (("--reports", "a"), "文件夹“a”里没有街镇的汇总报告。"),
    ],
)  # fmt: skip
def test_what_it_needs(tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    (tmp_path / "a").mkdir()
    ended = run("consolidate", *arguments, "-o", "out.xlsx", cwd=tmp_path)
    assert (ended.returncode, sentence in ended.stderr) == (2, True)
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("kind", ["xlsx", "json"])
def test_a_sum_of_reports_is_set_beside_an_earlier_round(tmp_path: Path, kind: str) -> None:
    """The sample of two rounds: the same comparison as of the submissions themselves."""
    rounds = SAMPLES / "rounds"
    options = ("--roster", rounds / "roster.csv", "--as-of", "2022-11-01", "--fail-on", "never")
    beside = ("--earlier", rounds / "2021年")
    (tmp_path / "reports").mkdir()
    report = ("-o", tmp_path / "reports/a.xlsx") if kind == "xlsx" else ("-o", tmp_path / "a.xlsx", "--json", tmp_path / "reports/a.json")  # fmt: skip
    run("consolidate", rounds / "2022年", *options, "--no-ledger", *report)
    whole, added = ("-o", tmp_path / "w.xlsx", "--json", tmp_path / "w.json"), ("-o", tmp_path / "b.xlsx", "--json", tmp_path / "b.json")  # fmt: skip
    run("consolidate", rounds / "2022年", *options, *beside, "--no-ledger", *whole)
    run("consolidate", "--reports", tmp_path / "reports", *options, *beside, *added)
    said = [json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8")) for name in "wb"]
    assert said[0]["comparison"] == said[1]["comparison"]
    assert said[0]["comparison"]
    sheets = [rows(tmp_path / f"{name}.xlsx", "年度对比") for name in "wb"]
    assert sheets[0] == sheets[1]
