"""Every entry of the ribbon over every kind of workbook, and over none: it answers, and the workbook is what it was."""

from collections.abc import Callable
from pathlib import Path

import pytest

from addin import macros
from pipeline.buttons import RIBBON
from tests.addin.opened import ribbon_over, written
from tests.addin.ribbon import Desk, Kind, answering, anything

pytestmark = pytest.mark.usefixtures("at_home", "town", "browsed")


@pytest.mark.parametrize("entry", [button.entry for button in RIBBON])
@anything
def test_the_open_workbook_is_byte_for_byte_the_same(
    desk: Callable[[Kind], Desk], kind: Kind | None, entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind is None:
        caller, book = ribbon_over(None)
        files: dict[Path, bytes] = {}
    else:
        caller, book, path, _ = desk(kind)
        files = {path: path.read_bytes()}
    said = answering(monkeypatch, book, "yes")
    getattr(macros, entry)(caller)
    assert [text for text in said if "没有完成" in text] == []
    assert bool(said) == (entry != "open_manuals")
    assert {cell.partition("!")[0] for cell in written(book)} <= {"校验结果"}
    assert {path: path.read_bytes() for path in files} == files
