"""Findings that differ in nothing but their items and cells are one sentence: in requests, in the report, in return copies."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.run import consolidate_town, return_copies
from pipeline.town.model import Town
from pipeline.writing.town.requests import to_correct
from pipeline.writing.town.sheets import reporting
from tests.books import Sheet, write_book
from validators.scheme.model import Scheme


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, baihe: Scheme) -> Town:
    """One community whose items 23, 24, 25 and 28 are 不涉及."""
    folder = tmp_path_factory.mktemp("together")
    choices = {item.no: "不涉及" if item.no in (23, 24, 25, 28) else "合格" for item in baihe.items}
    sheet = Sheet(baihe, "示范一居", "tiered").dated(date(2021, 10, 9)).choose(choices)
    write_book(folder / "示范一居.xlsx", sheet)
    return consolidate_town(folder, baihe, as_of=date(2021, 11, 1))


def test_four_of_a_kind_are_one_request(town: Town) -> None:
    text = to_correct(town, town.standings[0])
    assert text.count("填报“不涉及”") == 1
    assert "第23、24、25、28项" in text
    assert "H28、H29、H30、H33" in text


def test_four_of_a_kind_are_one_line_of_what_is_to_be_done(town: Town) -> None:
    (row,) = reporting.sheet(town).rows
    lines = [line for line in str(row["待处理问题"]).splitlines() if "不涉及" in line]
    assert len(lines) == 1
    assert lines[0].startswith("请核实：第23、24、25、28项填报“不涉及”，")
    assert lines[0].endswith("（H28至H30、H33）")


def test_four_of_a_kind_are_one_row_of_the_return_copy(town: Town, tmp_path: Path) -> None:
    (path,) = return_copies(town, tmp_path / "退回件").written
    results = load_workbook(path)["校验结果"]
    rows = [row for row in results.iter_rows(values_only=True) if "不涉及" in str(row[2]) and row[5]]
    assert [row[1] for row in rows] == ["第23、24、25、28项"]
    assert str(rows[0][2]).startswith("第23、24、25、28项填报“不涉及”，")
    assert "H28、H29、H30、H33" in str(rows[0][3])


def test_a_return_copy_of_a_bare_table_asks_for_each_document_once(town: Town, tmp_path: Path) -> None:
    """For the measures the copy has a sheet, which is asked about at its first cell; for the form it has its line."""
    codes = [finding.code for finding in town.standings[0].book.findings]
    assert (codes.count("GCR516"), codes.count("GCX403")) == (1, 0)
    (path,) = return_copies(town, tmp_path / "退回件").written
    rows = [row for row in load_workbook(path)["校验结果"].iter_rows(min_row=37, values_only=True) if row[2]]
    measures = [row for row in rows if "工作措施" in str(row[2])]
    assert [row[4] for row in measures] == ["薄弱项目及措施!G4"]
    assert [row[2] for row in rows if "还没有收到" in str(row[2])] == [
        f"还没有收到《{town.scheme.declaration.title}》。"
    ]
