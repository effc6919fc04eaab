"""The buttons of the group 帮助: whether all that is needed works here, and the manuals."""

import webbrowser
from pathlib import Path

import xlwings as xw

from addin.dialogs import tell
from addin.macros.entry import entry, whoever_calls
from addin.messages import self_check_text
from addin.opened import RefusedError, is_excel
from pipeline.buttons import MANUALS, SELF_CHECK
from pipeline.journal import log_file


@entry(SELF_CHECK, whoever_calls)
def self_check(book: xw.Book) -> None:
    """Show whether everything that the buttons need works here, and what to do where it does not."""
    from addin.selfcheck import run_checks  # noqa: PLC0415 - needed by no other button

    tell(book, self_check_text(run_checks(book if is_excel(book) else None)))


@entry(MANUALS, whoever_calls)
def open_manuals(_: xw.Book) -> None:
    """Show the folder of the manuals: where the set-up put them for this user, else beside the program's text."""
    places = (log_file().with_name("手册"), Path(__file__).parents[2] / "docs")
    folder = next((place for place in places if place.is_dir()), None)
    if folder is None:
        raise RefusedError("这里没有装使用手册，请打开安装包里的“社区填报手册”“镇办汇总手册”。")
    webbrowser.open(folder.resolve().as_uri())
