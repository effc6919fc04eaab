"""What every button has in common: a failure is one sentence and a log entry, and the workbook stays as it was."""

from collections.abc import Callable
from functools import wraps
from typing import Protocol

import xlwings as xw

from addin.dialogs import tell
from addin.opened import RefusedError
from pipeline.journal import note, noted


class Button(Protocol):
    """What a button calls: with no workbook it is the one whose button was clicked."""

    def __call__(self, book: xw.Book | None = None) -> None:
        """Do what the button says."""


def entry(caption: str) -> Callable[[Callable[[xw.Book], None]], Button]:
    """Make a function the entry of the button with this caption.

    The function computes first and writes cells last; whatever it raises ends here.
    """

    def decorate(function: Callable[[xw.Book], None]) -> Button:
        @wraps(function)
        def run(book: xw.Book | None = None) -> None:
            open_book = book or xw.Book.caller()
            try:
                function(open_book)
            except RefusedError as reason:
                if reason.__cause__:
                    note(caption, reason)
                tell(open_book, str(reason), failed=True)
            except Exception as error:
                apology = f"“{caption}”没有完成，工作簿里的内容没有改动；请再点一次，仍然不行时{noted(caption, error)}。"
                tell(open_book, apology, failed=True)

        return run

    return decorate
