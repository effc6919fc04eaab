"""What the office types beside a measure is in the next report, and the one after that; nothing of it is ever lost."""

import os
import shutil
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.harmless import json_text
from pipeline.run import consolidate_town
from pipeline.writing.replacing import dated_beside
from pipeline.writing.reports.json_report import town_report
from pipeline.writing.town import write_town
from pipeline.writing.town.progress import carry_over
from pipeline.writing.town.sheets.follow_up import measures
from tests.clients.libreoffice import recalculate
from tests.pipeline.town.follow_up.promised import WRITTEN, promised
from tests.pipeline.writing.town.town_tables import rows
from validators.roster import Community, Roster
from validators.scheme.model import Scheme

Typed = Mapping[tuple[str, int], tuple[object, object]]
ROSTER = Roster(communities=(Community(code="A1", name="甲"), Community(code="A2", name="乙")))


@pytest.fixture
def folder(tmp_path: Path, baihe: Scheme, monkeypatch: pytest.MonkeyPatch) -> Path:
    """甲 with items 2 and 4 weak, 乙 with item 4; their reports have but the one sheet that is typed into."""
    monkeypatch.setattr("pipeline.writing.town.SHEETS", (measures.sheet,))
    promised(tmp_path / "in", "甲", baihe, {2: "合格", 4: "一般"}, {2: WRITTEN}, code="A1")
    promised(tmp_path / "in", "乙", baihe, {4: "合格"}, code="A2")
    return tmp_path / "in"


def report(
    folder: Path, scheme: Scheme, name: str = "town.xlsx", roster: Roster = ROSTER, round_: int = 2021
) -> tuple[Path, Path | None]:
    """The report beside a folder, and in which earlier one something is left."""
    output = folder.with_name(name)
    town = consolidate_town(folder, scheme, roster, as_of=date(round_, 11, 1), round_=round_)
    town, left = carry_over(town, output, folder)
    return write_town(town, output, folder), left


def type_into(path: Path, typed: Typed) -> None:
    """Fill in 进展 and 核销日期 as somebody does, and save."""
    book = load_workbook(path)
    sheet = book["措施督办"]
    heads = [cell.value for cell in sheet[2]]
    for row in sheet.iter_rows(min_row=3):
        line = dict(zip(heads, row, strict=True))
        if (values := typed.get((line["社区"].value, line["序号"].value))) is not None:
            line["进展"].value, line["核销日期"].value = values
    book.save(path)


def typed_in(path: Path) -> Typed:
    return {
        (row["社区"], row["序号"]): (row["进展"], row["核销日期"])
        for row in rows(path, "措施督办")
        if row["进展"] or row["核销日期"]
    }


FIRST: Typed = {("甲", 2): ("已完成", datetime(2021, 10, 30)), ("乙", 4): ("推进中", None)}


def test_over_two_consolidations(folder: Path, baihe: Scheme) -> None:
    path, left = report(folder, baihe)
    assert (typed_in(path), left) == ({}, None)
    type_into(path, FIRST)
    for _ in range(2):
        path, left = report(folder, baihe)
        assert (typed_in(path), left) == (FIRST, None)
    type_into(path, {("乙", 4): (None, None), ("甲", 4): ("由社区自理", "11月底")})
    path, left = report(folder, baihe)
    assert typed_in(path) == {("甲", 2): FIRST["甲", 2], ("甲", 4): ("由社区自理", "11月底")}
    assert left is None
    assert dated_beside(path) == []


@pytest.mark.slow
def test_what_libreoffice_saved_is_read(folder: Path, baihe: Scheme, tmp_path: Path) -> None:
    path, _ = report(folder, baihe)
    type_into(path, FIRST)
    (saved,) = recalculate([path], tmp_path / "saved")
    shutil.copy2(saved, path)
    path, left = report(folder, baihe)
    assert (typed_in(path), left) == (FIRST, None)


def test_a_day_typed_as_a_day_stays_one(folder: Path, baihe: Scheme) -> None:
    path, _ = report(folder, baihe)
    type_into(path, FIRST)
    path, _ = report(folder, baihe)
    cells = [row[10] for row in load_workbook(path)["措施督办"].iter_rows(min_row=3) if row[10].value]
    assert [(cell.is_date, cell.number_format) for cell in cells] == [(True, "yyyy-mm-dd")]


def test_a_day_typed_as_a_text_is_a_day(folder: Path, baihe: Scheme) -> None:
    path, _ = report(folder, baihe)
    type_into(
        path, {("甲", 2): (None, "2021.11.5"), ("甲", 4): (None, "20211030"), ("乙", 4): (None, "11月底")}
    )
    path, _ = report(folder, baihe)
    days = {("甲", 2): datetime(2021, 11, 5), ("甲", 4): datetime(2021, 10, 30), ("乙", 4): "11月底"}
    assert typed_in(path) == {place: (None, day) for place, day in days.items()}


def test_a_renamed_community_and_a_removed_file(folder: Path, baihe: Scheme) -> None:
    path, _ = report(folder, baihe)
    type_into(path, FIRST)
    renamed = Roster(communities=(Community(code="A1", name="新甲"), Community(code="A2", name="乙")))
    (folder / "乙.xlsx").rename(folder.with_name("乙.xlsx"))
    for _ in range(2):
        path, left = report(folder, baihe, roster=renamed)
        assert (typed_in(path), left) == ({("新甲", 2): FIRST["甲", 2], ("乙", 4): FIRST["乙", 4]}, None)
    line = rows(path, "措施督办")[-1]
    assert (line["社区"], line["现状"], line["标记"]) == ("乙", None, "本次未报")
    folder.with_name("乙.xlsx").rename(folder / "乙.xlsx")
    path, _ = report(folder, baihe, roster=renamed)
    (line,) = (row for row in rows(path, "措施督办") if row["社区"] == "乙")
    assert (line["现状"], line["进展"], line["标记"]) == ("合格", "推进中", "缺工作措施")


def test_the_report_of_the_next_day_goes_on(folder: Path, baihe: Scheme) -> None:
    """The doors put the day into the report's name; the one saved last counts."""
    first, _ = report(folder, baihe, "汇总20211101.xlsx")
    type_into(first, FIRST)
    second, left = report(folder, baihe, "汇总20211102.xlsx")
    assert (typed_in(second), left) == (FIRST, None)
    type_into(second, {("乙", 4): ("已完成", None)})
    third, left = report(folder, baihe, "汇总20211108.xlsx")
    assert (typed_in(third), left) == ({**FIRST, ("乙", 4): ("已完成", None)}, None)


def test_another_rounds_and_another_folders_reports_are_not_read(folder: Path, baihe: Scheme) -> None:
    first, _ = report(folder, baihe, "汇总20211101.xlsx")
    type_into(first, FIRST)
    of_2022, _ = report(folder, baihe, "汇总20221101.xlsx", round_=2022)
    assert typed_in(of_2022) == {}
    other = folder.with_name("other")
    shutil.copytree(folder, other)
    assert typed_in(report(other, baihe, "汇总20211103.xlsx")[0]) == {}


def test_a_report_of_another_folder_that_would_be_lost_is_kept(folder: Path, baihe: Scheme) -> None:
    path, _ = report(folder, baihe)
    type_into(path, FIRST)
    other = folder.with_name("other")
    shutil.copytree(folder, other)
    path, left = report(other, baihe)
    assert (typed_in(path), [left]) == ({}, dated_beside(path))
    assert left
    assert typed_in(left) == FIRST


def test_an_older_report_that_says_more_is_kept(folder: Path, baihe: Scheme) -> None:
    """Two reports of one name were typed into: the one saved last counts, the other is kept."""
    path, _ = report(folder, baihe)
    again = path.with_name("town_20211101-090000.xlsx")
    shutil.copy2(path, again)
    type_into(path, FIRST)
    type_into(again, {("甲", 4): ("推进中", None)})
    os.utime(path, (1, 1))
    path, left = report(folder, baihe)
    assert typed_in(path) == {("甲", 4): ("推进中", None)}
    assert left
    assert typed_in(left) == FIRST


@pytest.mark.parametrize("how", ["sheet", "heading"])
def test_a_report_that_cannot_be_read_is_kept(folder: Path, baihe: Scheme, how: str) -> None:
    path, _ = report(folder, baihe)
    type_into(path, FIRST)
    book = load_workbook(path)
    if how == "sheet":
        book["措施督办"].title = "督办"
    else:
        book["措施督办"]["J2"].value = "办理情况"
    book.save(path)
    before = path.read_bytes()
    path, left = report(folder, baihe)
    assert typed_in(path) == {}
    assert left
    assert left.read_bytes() == before


def test_a_line_that_names_no_item_is_not_lost(folder: Path, baihe: Scheme) -> None:
    path, _ = report(folder, baihe)
    type_into(path, FIRST)
    book = load_workbook(path)
    for row in book["措施督办"].iter_rows(min_row=3):
        row[1].value = None if row[9].value == "推进中" else row[1].value
    book.save(path)
    path, left = report(folder, baihe)
    assert typed_in(path) == {("甲", 2): FIRST["甲", 2]}
    assert left
    assert (None, "推进中") in {(row["序号"], row["进展"]) for row in rows(left, "措施督办")}


@pytest.mark.parametrize("into", ["town.xlsx", "town_20211102.xlsx"])
def test_of_two_lines_for_one_item_the_last_counts_and_neither_is_lost(
    folder: Path, baihe: Scheme, into: str
) -> None:
    path, _ = report(folder, baihe)
    type_into(path, FIRST)
    book = load_workbook(path)
    sheet = book["措施督办"]
    (line,) = (row for row in sheet.iter_rows(min_row=3, values_only=True) if row[9] == "推进中")
    sheet.append([*line[:9], "已完成", *line[10:]])
    book.save(path)
    again, left = report(folder, baihe, into)
    assert typed_in(again) == {**FIRST, ("乙", 4): ("已完成", None)}
    assert left
    assert [row["进展"] for row in rows(left, "措施督办") if row["社区"] == "乙"] == ["推进中", "已完成"]


def test_telephone_numbers_are_left_out_of_the_list_and_of_the_data(folder: Path, baihe: Scheme) -> None:
    measure = WRITTEN._replace(person="示范甲13800138000", action="联系021-59700000")
    promised(folder, "乙", baihe, {4: "合格"}, {4: measure}, code="A2")
    path, _ = report(folder, baihe)
    type_into(path, {("乙", 4): ("推进中", "问13800138000")})
    path, _ = report(folder, baihe)
    (line,) = (row for row in rows(path, "措施督办") if row["社区"] == "乙")
    assert (line["责任人"], line["工作措施"], line["核销日期"]) == (
        "示范甲（电话略）",
        "联系（电话略）",
        "问（电话略）",
    )
    town = carry_over(consolidate_town(folder, baihe, ROSTER, as_of=date(2021, 11, 1)), path, folder).town
    assert "13800138000" not in json_text(town_report(town))
    assert "59700000" not in json_text(town_report(town))
