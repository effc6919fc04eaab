"""The buttons of the group 帮助: whether all that is needed works here, and the manuals."""

import webbrowser
from pathlib import Path

import xlwings as xw

from addin.dialogs import tell
from addin.macros.entry import entry, whoever_calls
from addin.messages import self_check_text
from addin.opened import RefusedError, is_addin, is_excel, rows_in
from pipeline.buttons import CONFIGURATION, MANUALS, SELF_CHECK
from pipeline.reading.cells.values import text_of
from pipeline.writing.addin import GUIDES

_SOURCES = Path(__file__).parents[2] / "docs"
"""The manuals beside the program's text, where nobody put them elsewhere."""


@entry(SELF_CHECK, whoever_calls)
def self_check(book: xw.Book) -> None:
    """Show whether everything that the buttons need works here, and what to do where it does not."""
    from addin.selfcheck import run_checks  # noqa: PLC0415 - needed by no other button

    tell(book, self_check_text(run_checks(book if is_excel(book) else None)))


@entry(MANUALS, whoever_calls)
def open_manuals(book: xw.Book) -> None:
    """Show the folder of the manuals."""
    folder = _folder(book)
    if not folder.is_dir():
        raise RefusedError(f"找不到使用手册的文件夹“{folder}”，请重新运行安装程序。")
    webbrowser.open(folder.resolve().as_uri())


def _folder(book: xw.Book) -> Path:
    """Where the set-up put the manuals, which stands in the add-in's own configuration."""
    if is_addin(book):
        settings = rows_in(book.sheets[CONFIGURATION].used_range)
        told = next((text_of(row[1]) for row in settings if row[0] == GUIDES), "")
        if told:
            return Path(told)
    return _SOURCES
