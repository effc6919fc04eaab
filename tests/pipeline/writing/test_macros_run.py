"""What the macros of the buttons do, where Python answers and where it does not."""

import re
from pathlib import Path

import pytest
from pyopenvba.apps.excel import ExcelApplication

from tests.clients.libreoffice import run_macros
from tests.pipeline.writing.macro_books import OURS, RECORD, book, stubbed

BUTTONS = {
    "CheckWorkbook": "check_workbook",
    "ExportSubmission": "export_submission",
    "ChooseFolder": "choose_folder",
    "Consolidate": "consolidate",
    "ReturnCopies": "return_copies",
    "SelfCheck": "self_check",
}


def test_every_button_names_its_entry() -> None:
    text = OURS["GreenCommunity"]
    assert (
        dict(re.findall(r'^Public Sub (\w+)\(\)\n    CallPython "(\w+)"\nEnd Sub$', text, re.MULTILINE))
        == BUTTONS
    )
    assert len(re.findall(r"^(?:Public )?(?:Sub|Function) ", text, re.MULTILINE)) == len(BUTTONS)


def test_libreoffice_runs_every_button_and_python_is_asked_for_its_entry(tmp_path: Path) -> None:
    record = tmp_path / "record.txt"
    path = book(tmp_path / "本.xlsm", stubbed(RECORD), {"GC_Record": str(record)})
    assert run_macros(path, [f"GreenCommunity.{name}" for name in BUTTONS]) == [None] * len(BUTTONS)
    assert record.read_text("ascii").splitlines() == [
        f"from addin.macros import {entry}; {entry}()" for entry in BUTTONS.values()
    ]


@pytest.mark.parametrize(
    ("interpreter", "run_python", "names", "said"),
    [
        ("", "", {"GC_Text_NoAddin": "未启用加载项"}, "未启用加载项"),
        ("C:\\gone\\python.exe", "", {"GC_Text_NoAddin": "未启用加载项"}, "未启用加载项"),
        ("", "", {}, "The add-in is not set up on this computer. Only the buttons need it."),
        (
            "",
            "",
            {"GC_Text_NoAddin": ""},
            "The add-in is not set up on this computer. Only the buttons need it.",
        ),
        ("python", "RunPython = -1", {"GC_Text_AddinFailed": "加载项未能启动"}, "加载项未能启动"),
        ("python", "Err.Raise 53", {"GC_Text_AddinFailed": "未能启动"}, "未能启动\r\n\r\nFile not found"),
        ("python", "RunPython = 0", {}, None),
    ],
)
def test_what_a_button_says_where_python_does_not_answer(
    tmp_path: Path, interpreter: str, run_python: str, names: dict[str, str], said: str | None
) -> None:
    path = book(tmp_path / "book.xlsm", stubbed(run_python, interpreter), names)
    excel = ExcelApplication.open(path)
    excel.run("CheckWorkbook")
    assert [text for _, text, _, _ in excel.dialogs] == ([said] if said else [])
