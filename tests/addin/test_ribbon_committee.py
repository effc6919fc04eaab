"""The ribbon's buttons about one workbook of any kind: what they say and write, and that it stays as it was."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from addin import macros
from pipeline.run import build_workbook
from tests.addin.opened import boxes, done, ribbon_over, written
from tests.addin.ribbon import (
    BAIHE,
    KINDS,
    MISSING,
    Desk,
    Kind,
    every_kind,
    last_years,
    ours,
    readable,
    selected,
    tiered,
    typed,
)
from tests.addin.submissions import submission
from tests.books import write_book

pytestmark = pytest.mark.usefixtures("at_home")


# 检查本表


@every_kind
def test_the_check_says_total_grade_gap_and_missing_and_goes_to_the_first(
    desk: Callable[[Kind], Desk], kind: Kind
) -> None:
    here = desk(kind)
    before = here.path.read_bytes()
    macros.check_workbook(here.caller)
    (said,) = boxes(here.book)
    assert said.startswith(kind.said)
    assert selected(here.book) == kind.cell
    assert here.path.read_bytes() == before
    assert [file.name for file in here.path.parent.iterdir()] == [kind.file]


@every_kind
def test_findings_go_to_the_workbooks_own_page_or_to_a_workbook_beside_it(
    desk: Callable[[Kind], Desk], kind: Kind
) -> None:
    here = desk(kind)
    macros.check_workbook(here.caller)
    (said,) = boxes(here.book)
    if kind.make in (ours, last_years):
        assert {cell.partition("!")[0] for cell in written(here.book)} == {"校验结果"}
        assert said.endswith("见“校验结果”。")
        assert not here.results.exists()
    else:
        report = here.results / f"{Path(kind.file).stem}_校验结果.xlsx"
        assert list(here.results.iterdir()) == [report]
        assert said.endswith(f"见“{report.name}”。")
        assert written(here.book) == {}
        assert set(done(here.book)) <= {"activateSheet", "rangeSelect", "alert"}


def listed(report: Path) -> list[tuple[str, str, str]]:
    """Per line of the report the item, the cell and where its link leads."""
    page = openpyxl.load_workbook(report)["问题清单"]
    heads = [cell.value for cell in page[2]]
    item, cell = heads.index("项目"), heads.index("单元格")
    rows = [row for row in page.iter_rows(min_row=3) if row[0].value or row[2].value]
    links = [row[cell].hyperlink for row in rows]
    return [
        (row[item].value or "", row[cell].value or "", f"{link.target}#{link.location}" if link else "")
        for row, link in zip(rows, links, strict=True)
    ]


def test_each_line_of_the_report_jumps_to_its_cell_in_the_open_workbook(desk: Callable[[Kind], Desk]) -> None:
    here = desk(KINDS["tiered"])
    macros.check_workbook(here.caller)
    (line,) = listed(here.results / "分档[乙]_校验结果.xlsx")
    home = (
        str(here.path.parent).replace("/", "\\").replace(" ", "%20").replace("[", "%5B").replace("]", "%5D")
    )
    assert (line[0], line[1]) == ("第3项", "任务分解表!H8")
    assert line[2].lower() == f"{home}\\分档%5b乙%5d.xlsx#任务分解表!H8".lower()


@pytest.mark.parametrize("name", ["工作簿1", "https://example.invalid/分档.xlsx"])
def test_a_workbook_in_no_folder_is_checked_all_the_same(desk: Callable[[Kind], Desk], name: str) -> None:
    here = desk(KINDS["tiered"])
    here.book.impl.api["book"]["name"] = name
    macros.check_workbook(here.caller)
    assert boxes(here.book)[0].startswith(MISSING)
    (report,) = here.results.iterdir()
    assert [(item, cell, link) for item, cell, link in listed(report)] == [("第3项", "任务分解表!H8", "")]


def test_what_is_typed_and_not_saved_is_what_is_checked(desk: Callable[[Kind], Desk]) -> None:
    here = desk(KINDS["tiered"])
    here.book.impl.api["sheets"][0]["values"][8 - 1][8 - 1] = "良好"
    macros.check_workbook(here.caller)
    assert boxes(here.book)[0].startswith(
        "示范一居：总分74分，合格，距“一般”还差17.5分。\n"
    )  # 70 + 4 of item 3


def test_a_second_check_replaces_the_report(desk: Callable[[Kind], Desk]) -> None:
    here = desk(KINDS["tiered"])
    for _ in range(2):
        macros.check_workbook(here.caller)
    assert [file.name for file in here.results.iterdir()] == ["分档[乙]_校验结果.xlsx"]


def test_the_list_of_findings_is_nothing_to_be_checked(desk: Callable[[Kind], Desk]) -> None:
    here = desk(KINDS["tiered"])
    macros.check_workbook(here.caller)
    for macro in (macros.check_workbook, macros.next_finding, macros.convert_workbook):
        caller, report = ribbon_over(next(here.results.iterdir()))
        macro(caller)
        assert boxes(report) == ["这是检查结果，不是自评表；请点“单元格”一栏的链接回到原表，再点这个按钮。"]
        assert done(report) == ["alert"]


def test_a_name_of_ours_over_somebody_elses_cells_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "陷阱.xlsx"
    tiered(path)
    book = openpyxl.load_workbook(path)
    book.defined_names["GC_Findings"] = openpyxl.workbook.defined_name.DefinedName(
        "GC_Findings", attr_text="任务分解表!$A$6:$F$30"
    )
    book.save(path)
    caller, target = ribbon_over(path)
    macros.check_workbook(caller)
    assert boxes(target)[0].startswith(MISSING)
    assert written(target) == {}


@pytest.mark.parametrize("address", ["A1:A200", "A1:F400000"])
def test_a_name_of_ours_over_cells_that_no_list_of_findings_has_is_not_written_to(
    desk: Callable[[Kind], Desk], address: str
) -> None:
    here = desk(KINDS["ours"])
    for defined in here.book.impl.api["names"]:
        if defined["name"] == "GC_Findings":
            defined["address"] = address
    macros.check_workbook(here.caller)
    assert boxes(here.book)[0].startswith(MISSING)
    assert written(here.book) == {}


# 跳到下一个问题


@readable
def test_the_next_finding_is_selected_and_told(desk: Callable[[Kind], Desk], kind: Kind) -> None:
    here = desk(kind)
    macros.next_finding(here.caller)
    assert selected(here.book) == kind.cell
    (said,) = boxes(here.book)
    assert said.startswith("第1处，共1处：任务分解表!H8\n须改正　第3项未选择自评档次。")
    assert written(here.book) == {}


@pytest.mark.parametrize(
    ("at", "then", "said"),
    [
        ("A1", "H8", "第1处，共2处"),
        ("H8", "H14", "第2处，共2处"),
        ("C10", "H14", "第2处，共2处"),
        ("H14", "H8", "第1处，共2处"),
    ],
)
def test_from_the_active_cell_on_and_around_again(tmp_path: Path, at: str, then: str, said: str) -> None:
    path = tmp_path / "表.xlsx"
    write_book(path, typed("tiered").put(9, "tier", None).put(9, "score", None))
    caller, book = ribbon_over(path)
    book.impl.api["book"]["selection"] = at
    macros.next_finding(caller)
    assert selected(book) == f"任务分解表!{then}"
    assert boxes(book)[0].startswith(said)


def test_on_a_chart_sheet_one_begins_with_the_first(
    desk: Callable[[Kind], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = desk(KINDS["tiered"])
    monkeypatch.setattr(xw.Book, "selection", property(lambda _: None))
    macros.next_finding(here.caller)
    assert selected(here.book) == "任务分解表!H8"


def test_without_anything_wrong_it_is_said_how_it_stands(desk: Callable[[Kind], Desk]) -> None:
    clean = Kind(lambda path: build_workbook(BAIHE, path, submission=submission()), "好.xlsx", "")
    here = desk(clean)
    macros.next_finding(here.caller)
    assert boxes(here.book) == ["示范一居：总分73分，合格，距“一般”还差18.5分。\n没有发现问题。"]
    assert done(here.book) == ["alert"]
