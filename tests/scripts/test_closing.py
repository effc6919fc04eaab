"""Recommendation and summary at the command: decide in the report, consolidate again, write what goes to print."""

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.clients.openxml import validate
from tests.pipeline.town.review.whole_files import whole
from tests.pipeline.writing.town.deciding import decide, record
from tests.scripts.running import run
from tests.test_samples import SAMPLES
from validators.scheme.model import Scheme


@pytest.fixture(autouse=True)
def submissions(tmp_path: Path) -> Path:
    """The second round of the sample, beside which a ledger is kept."""
    shutil.copytree(SAMPLES / "rounds", tmp_path / "rounds")
    return tmp_path / "rounds" / "2022年"


def consolidated(folder: Path, *options: object) -> tuple[str, str]:
    given = [
        "--roster",
        "rounds/roster.csv",
        "--round",
        "2022",
        "--as-of",
        "2022-11-01",
        "--fail-on",
        "never",
        "-o",
        "town.xlsx",
    ]
    result = run("consolidate", "rounds/2022年", *given, *map(str, options), cwd=folder)
    assert result.returncode == 0, result.stderr
    return result.stdout, result.stderr


def test_decided_in_the_report_and_printed(tmp_path: Path, submissions: Path, baihe: Scheme) -> None:
    whole(submissions, "示范六居", baihe, day=datetime(2022, 10, 9).date(), code="SF06")
    consolidated(tmp_path, "--declarations", "申报表")
    draft = load_workbook(tmp_path / "申报表" / "示范六居_推荐申报表.xlsx")
    assert [path.name for path in (tmp_path / "申报表").iterdir()] == ["示范六居_推荐申报表.xlsx"]
    (said,) = [c.value for row in draft["申报表"].iter_rows() for c in row if "同意推荐" in str(c.value)]
    assert said.strip().startswith(
        "经镇精细化推进办会同规保办等部门审核，示范六居自查评分110分，达到合格及以上等次，申报材料齐全，"
    )
    assert "同意推荐申报上海市绿色社区。（草稿）\n" in said
    assert "街道（镇）盖章" in said
    assert validate(tmp_path / "申报表" / "示范六居_推荐申报表.xlsx") == []
    typed = ("推荐", "示范丁", datetime(2022, 10, 31), None)
    decide(tmp_path / "town.xlsx", {"示范六居": typed, "示范一居": typed})
    out, _ = consolidated(tmp_path, "--declarations", "申报表", "--json", "town.json")
    assert "Wrote 2 declaration forms to 申报表" in out
    data = json.loads((tmp_path / "town.json").read_text(encoding="utf-8"))
    assert data["publicity"] == [
        {"community": "示范一居", "total": 110},
        {"community": "示范六居", "total": 110},
    ]
    assert record(tmp_path / "town.xlsx")[0] == ("示范一居", "推荐", "示范丁", "2022-10-31", 110, "现行")
    final = load_workbook(tmp_path / "申报表" / "示范六居_推荐申报表.xlsx")["申报表"]
    assert not any("草稿" in str(cell.value) for row in final.iter_rows() for cell in row)


def test_what_is_printed_is_no_submission(tmp_path: Path, submissions: Path, baihe: Scheme) -> None:
    whole(submissions, "示范六居", baihe, day=datetime(2022, 10, 9).date(), code="SF06")
    consolidated(tmp_path, "--declarations", "rounds/2022年/推荐申报表")
    data = [
        consolidated(tmp_path, "--json", "town.json") and (tmp_path / "town.json").read_text() for _ in "12"
    ]
    assert data[0] == data[1]
    assert "推荐申报表" not in data[0]
    given = ["--roster", "rounds/roster.csv", "--declarations", "rounds/2022年/表"]
    refused = run("consolidate", "rounds/2022年", *given, cwd=tmp_path)
    assert refused.returncode == 2
    assert "would be taken for submissions" in refused.stderr


def test_the_summary_as_a_document(tmp_path: Path) -> None:
    out, _ = consolidated(
        tmp_path, "--earlier", "rounds/2021年", "--summary", "总结.docx", "--json", "town.json"
    )
    assert "Wrote 总结.docx" in out
    paper = Document(str(tmp_path / "总结.docx"))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "白鹤镇绿色社区创建三年总结" in text
    assert (
        "推广示范阶段：应报6个，已报5个，达标4个，达标率66.7%，高于2021年目标（45%）21.7个百分点（来源：2021年申报：报送文件夹“2021年”）。"
        in text
    )
    assert validate(tmp_path / "总结.docx") == []
    lists = [[cell.text for cell in table.rows[0].cells] for table in paper.tables]
    assert lists[0] == ["阶段", "起止", "目标", "达标率", "实绩"]
    data = json.loads((tmp_path / "town.json").read_text(encoding="utf-8"))
    assert [(s["stage"], s["rate"] and round(s["rate"], 3)) for s in data["closing"]["stages"]] == [
        ("试点探索阶段", None),
        ("推广示范阶段", 0.667),
        ("巩固提升阶段", 0.5),
    ]
    assert validate(tmp_path / "town.xlsx") == []
