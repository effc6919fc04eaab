"""The commands as a user starts them: real processes, real files, exit codes and contracts."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.scripts.running import ROOT, TOWN, run, start
from tests.test_samples import SAMPLES
from validators.rules import catalogue
from validators.scheme.file import SCHEMES


@pytest.mark.parametrize(
    ("arguments", "code", "where", "words"),
    [
        (["validate", TOWN], 1, "stdout", "共16个文件"),
        (["validate", TOWN, "--fail-on", "never"], 0, "stdout", "共16个文件"),
        (["validate", TOWN / "示范一居.xlsx"], 0, "stdout", "没有发现问题"),
        (["validate", TOWN / "示范十三居.xlsx"], 0, "stdout", "请核实5处"),
        (["validate", TOWN / "示范十三居.xlsx", "--fail-on", "query"], 1, "stdout", "请核实5处"),
        (["validate", "nowhere"], 2, "stderr", "No such file or folder: nowhere"),
        (["validate", TOWN, "--format", "yaml"], 2, "stderr", "Choose one of: text, json"),
        (["validate", TOWN, "--scheme", "nowhere"], 2, "stderr", "找不到方案文件"),
        (["validate", TOWN / "示范一居.xlsx", "-o", "no-folder/a.txt"], 2, "stderr", "Cannot write no-folder"),
        (["consolidate", "nowhere"], 2, "stderr", "No such folder: nowhere"),
        (["consolidate", TOWN, "--roster", "nowhere.csv"], 2, "stderr", "无法读取名册 nowhere.csv"),
        (["consolidate", TOWN, "--roster", TOWN / "示范一居.xlsx"], 2, "stderr", "示范一居.xlsx 看来是一个社区的填报表，不是名册"),
        (["consolidate", TOWN, "-o", "no-folder/a.xlsx"], 2, "stderr", "Cannot write"),
        (["consolidate", TOWN, "--returns", TOWN / "copies"], 2, "stderr", "would be taken for submissions"),
        (["explain", "gcs201"], 0, "stdout", "未选择自评档次 / Selection missing"),
        (["explain", "GCX999"], 2, "stderr", "Unknown code 'GCX999'"),
        (["scheme", "check", "baihe-2021"], 0, "stdout", "一致"),
        (["scheme", "check", "tests/schemes/four-tiers.toml"], 0, "stdout", "先进50.5"),
        (["scheme", "check", "pyproject.toml"], 2, "stderr", "schema_version：缺少这一项"),
        (["nonsense"], 2, "stderr", "No such command"),
    ],
)  # fmt: skip
def test_exit_codes_and_one_clear_sentence(
    arguments: list[object], code: int, where: str, words: str
) -> None:
    result = run(*arguments)
    assert result.returncode == code, result.stderr
    assert words in getattr(result, where)
    assert "Traceback" not in result.stderr
    if where == "stderr":
        assert result.stdout == ""


@pytest.mark.parametrize(
    ("group", "names"),
    [
        (
            [],
            [
                "validate",
                "consolidate",
                "sample",
                "history",
                "template",
                "review-forms",
                "convert",
                "explain",
                "rules",
                "scheme",
                "addin",
            ],
        ),
        (["scheme"], ["check"]),
        (["addin"], ["build", "install", "check", "remove", "kit"]),
    ],
)
def test_a_group_alone_lists_its_commands_with_a_whole_sentence(group: list[str], names: list[str]) -> None:
    result = start(*group)
    assert result.returncode == 2
    listed = [line.split(maxsplit=1) for line in result.stderr.partition("Commands:\n")[2].splitlines()]
    assert [name for name, _ in listed] == names
    assert [sentence for _, sentence in listed if not re.fullmatch(r".*\w\)?\.", sentence)] == []


def test_rules_lists_every_code() -> None:
    lines = start("rules").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(catalogue())


def test_validate_json_follows_the_contract() -> None:
    result = start("validate", TOWN, "--format", "json")
    report = json.loads(result.stdout)
    assert result.returncode == 1
    assert list(report)[:5] == ["schema_version", "tool_version", "scheme", "files", "summary"]
    keys = ["file", "sha256", "state", "community", "layout", "total", "grade", "complete", "scores", "tiers", "missing", "sections", "findings"]  # fmt: skip
    assert all(list(file) == keys for file in report["files"])
    assert (
        report["summary"]["files"] == len(report["files"]) == sum(report["summary"]["states"].values()) == 16
    )
    files = {Path(file["file"]).stem: file for file in report["files"]}
    five = files["示范五居"]
    assert (five["total"], five["grade"], five["complete"], five["missing"]) == (
        82.5,
        "合格",
        False,
        [9, 16, 24],
    )
    assert (five["scores"]["1"], five["scores"]["9"], five["tiers"]["1"], five["tiers"]["9"]) == (
        5,
        None,
        "一般",
        None,
    )
    assert five["sections"] == {"1": 17, "2": 14, "3": 18, "4": 12, "5": 13.5, "6": 8}
    assert [(f["code"], f["sheet"], f["cell"], f["item"]) for f in five["findings"]] == [
        ("GCS201", "任务分解表", "H14", 9),
        ("GCS201", "任务分解表", "H21", 16),
        ("GCS201", "任务分解表", "H29", 24),
    ]
    finding = [
        "code",
        "severity",
        "file",
        "community",
        "sheet",
        "cell",
        "item",
        "found",
        "expected",
        "message",
        "fix",
        "waiver",
        "known",
    ]
    assert all(list(f) == finding for file in report["files"] for f in file["findings"])
    thirteen = files["示范十三居"]
    assert (thirteen["tiers"]["23"], thirteen["scores"]["23"]) == ("不涉及", 0)
    assert (thirteen["tiers"]["10"], thirteen["scores"]["10"]) == ("按说明计1分", 1)


def test_consolidate_writes_workbook_and_json(tmp_path: Path) -> None:
    options = ["--roster", SAMPLES / "roster.csv", "--as-of", "2021-11-01", "--no-ledger"]
    result = start("consolidate", TOWN, *options, "-o", tmp_path / "镇.xlsx", "--json", tmp_path / "镇.json")
    assert result.returncode == 1, result.stderr
    assert "达标10个 / 应报13个，达标率76.9%，2021-12-31目标45%，已达到" in result.stdout
    report = json.loads((tmp_path / "镇.json").read_text(encoding="utf-8"))
    assert report["attainment"] == {
        "attained": 10, "attained_clean": 7, "obliged": 13, "received": 11, "clean": 8,
        "rate_obliged": pytest.approx(10 / 13), "rate_received": pytest.approx(10 / 11), "rate_clean": 7 / 8,
        "target": 0.45, "target_date": "2021-12-31", "met": True,
    }  # fmt: skip
    assert [c["community"] for c in report["missing_communities"]] == ["示范十一居", "示范十二居"]
    assert [
        len(report[key]) for key in ("communities", "rejected", "duplicates", "superseded", "skipped")
    ] == [12, 1, 1, 1, 1]
    item_9 = report["items"][8]
    # ten other counted communities chose: 良好 1; 一般 2, 6, 7, 8, 9, 13; 合格 3, 4, 10 and the unlisted one; 5 left it out
    assert item_9 == {
        "item": 9, "missing": 1, "zero": 0, "qualified": 4, "fair": 6, "good": 1, "not_applicable": 0, "noted": 0,
        "mean_score": pytest.approx((4 * 2 + 6 * 2.5 + 3) / 11),
    }  # fmt: skip
    book = load_workbook(tmp_path / "镇.xlsx", data_only=True)
    assert {"汇总总表", "缺项清单", "报送情况"} <= set(book.sheetnames)
    ranks = [(row[0].value, row[1].value, row[2].value) for row in book["汇总总表"].iter_rows(min_row=3)]
    assert ranks[:3] == [(1, "示范一居", 110), (2, "示范二居", 106.5), (3, "示范七居", 94.5)]
    missing = [
        (row[0].value, row[1].value, row[4].value, row[5].value)
        for row in book["缺项清单"].iter_rows(min_row=3)
    ]
    assert missing == [
        ("示范五居", 9, 3, "任务分解表!H14"),
        ("示范五居", 16, 6, "任务分解表!H21"),
        ("示范五居", 24, 2, "任务分解表!H29"),
    ]
    reporting = {row[1].value: row[3].value for row in book["报送情况"].iter_rows(min_row=3, max_row=15)}
    assert (reporting["示范十二居"], reporting["示范五居"], reporting["示范一居"]) == (
        "未报",
        "有问题",
        "已收",
    )


def test_a_report_inside_the_folder_is_not_taken_for_a_submission(tmp_path: Path) -> None:
    shutil.copy(TOWN / "示范一居.xlsx", tmp_path)
    for _ in range(2):
        result = start("consolidate", tmp_path, "-o", tmp_path / "汇总.xlsx", "--as-of", "2021-11-01")
        assert result.returncode == 0, result.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["台账.sqlite", "汇总.xlsx", "示范一居.xlsx"]


def test_each_script_runs_like_its_command() -> None:
    for name, arguments in (("validate", [TOWN / "示范一居.xlsx"]), ("explain", ["GCF001"]), ("rules", [])):
        command = [sys.executable, f"scripts/{name}.py", *map(str, arguments)]
        alone = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False
        )
        together = start(name, *arguments)
        assert (alone.returncode, alone.stdout) == (together.returncode, together.stdout)


def test_the_plan_is_data(tmp_path: Path) -> None:
    """One item's points changed in a copy of the scheme change the sums check, the rules, tiers and totals."""
    original = (SCHEMES / "baihe-2021.toml").read_text(encoding="utf-8")
    copy = tmp_path / "copy.toml"
    item_2 = 'max_points = 4\npoints = { qualified = 3, fair = 3.5, good = 4 }\nlead = [{ unit = "社区办" }]'
    assert original.count(item_2) >= 1
    changed = original.replace(
        item_2, item_2.replace("max_points = 4", "max_points = 5").replace("good = 4", "good = 5"), 1
    )
    copy.write_text(changed, encoding="utf-8")
    unsound = start("scheme", "check", copy)
    assert unsound.returncode == 2
    assert "sections[1].points.good：写明20，各项合计为21。" in unsound.stderr
    for old, new in (("max_points = 20\npoints = { qualified = 14, fair = 17, good = 20 }", "max_points = 21\npoints = { qualified = 14, fair = 17, good = 21 }"),
                     ("max_points = 110\nbase_points = 100", "max_points = 111\nbase_points = 101"),
                     ("points = { qualified = 73, fair = 91.5, good = 110 }", "points = { qualified = 73, fair = 91.5, good = 111 }")):  # fmt: skip
        assert old in changed
        changed = changed.replace(old, new, 1)
    copy.write_text(changed, encoding="utf-8")
    assert start("scheme", "check", copy).returncode == 0
    report = json.loads(
        start("validate", TOWN / "示范一居.xlsx", "--scheme", copy, "--format", "json").stdout
    )["files"][0]
    assert report["total"] == 111
    assert [(f["code"], f["cell"], f["found"], f["expected"]) for f in report["findings"]] == [
        ("GCT106", "D7", "4", "5"),
        ("GCT106", "G7", "4", "5"),
        ("GCS205", "J7", "4", "5"),
        ("GCX401", "J35", "110", "111"),
    ]
