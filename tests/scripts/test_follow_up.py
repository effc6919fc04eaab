"""The leader's page, support and measures at the doors without Excel: ``consolidate`` with its JSON, and 汇总.pyw."""

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from scripts.window.desk_report import consolidate_folder
from tests.pipeline.writing.town.town_tables import rows
from tests.scripts.running import run
from tests.test_samples import SAMPLES

ROSTER = SAMPLES / "roster.csv"
LINE = ("示范四居", 7)


def type_into(path: Path, heading: str = "进展") -> None:
    """Fill in one line, as somebody does in between, and call the column so."""
    book = load_workbook(path)
    sheet = book["措施督办"]
    heads = [cell.value for cell in sheet[2]]
    for row in sheet.iter_rows(min_row=3):
        if (row[heads.index("社区")].value, row[heads.index("序号")].value) == LINE:
            row[heads.index("进展")].value = "推进中"
    sheet.cell(2, heads.index("进展") + 1).value = heading
    book.save(path)


def typed_in(path: Path) -> list[object]:
    return [(row["社区"], row["序号"], row["进展"]) for row in rows(path, "措施督办") if row["进展"]]


@pytest.fixture(autouse=True)
def submissions(tmp_path: Path) -> Path:
    """Those of the sample town, beside which a ledger is kept."""
    return shutil.copytree(SAMPLES / "town", tmp_path / "来件")


def consolidated(folder: Path, *options: str) -> tuple[str, str]:
    given = ["--roster", ROSTER, "--as-of", "2021-11-01", "--fail-on", "never", "-o", "town.xlsx", *options]
    result = run("consolidate", "来件", *given, cwd=folder)
    assert result.returncode == 0, result.stderr
    return result.stdout, result.stderr


def test_the_command_takes_over_what_was_typed_and_gives_the_same_as_data(tmp_path: Path) -> None:
    consolidated(tmp_path)
    type_into(tmp_path / "town.xlsx")
    said, told = consolidated(tmp_path, "--json", "town.json", "--brief", "brief.docx")
    assert told == ""
    assert "Wrote brief.docx" in said
    assert typed_in(tmp_path / "town.xlsx") == [(*LINE, "推进中")]
    data = json.loads((tmp_path / "town.json").read_text(encoding="utf-8"))
    typed = [line for line in data["measures"] if line["progress"]]
    assert [(line["community"], line["item"], line["progress"]) for line in typed] == [(*LINE, "推进中")]


def test_the_data_are_those_of_the_sheets(tmp_path: Path) -> None:
    consolidated(tmp_path, "--json", "town.json")
    data, path = json.loads((tmp_path / "town.json").read_text(encoding="utf-8")), tmp_path / "town.xlsx"
    sheet = load_workbook(path, data_only=True)["领导阅"]
    assert data["briefing"]["title"] == sheet["A1"].value
    passages = ["　　" + "　".join(passage.values()) for passage in data["briefing"]["passages"]]
    assert passages == [sheet.cell(row, 1).value for row in range(2, 2 + len(passages))]
    cells = {row[n].value: row[n + 1].value for row in sheet.iter_rows(min_row=11) for n in (0, 4)}
    parts = ("figures", "sections", "grades", "tasks")
    figures = {line["label"]: line["value"] for part in parts for line in data["briefing"][part]}
    assert {label: cells[label] for label in figures} == pytest.approx(figures)
    assert [(line["community"], line["item"], line["choice"]) for line in data["measures"]] == [
        (row["社区"], row["序号"], row["现状"]) for row in rows(path, "措施督办")
    ]
    assert [[line["community"], line["needed"], line["overdue"]] for line in data["measure_counts"]] == [
        [row["社区"], row["应填（项）"], row["逾期（项）"]] for row in rows(path, "措施完成情况")
    ]
    (support,) = data["support"]
    assert support == {
        "community": "示范四居", "total": 67, "grade": "未达标", "target_grade": "合格", "gap": 6,
        "raises": [
            {"item": 7, "from": "不得分", "to": "良好", "gain": 3},
            {"item": 10, "from": "不得分", "to": "良好", "gain": 3},
        ],
        "total_then": 73, "units": ["规保办", "城建中心"], "unscored": [], "refusal": None, "group": None,
    }  # fmt: skip


def test_the_command_keeps_a_report_that_it_cannot_read(tmp_path: Path) -> None:
    consolidated(tmp_path)
    type_into(tmp_path / "town.xlsx", "办理")
    _, told = consolidated(tmp_path)
    (kept,) = tmp_path.glob("town_*.xlsx")
    assert told == f"What was typed in {kept.name} stands there still; not all of it could be taken over.\n"
    assert typed_in(tmp_path / "town.xlsx") == []


def test_the_window_takes_over_what_was_typed_or_says_where_it_is(tmp_path: Path, submissions: Path) -> None:
    def consolidate(day: int) -> tuple[Path, str]:
        report = tmp_path / f"汇总202111{day:02}.xlsx"
        return report, consolidate_folder(submissions, ROSTER, None, report, 2021, lambda *_: None).text

    first, _ = consolidate(1)
    type_into(first)
    second, text = consolidate(2)
    assert typed_in(second) == [(*LINE, "推进中")]
    assert "填写的" not in text
    type_into(second, "办理")
    _, text = consolidate(3)
    assert text.endswith(
        "“汇总20211102.xlsx”里填写的进展、核销日期、推荐决定没有全部带到新的报告，请打开核对。"
    )
    assert second.exists()


def test_a_draft_that_somebody_worked_on_is_not_replaced(tmp_path: Path) -> None:
    consolidated(tmp_path, "--brief", "brief.docx")
    consolidated(tmp_path, "--brief", "brief.docx")
    draft = Document(str(tmp_path / "brief.docx"))
    draft.paragraphs[3].add_run("（送审稿）")
    draft.core_properties.modified = datetime(2021, 11, 2, 9, 30)
    draft.save(str(tmp_path / "brief.docx"))
    before = (tmp_path / "brief.docx").read_bytes()
    result = run("consolidate", "来件", "-o", "town.xlsx", "--brief", "brief.docx", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (
        2,
        "brief.docx is there already, and somebody has saved it since it was written; "
        "write to another file, or allow it with --overwrite.\n",
    )
    assert (tmp_path / "brief.docx").read_bytes() == before
    consolidated(tmp_path, "--brief", "brief.docx", "--overwrite")
    assert (tmp_path / "brief.docx").read_bytes() != before
