"""The ribbon over a report of ours, hidden sheets and a blank workbook: what there is to be said instead of a cell gone to."""

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from addin import macros
from pipeline.run import build_workbook, consolidate_town
from pipeline.writing.town import write_town
from tests.addin.opened import boxes, done, ribbon_over
from tests.addin.ribbon import BAIHE, KINDS, Desk, Kind, selected
from tests.addin.submissions import submission
from tests.test_samples import SAMPLES

pytestmark = pytest.mark.usefixtures("at_home")

EVERY = (macros.check_workbook, macros.next_finding, macros.export_submission, macros.convert_workbook)


@pytest.mark.parametrize("saved_again", [False, True])
def test_a_town_report_is_nothing_to_be_checked(tmp_path: Path, saved_again: bool) -> None:
    path = tmp_path / "汇总.xlsx"
    write_town(consolidate_town(SAMPLES / "rounds" / "2022年", BAIHE, None), path, path.parent)
    if saved_again:
        openpyxl.load_workbook(path).save(path)
    for macro in EVERY:
        caller, report = ribbon_over(path)
        macro(caller)
        assert boxes(report) == ["这是汇总报告，不是自评表；请打开要处理的自评表，再点这个按钮。"]
        assert done(report) == ["alert"]
    assert [file.name for file in tmp_path.iterdir() if file.suffix] == [path.name]


def test_a_list_of_findings_kept_elsewhere_is_known_too(desk: Callable[[Kind], Desk], tmp_path: Path) -> None:
    here = desk(KINDS["tiered"])
    macros.check_workbook(here.caller)
    kept = tmp_path / "留存.xlsx"
    shutil.copy(next(here.results.iterdir()), kept)
    for macro in EVERY:
        caller, report = ribbon_over(kept)
        macro(caller)
        assert [said.partition("；")[0] for said in boxes(report)] == ["这是检查结果，不是自评表"]


def hide(book: xw.Book, *names: str) -> None:
    for sheet in book.impl.api["sheets"]:
        if sheet["name"] in names:
            sheet["visibility"] = "Hidden"


def test_what_is_wrong_on_a_hidden_sheet_is_told_with_the_sheets_name(desk: Callable[[Kind], Desk]) -> None:
    here = desk(KINDS["tiered"])
    hide(here.book, "任务分解表")
    macros.next_finding(here.caller)
    (said,) = boxes(here.book)
    first, second, last = said.splitlines()
    assert first == "发现1处：须改正1处。"
    assert second.startswith("须改正　第3项未选择自评档次。")
    assert last == "有问题的格在隐藏的工作表“任务分解表”里，请取消隐藏，再点这个按钮。"
    assert selected(here.book) is None


def test_what_is_wrong_elsewhere_than_in_a_cell_is_told(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    openpyxl.Workbook().save(path)
    caller, book = ribbon_over(path)
    macros.next_finding(caller)
    assert "工作簿里没有找到任务分解表" in boxes(book)[0]


def test_hidden_sheets_are_passed_over(tmp_path: Path) -> None:
    """Item 3 is not chosen, item 1 has no measure: the table is hidden, the sheet of measures is not."""
    path = tmp_path / "表.xlsx"
    full = submission(i3=None)
    measures = {item: measure for item, measure in full.measures.items() if item != 1}
    build_workbook(BAIHE, path, submission=full.model_copy(update={"measures": measures}))
    caller, book = ribbon_over(path)
    hide(book, "任务分解表")
    macros.check_workbook(caller)
    assert selected(book) == "薄弱项目及措施!G4"
    macros.next_finding(caller)
    said = boxes(book)[-1].splitlines()
    assert said[0] == "第1处，共1处：薄弱项目及措施!G4"
    assert said[-1] == "另有问题在隐藏的工作表“任务分解表”里，请取消隐藏，再点这个按钮。"


def test_a_blank_workbook_of_ours_is_told_where_the_name_belongs(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    build_workbook(BAIHE, path)
    caller, book = ribbon_over(path)
    macros.check_workbook(caller)
    macros.next_finding(caller)
    checked, found = boxes(book)
    assert checked.startswith("还没有填写的表：总分0分")
    assert (
        found
        == "第1处，共2处：任务分解表!C2\n供参考　表中没有填写社区名称。请在评分表上方“社区名称”右边的格填写社区全称。"
    )
