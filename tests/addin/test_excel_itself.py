"""What only Excel itself does, as far as it can be stood in for: protection, formulas, dialogs, closing, the cloud."""

from pathlib import Path
from typing import Any
from unittest.mock import MagicMock, PropertyMock

import pytest
import xlwings as xw

from addin import dialogs
from addin.macros.entry import meant
from addin.opened import (
    RefusedError,
    checked_copy,
    fill,
    is_addin,
    path_of,
    print_rows,
    put,
    select,
    unmarked,
)
from pipeline.run import build_workbook
from tests.addin.submissions import submission
from validators.scheme.model import Scheme


def test_a_protected_sheet_is_protected_again_even_after_a_failure() -> None:
    sheet = MagicMock()
    cell = MagicMock(sheet=sheet)
    type(cell).value = PropertyMock(side_effect=ZeroDivisionError)
    with pytest.raises(ZeroDivisionError):
        put(cell, "文")
    assert [call[0] for call in sheet.api.method_calls] == ["Unprotect", "Protect"]


def test_a_text_is_never_a_formula() -> None:
    area = MagicMock(shape=(2, 3))
    area.sheet.api = {}
    fill(area, [["=1+1", 5, "1-2"]], "")
    assert area.value == [["'=1+1", 5, "'1-2"], [None, None, None]]


@pytest.mark.parametrize(
    ("visible", "gone_to"), [(-1, True), (True, True), (0, False), (False, False), (2, False)]
)
def test_a_cell_is_gone_to_only_on_a_sheet_that_excel_shows(visible: int, gone_to: bool) -> None:
    """-1, 0 and 2 are what Excel on Windows says of a shown, a hidden and a very hidden sheet."""
    sheet = MagicMock(visible=visible)
    sheet.name = "表"
    select(MagicMock(sheets=[sheet]), "表", "A1")
    assert (sheet.activate.called, sheet.range.called) == (gone_to, gone_to)


@pytest.mark.parametrize(("pressed", "folder"), [(-1, "D:\\报送"), (0, None)])
def test_the_folder_dialog_is_excels_own(pressed: int, folder: str | None) -> None:
    book = MagicMock()
    dialog = book.app.api.FileDialog.return_value
    dialog.Show.return_value = pressed
    dialog.SelectedItems.return_value = "D:\\报送"
    assert dialogs.picked_folder(book, "D:\\旧") == folder
    assert dialog.InitialFileName == "D:\\旧\\"


def opened(path: str) -> MagicMock:
    """A workbook that Excel has open."""
    book = MagicMock(fullname=path)
    book.name = Path(path).name
    return book


@pytest.mark.parametrize(("saved", "closed"), [(True, 1), (False, 0)])
def test_only_a_report_with_nothing_unsaved_is_closed(saved: bool, closed: int) -> None:
    report, other, elsewhere = opened("/报送/汇总.XLSX"), opened("/报送/别的.xlsx"), opened("/去年/汇总.xlsx")
    report.api.Saved = saved
    book = MagicMock(**{"app.books": [report, other, elsewhere]})
    dialogs.put_away(book, Path("/报送/汇总.xlsx"))
    assert [shown.close.call_count for shown in (report, other, elsewhere)] == [closed, 0, 0]


@pytest.mark.parametrize(("rows", "last"), [(0, 0), (3, 2), (250, 199)])
def test_what_a_button_wrote_is_printed(rows: int, last: int) -> None:
    area = MagicMock(shape=(200, 7))
    print_rows(area, rows)
    area.sheet.range.assert_called_once_with((1, 1), area[last, 6])
    assert area.__getitem__.call_args_list[0].args == ((last, 6),)
    assert area.sheet.page_setup.print_area is area.sheet.range.return_value.address


def test_a_report_just_opened_counts_as_unchanged() -> None:
    """Excel calculates it as it opens, and would not let it be put away again."""
    book = MagicMock()
    dialogs.show_book(book, Path("汇总.xlsx"))
    assert book.app.books.open.return_value.api.Saved is True


def test_the_list_of_findings_opens_behind_the_checked_workbook() -> None:
    book = MagicMock()
    dialogs.show_beside(book, Path("甲_校验结果.xlsx"))
    calls = [name for name, *_ in book.method_calls]
    assert calls.index("app.books.open") < calls.index("activate")


def test_a_workbook_in_the_cloud_is_to_be_saved_first() -> None:
    class Cloud:
        @property
        def fullname(self) -> str:
            raise xw.XlwingsError("no local copy")

    book: Any = Cloud()
    with pytest.raises(RefusedError, match="网盘"):
        path_of(book)


def add_in(protected: object, active: object) -> MagicMock:
    """The add-in in an Excel with this window in Protected View and this workbook active."""
    book = MagicMock()
    book.name = "green-community.xlam"
    book.app.api.ActiveProtectedViewWindow, book.app.api.ActiveWorkbook = protected, active
    book.app.books.active.name = "填报.xlsx"
    return book


@pytest.mark.parametrize(
    ("protected", "active", "said"),
    [
        (None, None, "没有打开的工作簿"),
        ("来件.xlsx", None, "受保护的视图"),
        ("来件.xlsx", "填报.xlsx", "受保护的视图"),  # the one in front is meant, not the one behind it
    ],
)
def test_what_cannot_be_worked_on_is_told_in_one_sentence(
    protected: object, active: object, said: str
) -> None:
    with pytest.raises(RefusedError, match=said):
        meant(add_in(protected, active))


def test_the_ribbon_means_the_active_workbook_and_a_worksheets_button_its_own() -> None:
    book = add_in(None, "填报.xlsx")
    assert meant(book) is book.app.books.active
    own = MagicMock()
    own.name = "模板.xlsm"
    assert meant(own) is own
    assert (is_addin(book), is_addin(own)) == (True, False)


@pytest.mark.parametrize("saved", [True, False])
def test_a_workbook_counts_as_saved_as_it_did_though_the_results_are_in_it(saved: bool) -> None:
    book = MagicMock()
    book.api.Saved = saved
    with unmarked(book):
        book.api.Saved = False
    assert book.api.Saved is saved


@pytest.mark.parametrize("name", ["工作簿1", "填报.xlsx"])
def test_the_copy_of_a_workbook_never_saved_has_an_ending(baihe: Scheme, name: str) -> None:
    saved: list[Path] = []

    def save_copy_as(path: str) -> None:
        saved.append(Path(path))
        build_workbook(baihe, saved[0], submission=submission())

    book = MagicMock()
    book.name, book.api.SaveCopyAs = name, save_copy_as
    assert checked_copy(book, baihe).file == name
    assert saved[0].name == f"{Path(name).stem}.xlsx"


def test_the_last_report_is_not_replaced_by_what_is_saved_of_it_while_it_is_open() -> None:
    report = opened("/报送/汇总.XLSX")
    book = MagicMock(**{"app.books": [report]})
    dialogs.open_again(book, Path("/报送/汇总.xlsx"))
    report.activate.assert_called_once_with()
    book = MagicMock()
    dialogs.open_again(book, Path("汇总.xlsx"))
    book.app.books.open.assert_called_once_with("汇总.xlsx")


def test_of_another_workbook_of_the_same_name_it_is_said_that_it_is_in_the_way() -> None:
    other = opened("/去年/汇总.xlsx")
    book = MagicMock(**{"app.books": [other]})
    with pytest.raises(
        RefusedError, match=r"Excel里开着另一个也叫“汇总.xlsx”的工作簿.*再打开“/报送/汇总.xlsx”"
    ):
        dialogs.open_again(book, Path("/报送/汇总.xlsx"))
    assert other.activate.call_count == 0


def test_one_file_is_called_otherwise_on_another_drive(tmp_path: Path) -> None:
    (tmp_path / "汇总.xlsx").touch()
    (tmp_path / "映射").symlink_to(tmp_path)
    report = opened(str(tmp_path / "映射" / "汇总.xlsx"))
    dialogs.open_again(MagicMock(**{"app.books": [report]}), tmp_path / "汇总.xlsx")
    report.activate.assert_called_once_with()


def test_one_file_is_chosen_in_excels_own_dialog() -> None:
    book = MagicMock()
    dialog = book.app.api.FileDialog.return_value
    dialog.Show.return_value, dialog.SelectedItems.return_value = -1, "D:\\名册.csv"
    assert dialogs.picked_file(book, "选择名册") == "D:\\名册.csv"
    assert (dialog.Title, dialog.AllowMultiSelect) == ("选择名册", False)
