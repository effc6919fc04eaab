"""What a clerk sees besides cells: message boxes, the folder dialog, the status bar, a workbook opened."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import xlwings as xw

from addin.opened import RefusedError, is_excel
from pipeline.template import OFFICE

TITLE = "自评与汇总"

_FILE_PICKER, _FOLDER_PICKER = 3, 4  # Office's msoFileDialogFilePicker and msoFileDialogFolderPicker
_CHOSEN = -1  # what Show gives for 确定


def tell(book: xw.Book, text: str, *, failed: bool = False) -> None:
    """Show a message box."""
    book.app.alert(text, TITLE, "ok", "critical" if failed else "info")


def agreed(book: xw.Book, question: str) -> bool:
    """Whether the clerk answers yes; where nobody can answer at once (xlwings Server) it is no."""
    return book.app.alert(question, TITLE, "yes_no", "info") == "yes"


def picked_folder(book: xw.Book, start: str) -> str | None:
    """The folder chosen in Excel's own dialog, None when it is cancelled; RefusedError where there is no dialog."""
    if not is_excel(book):
        raise RefusedError(
            f"这里打不开选择文件夹的窗口，请把文件夹的完整路径直接填在“{OFFICE}”页“文件夹”右边的格里。"
        )
    return _picked(book, _FOLDER_PICKER, "选择存放报送文件的文件夹", start)


def picked_file(book: xw.Book, title: str) -> str | None:
    """The file chosen in Excel's own dialog; None when it is cancelled."""
    return _picked(book, _FILE_PICKER, title, "")


def typed_text(book: xw.Book, question: str, proposed: str) -> str | None:
    """What the clerk types into Excel's own input box, None when it is cancelled; where there is none, what is proposed."""
    if not is_excel(book):
        return proposed
    answer = book.app.api.InputBox(question, TITLE, proposed)
    return answer.strip() if isinstance(answer, str) else None


def _picked(book: xw.Book, kind: int, title: str, start: str) -> str | None:
    dialog = book.app.api.FileDialog(kind)
    dialog.Title, dialog.AllowMultiSelect = title, False
    if start:
        dialog.InitialFileName = start.rstrip("\\") + "\\"
    return str(dialog.SelectedItems(1)) if dialog.Show() == _CHOSEN else None


@contextmanager
def progress(book: xw.Book, doing: str) -> Iterator[Callable[[int, int], None]]:
    """Yield what shows ``正在汇总：3/13`` in the status bar; Excel has it back afterwards."""

    def show(done: int, total: int) -> None:
        with suppress(NotImplementedError):  # xlwings Server has no status bar
            book.app.status_bar = f"{doing}：{done}/{total}"

    try:
        yield show
    finally:
        with suppress(NotImplementedError):
            book.app.status_bar = False


def put_away(book: xw.Book, path: Path) -> None:
    """Close the workbook at the path if Excel has it open with nothing unsaved, so that it can be replaced."""
    if is_excel(book):
        for other in list(book.app.books):
            if _is_at(other, path) and other.api.Saved:
                other.close()


def show_book(book: xw.Book, path: Path) -> None:
    """Open a workbook beside the open one; elsewhere than in Excel nothing can be opened.

    Excel calculates it as it opens and takes it for changed; it is not, and may be put away again. RefusedError where
    one of the same name is open from another folder: Excel never has both.
    """
    if is_excel(book):
        if any(_is_called(other, path) and not _is_at(other, path) for other in book.app.books):
            raise RefusedError(
                f"Excel里开着另一个也叫“{path.name}”的工作簿，两个同名的不能同时打开；请关闭它，再打开“{path}”。"
            )
        book.app.books.open(str(path)).api.Saved = True


def show_beside(book: xw.Book, path: Path) -> None:
    """The same, behind the open one: that stays in front and is what the next click is about."""
    show_book(book, path)
    if is_excel(book):
        book.activate()


def open_again(book: xw.Book, path: Path) -> None:
    """Show a workbook: the open one as it is, with what somebody wrote into it; else as ``show_book`` does."""
    if is_excel(book):
        for other in book.app.books:
            if _is_at(other, path):
                other.activate()
                return
    show_book(book, path)


def _is_called(book: xw.Book, path: Path) -> bool:
    return book.name.casefold() == path.name.casefold()


def _is_at(book: xw.Book, path: Path) -> bool:
    """Whether an open workbook is this very file; where Excel cannot say which file it is, its name has to tell."""
    try:
        return _is_called(book, path) and path.samefile(book.fullname)
    except xw.XlwingsError:  # a web address that belongs to no local folder
        return _is_called(book, path)
    except OSError:  # one of them is not there
        return book.fullname.casefold() == str(path).casefold()
