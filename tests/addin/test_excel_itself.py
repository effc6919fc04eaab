"""What only Excel itself does, as far as it can be stood in for: protection, formulas, dialogs, closing, the cloud."""

from pathlib import Path
from typing import Any
from unittest.mock import MagicMock, PropertyMock

import pytest
import xlwings as xw

from addin import dialogs
from addin.opened import RefusedError, fill, path_of, print_rows, put


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


@pytest.mark.parametrize(("pressed", "folder"), [(-1, "D:\\报送"), (0, None)])
def test_the_folder_dialog_is_excels_own(pressed: int, folder: str | None) -> None:
    book = MagicMock()
    dialog = book.app.api.FileDialog.return_value
    dialog.Show.return_value = pressed
    dialog.SelectedItems.return_value = "D:\\报送"
    assert dialogs.picked_folder(book, "D:\\旧") == folder
    assert dialog.InitialFileName == "D:\\旧\\"


@pytest.mark.parametrize(("saved", "closed"), [(True, 1), (False, 0)])
def test_only_a_report_with_nothing_unsaved_is_closed(saved: bool, closed: int) -> None:
    report, other = MagicMock(), MagicMock()
    report.name, other.name = "汇总.XLSX", "别的.xlsx"
    report.api.Saved = saved
    book = MagicMock(**{"app.books": [report, other]})
    dialogs.put_away(book, Path("汇总.xlsx"))
    assert (report.close.call_count, other.close.call_count) == (closed, 0)


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


def test_a_workbook_in_the_cloud_is_to_be_saved_first() -> None:
    class Cloud:
        @property
        def fullname(self) -> str:
            raise xw.XlwingsError("no local copy")

    book: Any = Cloud()
    with pytest.raises(RefusedError, match="网盘"):
        path_of(book)
