"""The town office's buttons: what 选择文件夹 and 汇总 write, cell by cell, and the file of 汇总."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlwings as xw
from python_calamine import CalamineWorkbook

from addin import macros
from addin.macros.entry import Macro
from pipeline.run import RETURNED
from tests.addin.conftest import ROSTER_ROWS
from tests.addin.opened import boxes, done, open_book, rows, written
from tests.test_samples import SAMPLES

pytestmark = pytest.mark.usefixtures("at_home")

TOWN_ROWS: list[list[object]] = [
    [1, "示范一居", 110, "良好", "是", "", "", 0, 1, "已收"],
    [2, "示范二居", 106.5, "一般", "是", 3.5, "", 0, 1, "已收"],
    [3, "示范七居", 94.5, "一般", "是", 15.5, "", 1, 1, "有问题"],
    [4, "示范九居", 93.5, "一般", "是", 16.5, "", 0, 1, "已收"],
    [5, "示范八居", 91.5, "一般", "是", 18.5, "", 0, 1, "已收"],
    [6, "示范六居", 87.5, "合格", "是", 4, "", 1, 1, "有问题"],
    [7, "示范十三居", 83, "合格", "是", 8.5, "", 0, 6, "已收"],
    [8, "示范五居", 82.5, "合格", "是", 9, "9、16、24", 3, 1, "有问题"],
    [9, "示范十居", 74.5, "合格", "是", 17, "", 0, 1, "已收"],
    [10, "示范三居", 73, "合格", "是", 18.5, "", 0, 1, "已收"],
    [11, "示范四居", 67, "未达标", "否", 6, "", 0, 1, "已收"],
    ["", "示范新居", 73, "合格", "是", 18.5, "", 1, 1, "不在名册"],
    ["", "示范十一居", "", "", "", "", "", "", "", "未报"],
    ["", "示范十二居", "", "", "", "", "", "", "", "未报"],
]  # fmt: skip
"""The sample town by hand: totals as in test_samples, the gap to 91.5 or 110 (73 for 示范四居); no other papers came."""


# 选择文件夹


@pytest.mark.parametrize(
    ("chosen", "cells"), [("D:\\报送 2021", {"镇级汇总!B4": "D:\\报送 2021"}), (None, {})]
)
def test_the_chosen_folder_stands_in_its_cell(
    filled: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, chosen: str | None, cells: dict[str, object]
) -> None:
    book = open_book(filled(None))
    monkeypatch.setattr("addin.macros.town.picked_folder", lambda _, start: chosen if start == "" else "?")
    macros.choose_folder(book)
    assert written(book) == cells
    assert boxes(book) == []


def test_no_folder_is_written_over_cells_of_another_page(
    filled: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = open_book(filled(None))
    for defined in book.impl.api["names"]:
        if defined["name"] == "GC_Folder":
            defined["sheet_index"] = 1 - min(defined["sheet_index"], 1)
    monkeypatch.setattr("addin.macros.town.picked_folder", lambda *_: "D:\\报送")
    macros.choose_folder(book)
    assert written(book) == {}
    assert boxes(book) == [
        "这个工作簿的“镇级汇总”页改动过，没有放文件夹的格；请在新下发的工作簿里点这个按钮。"
    ]


def test_without_a_dialog_the_folder_is_to_be_typed(filled: Callable[..., Path]) -> None:
    book = open_book(filled(None))
    macros.choose_folder(book)
    assert done(book) == ["alert"]
    assert boxes(book) == [
        "这里打不开选择文件夹的窗口，请把文件夹的完整路径直接填在“镇级汇总”页“文件夹”右边的格里。"
    ]


# 汇总


def test_the_town_stands_in_its_area_and_in_a_report(
    town_book: Callable[..., xw.Book], this_day: date
) -> None:
    book = town_book()
    macros.consolidate(book)
    assert rows(book) == TOWN_ROWS
    cells = written(book)
    assert (cells["镇级汇总!I10"], cells["镇级汇总!J10"], cells["镇级汇总!R69"]) == (1, "示范一居", "")
    assert len(cells) == 60 * 10
    report = Path(book.fullname).with_name(f"白鹤镇绿色社区创建汇总_{this_day:%Y%m%d}.xlsx")
    assert "汇总总表" in CalamineWorkbook.from_path(report).sheet_names
    (said,) = boxes(book)
    assert said.startswith(
        f"汇总2021年（截至{this_day:%Y-%m-%d}）。\n应报13个社区，收到11个，未报2个（示范十一居、示范十二居）。\n"
    )
    assert (
        "有须改正问题的4个（示范七居、示范六居、示范五居、示范新居），无法读取的文件1份（示范十一居.xlsx）。"
        in said
    )
    assert (
        "\n达标10个 / 应报13个，达标率76.9%，2021-12-31目标45%，已达到。按已报11个计为90.9%，其中材料无误的8个社区为87.5%。\n"
        in said
    )
    assert said.endswith(f"完整的汇总：{report}。")


def test_a_second_click_updates(town_book: Callable[..., xw.Book], tmp_path: Path) -> None:
    macros.consolidate(town_book())
    for path in (tmp_path / "报送 2021").glob("示范[一二三四五六七八九十]居*"):
        path.unlink()
    book = town_book()
    macros.consolidate(book)
    assert [row[1] for row in rows(book)][:3] == ["示范十三居", "示范新居", "示范一居"]
    assert len(written(book)) == 60 * 10
    assert len(list((tmp_path / "我的文件").iterdir())) == 2


def test_our_own_files_among_the_submissions_are_none(filled: Callable[..., Path], tmp_path: Path) -> None:
    folder = shutil.copytree(SAMPLES / "town", tmp_path / "报送 2021")
    (folder / RETURNED).mkdir()
    shutil.copyfile(SAMPLES / "town" / "示范三居.xlsx", folder / RETURNED / "示范十二居.xlsx")
    here = shutil.copyfile(filled(None), folder / "填报.xlsm")
    shutil.copyfile(SAMPLES / "town" / "示范三居.xlsx", folder / "白鹤镇绿色社区创建汇总_20200101.xlsx")
    book = open_book(here, {"GC_Folder": [[str(folder)]], "GC_Round": [[2021.0]], "GC_Roster": ROSTER_ROWS})
    macros.consolidate(book)
    assert rows(book) == TOWN_ROWS


def test_more_communities_than_rows_are_said(town_book: Callable[..., xw.Book]) -> None:
    book = town_book(GC_Town="I10:R14")
    macros.consolidate(book)
    assert rows(book) == [*TOWN_ROWS[:4], ["", "", "另有10个社区，见汇总工作簿", *[""] * 7]]
    assert len(written(book)) == 5 * 10


def test_without_a_roster_nobody_is_missing(
    filled: Callable[..., Path], tmp_path: Path, this_day: date
) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    shutil.copy(SAMPLES / "town" / "示范三居.xlsx", folder)
    book = open_book(filled(None), {"GC_Folder": [[str(folder)]], "GC_Round": [["2021"]]})
    macros.consolidate(book)
    assert rows(book) == [[1, *TOWN_ROWS[9][1:]]]
    (said,) = boxes(book)
    assert said.startswith(
        f"汇总2021年（截至{this_day:%Y-%m-%d}）。\n收到1个社区。未填写名册，不能统计未报社区和达标率。"
    )
    assert "\n达标1个，已报1个；没有名册，应报数不详，达标率无法计算（2021-12-31目标45%）。\n" in said


@pytest.mark.parametrize(
    ("chosen", "of", "received"),
    [("2021", "2021", 11), ("2022", "2022", 0), ("", "2022", 0)],  # today the round of 2022 is the latest
)
def test_the_year_chosen_is_consolidated(
    town_book: Callable[..., xw.Book], chosen: str, of: str, received: int, this_day: date
) -> None:
    book = town_book(cells={"GC_Round": [[chosen]]})
    macros.consolidate(book)
    (said,) = boxes(book)
    assert said.startswith(f"汇总{of}年（截至{this_day:%Y-%m-%d}）。\n应报13个社区，收到{received}个")


def test_a_workbook_of_before_there_were_years_takes_the_latest(
    filled: Callable[..., Path], tmp_path: Path
) -> None:
    shutil.copytree(SAMPLES / "town", tmp_path / "报送")
    book = open_book(filled(None), {"GC_Folder": [[str(tmp_path / "报送")]]}, GC_Round=None)
    macros.consolidate(book)
    assert boxes(book)[0].startswith("汇总2022年")


def test_progress_is_shown_and_taken_back(
    town_book: Callable[..., xw.Book], monkeypatch: pytest.MonkeyPatch
) -> None:
    book, bar = town_book(), list[object]()
    monkeypatch.setattr(type(book.app.impl), "status_bar", property(None, lambda _, text: bar.append(text)))
    macros.consolidate(book)
    files = len(list((SAMPLES / "town").iterdir()))
    assert bar == [*(f"正在检查：{done}/{files}" for done in range(1, files + 1)), False]


REFUSED: dict[str, tuple[dict[str, list[list[str]]], str]] = {
    "no folder": ({}, "这里打不开选择文件夹的窗口，请把文件夹的完整路径直接填在“镇级汇总”页“文件夹”右边的格里。"),
    "gone": ({"GC_Folder": [["/无/此夹"]]}, "找不到文件夹“/无/此夹”，请点“选择文件夹”重新选择。"),
    "roster": (
        {"GC_Folder": [["/"]], "GC_Roster": [["编号", "名称"], ["", "甲"], ["", "甲"]]},
        "名册中名称或别名“甲”重复，请改成唯一的（“镇级汇总”页的名册）。",
    ),
    "no such year": (
        {"GC_Folder": [["/"]], "GC_Round": [["2019"]]},
        "“年度”填的是“2019”，方案只有2021、2022年。请在下拉列表中选择，或者空着。",
    ),
    "another scheme": ({"GC_Folder": [["/"]], "GC_SchemeId": [["别镇"]]}, "工作簿的方案编号是“别镇”，加载项里没有这个方案，请更新加载项。"),
}  # fmt: skip


@pytest.mark.parametrize("macro", [macros.consolidate, macros.return_copies], ids=["consolidate", "return"])
@pytest.mark.parametrize(("cells", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_is_one_sentence(
    filled: Callable[..., Path], macro: Macro, cells: dict[str, list[list[str]]], said: str
) -> None:
    book = open_book(filled(None), cells)
    macro(book)
    assert (boxes(book), done(book)) == ([said], ["alert"])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2020-11-12", "“改正时限”是“2020-11-12”，应填今天或以后的日期"),
        ("尽早", "“改正时限”是“尽早”，应填今天或以后的日期"),
    ],
)
def test_a_day_to_correct_by_that_cannot_be_is_refused(
    town_book: Callable[..., xw.Book], typed: str, said: str
) -> None:
    book = town_book({"GC_ReplyBy": [[typed]]})
    macros.consolidate(book)
    assert boxes(book)[0].startswith(said)


def test_the_day_to_correct_by_stands_in_the_report(
    town_book: Callable[..., xw.Book], this_day: date
) -> None:
    book = town_book({"GC_ReplyBy": [[f"{this_day.year + 1}-11-12"]]})
    macros.consolidate(book)
    report = Path(book.fullname).with_name(f"白鹤镇绿色社区创建汇总_{this_day:%Y%m%d}.xlsx")
    cover = CalamineWorkbook.from_path(report).get_sheet_by_name("封面说明").to_python()
    assert {row[0]: row[1] for row in cover}["改正时限"] == f"{this_day.year + 1}-11-12"
