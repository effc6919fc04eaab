"""Where in the program something failed, without the error's own text, which may quote what stood in a cell."""

import traceback
from collections.abc import Iterator

_FRAMES = 40
"""The last calls of a trace: an endless recursion has a thousand alike."""


def traced(error: BaseException) -> str:
    """Kind, code and calls of an error and of those behind it."""
    return "".join(_parts(error))


def _parts(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        number = getattr(error, "hresult", None) or getattr(error, "errno", None)
        yield f"{type(error).__name__}{f' ({number})' if number else ''}\n"
        yield from traceback.format_tb(error.__traceback__, limit=-_FRAMES)
        error = error.__cause__ or error.__context__
