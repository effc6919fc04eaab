"""``consolidate --reviews``: what a town's reviews come to, by hand."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.clients.libreoffice import recalculate
from tests.filled_forms import fill
from tests.pipeline.writing.town.town_tables import SHEETS, rows
from tests.scripts.running import files_below, run
from tests.scripts.visiting import DAY, ROSTER, VISITED, drawn, forms, told


def consolidated(town: Path, *asked: object) -> Any:
    line = [
        "consolidate",
        "town",
        "--roster",
        ROSTER,
        "-o",
        "out.xlsx",
        "--json",
        "out.json",
        "--as-of",
        DAY,
        "--fail-on",
        "never",
        *asked,
    ]
    return run(*line, cwd=town)


@pytest.fixture
def reviewed(town: Path) -> Path:
    """Four communities looked at: two as they said, one 3 points less, one 2 points less, which then does not attain."""
    assert forms(town, *(word for name in VISITED for word in ("--community", name))).returncode == 0
    for name, choices, reasons in (
        ("示范一居", {1: "一般", 2: "良好", 16: "合格"}, {1: "参与率78%", 16: "两处损坏"}),  # 6 to 5, 6 to 4
        ("示范三居", {7: "不得分"}, {7: "没有建"}),  # 2 to 0
        ("示范七居", {2: "良好", 17: "一般"}, {}),
        ("示范八居", {1: "一般"}, {}),
    ):
        fill(town / "forms" / f"{name}_考评表.xlsx", town / "考评" / f"{name}.xlsx", choices, reasons)
    return town


def test_the_town_by_reviewed_scores_by_hand(reviewed: Path) -> None:
    """As the office puts it: four looked at, two as they said, two corrected by 2.5 points each, nine of thirteen attain."""
    before = files_below(reviewed / "town")
    result = consolidated(reviewed, "--reviews", "考评", "--no-ledger")
    assert result.returncode == 0
    line = "抽查4个社区，与自评一致2个，核减2个，平均核减2.5分；按考评分计达标9个，达标率69.2%（按已报11个计为81.8%）。"
    assert line in result.stdout
    assert "达标10个 / 应报13个，达标率76.9%" in result.stdout  # by self scores, as ever
    assert files_below(reviewed / "town") == before
    data = json.loads((reviewed / "out.json").read_text(encoding="utf-8"))
    said = data["reviews"]
    assert said["told"] == line
    assert said["attainment"] | {"rate_obliged": 0, "rate_received": 0} == {
        "attained": 9, "obliged": 13, "received": 11, "rate_obliged": 0, "rate_received": 0, "met": True,
    }  # fmt: skip
    assert said["estimate"] is None  # nobody was drawn by lot
    assert {
        c["community"]: (c["self_total"], c["total"], c["outcome"], c["attained"])
        for c in said["communities"]
    } == {
        "示范一居": (110, 107, "lowered", True),
        "示范三居": (73, 71, "lowered", False),
        "示范七居": (94.5, 94.5, "same", True),
        "示范八居": (91.5, 91.5, "same", True),
    }
    assert {c["community"]: c["total"] for c in data["communities"] if c["community"] in VISITED} == {
        "示范一居": 110, "示范三居": 73, "示范七居": 94.5, "示范八居": 91.5,
    }  # fmt: skip
    items = {
        item["item"]: (item["looked_at"], item["same"], item["lowered"], item["lowered_by"])
        for item in said["items"]
    }
    assert items == {16: (1, 0, 1, 2), 7: (1, 0, 1, 2), 1: (2, 1, 1, 1), 2: (2, 2, 0, 0), 17: (1, 1, 0, 0)}
    assert [item["item"] for item in said["items"]] == [7, 16, 1, 2, 17]


@pytest.mark.slow
def test_the_sheets_say_it_and_a_spreadsheet_calculates_it(reviewed: Path) -> None:
    consolidated(reviewed, "--reviews", "考评", "--no-ledger")
    (reviewed / "saved").mkdir()
    (again,) = recalculate([reviewed / "out.xlsx"], reviewed / "saved")
    for path in (reviewed / "out.xlsx", again):
        lines = {line["社区"]: line for line in rows(path, "考评对照", 3)}
        assert [(n, li["自评总分"], li["考评得分"], li["差额"], li["结果"]) for n, li in lines.items()] == [
            ("示范一居", 110, 107, -3, "核减"),
            ("示范三居", 73, 71, -2, "核减"),
            ("示范七居", 94.5, 94.5, 0, "一致"),
            ("示范八居", 91.5, 91.5, 0, "一致"),
        ]
    lines = {line["社区"]: line for line in rows(reviewed / "out.xlsx", "考评对照", 3)}
    assert (
        lines["示范一居"]["改动项目及原因"]
        == "第1项由良好改为一般（-1分）：参与率78%\n第16项由良好改为合格（-2分）：两处损坏"
    )
    assert (lines["示范一居"]["考评日期"], lines["示范一居"]["考评人员"]) == ("2021-11-24", "考评员甲")
    assert (lines["示范三居"]["自评等次"], lines["示范三居"]["考评等次"]) == ("合格", "未达标")
    units = rows(reviewed / "out.xlsx", "考评对照（部门）", 2)
    assert {u["牵头单位"]: (u["考评项次"], u["核减"], u["核减分"]) for u in units} == {
        "规保办": (3, 2, 3), "镇精细化推进办": (2, 1, 1), "社区办": (2, 0, 0), "平安办": (2, 1, 2),
    }  # fmt: skip
    items = rows(reviewed / "out.xlsx", "考评对照（项目）", 2)
    assert [(i["序号"], i["核减分"], i["改动的社区"]) for i in items][:3] == [
        (7, 2, "示范三居"), (16, 2, "示范一居"), (1, 1, "示范一居"),
    ]  # fmt: skip


def test_without_reviews_nothing_speaks_of_them(town: Path) -> None:
    result = consolidated(town, "--no-ledger")
    assert "抽查" not in result.stdout
    assert json.loads((town / "out.json").read_text(encoding="utf-8"))["reviews"] is None
    assert load_workbook(town / "out.xlsx").sheetnames == SHEETS


def test_a_folder_that_is_not_there(town: Path) -> None:
    result = consolidated(town, "--reviews", "考评", "--no-ledger")
    assert (result.returncode, result.stderr) == (2, "No such folder: 考评\n")


def test_forms_within_the_submissions_are_no_submissions(reviewed: Path) -> None:
    """In 考评表 they are read unasked, with the ledger too; elsewhere they are passed over."""
    shutil.move(reviewed / "考评", reviewed / "town" / "考评表")
    assert "抽查4个社区" in consolidated(reviewed).stdout
    data = json.loads((reviewed / "out.json").read_text(encoding="utf-8"))
    assert not [file for file in data["skipped"] if file["file"].startswith("考评")]
    shutil.move(reviewed / "town" / "考评表", reviewed / "town" / "考评")
    assert "抽查" not in consolidated(reviewed).stdout
    data = json.loads((reviewed / "out.json").read_text(encoding="utf-8"))
    skipped = [file for file in data["skipped"] if file["reason"] == "考评表"]
    assert len(skipped) == len(VISITED)
    assert data["attainment"]["attained"] == 10


def test_a_drawn_town_is_reckoned(town: Path) -> None:
    """示范一居 is all of its grade; 示范三居 spoke for itself, and is certain not to attain after the review."""
    forms(town, "--draw", told(town, drawn()))
    for name, choices in (("示范一居", {5: "良好"}), ("示范三居", {7: "不得分"})):
        fill(
            town / "forms" / f"{name}_考评表.xlsx",
            town / "考评" / f"{name}.xlsx",
            choices,
            {7: "没有建"},
        )
    consolidated(town, "--reviews", "考评", "--no-ledger")
    estimate = json.loads((town / "out.json").read_text(encoding="utf-8"))["reviews"]["estimate"]
    # 良好 1 of 1; 一般 4 and 合格 5 of which nobody was drawn, one of whom does not
    assert (estimate["certain"], estimate["attained_between"], estimate["attained"]) == (0, [1, 9], None)
    assert [(layer["number"], layer["drawn"]) for layer in estimate["layers"]] == [(1, 1), (4, 0), (5, 0)]
    shutil.copy(town / "forms" / "示范三居_考评表.xlsx", town / "考评" / "示范三居.xlsx")
    consolidated(town, "--reviews", "考评", "--no-ledger")
    said = json.loads((town / "out.json").read_text(encoding="utf-8"))["reviews"]
    assert said["unreviewed"] == ["示范三居"]
    assert "推算（估计）" in str(load_workbook(town / "out.xlsx")["考评对照"]["A3"].value)
