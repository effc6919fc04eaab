"""What every button has in common: the workbook it is about; a failure is one sentence and a log entry."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Protocol

import xlwings as xw

from addin.dialogs import tell
from addin.opened import RefusedError, is_addin, is_excel
from pipeline.buttons import Button
from pipeline.journal import note, noted


class Macro(Protocol):
    """What a button calls: with no workbook it is the one whose button was clicked, or the add-in."""

    def __call__(self, book: xw.Book | None = None) -> None:
        """Do what the button says."""


def entry(
    button: Button, about: Callable[[xw.Book], xw.Book] | None = None
) -> Callable[[Callable[[xw.Book], None]], Macro]:
    """Make a function the entry of a button; ``about`` finds the workbook it is about (default: ``meant``).

    The function computes first and writes cells last; whatever it raises ends here.
    """

    def decorate(function: Callable[[xw.Book], None]) -> Macro:
        @wraps(function)
        def run(book: xw.Book | None = None) -> None:
            caller = book or xw.Book.caller()
            try:
                function((about or meant)(caller))
            except RefusedError as reason:
                if reason.__cause__:
                    note(button.caption, reason)
                tell(caller, str(reason), failed=True)
            except Exception as error:
                handing_over = noted(button.caption, error)
                apology = f"“{button.caption}”没有完成，工作簿里的内容没有改动；请再点一次，仍然不行时{handing_over}。"
                tell(caller, apology, failed=True)

        return run

    return decorate


def meant(caller: xw.Book) -> xw.Book:
    """The workbook that a click is about: of a worksheet's button its own, of the ribbon the active one."""
    if not is_addin(caller):
        return caller
    if is_excel(caller):
        excel = caller.app.api
        if excel.ActiveProtectedViewWindow is not None:
            raise RefusedError("工作簿在“受保护的视图”里，请先点上方的“启用编辑”，再点这个按钮。")
        if excel.ActiveWorkbook is None:
            raise RefusedError(_NOTHING_OPEN)
    active = caller.app.books.active
    if is_addin(active):
        raise RefusedError(_NOTHING_OPEN)
    return active


_NOTHING_OPEN = "没有打开的工作簿，请先打开要处理的工作簿，再点这个按钮。"


def whoever_calls(caller: xw.Book) -> xw.Book:
    """The workbook whose macros run: what is asked is about them, not about what is filled in."""
    return caller


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Say what to do when the place cannot be written to."""
    try:
        yield
    except OSError as error:
        raise RefusedError(
            f"写不进 {target.name}：它可能正打开着，或者文件夹不允许写入；请关闭它，再点一次。"
        ) from error
