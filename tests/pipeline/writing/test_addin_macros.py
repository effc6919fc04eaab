"""The add-in's macros: whose they are, what they call, and where xlwings takes its settings from."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from oletools.olevba import VBA_Parser
from pyopenvba.apps.excel import ExcelApplication

from pipeline.buttons import ADDIN, CONFIGURATION, RIBBON
from pipeline.writing import addin as package
from pipeline.writing.addin import addin_modules
from pipeline.writing.vba_project import UDFS, vba_project, xlwings_module
from tests.clients.libreoffice import run_macros
from tests.pipeline.writing.macro_books import OURS, RECORD, book, configuration, stubbed
from tests.pipeline.writing.test_vba_project import SHIPPED, sources

WORKBOOKS = Path(__file__).parents[3] / "workbooks"


def test_oletools_lists_our_modules_and_those_of_xlwings_only(addin: Path) -> None:
    with ZipFile(addin) as archive:
        found = sources(archive.read("xl/vbaProject.bin"))
    assert set(found) == {*SHIPPED, *addin_modules()}
    assert {name: found[name] for name in addin_modules()} == addin_modules()
    assert VBA_Parser(str(addin)).detect_vba_macros()


def test_xlwings_is_its_own_module_but_for_what_is_meant(addin: Path) -> None:
    with ZipFile(addin) as archive:
        found = sources(archive.read("xl/vbaProject.bin"))["xlwings"].splitlines()
    theirs = sources(vba_project(OURS))["xlwings"].splitlines()
    changed = [(before, after) for before, after in zip(theirs, found, strict=True) if before != after]
    assert changed.pop(0) == (
        'Public Const PROJECT_NAME As String = "xlwings"',
        'Public Const PROJECT_NAME As String = "green-community"',
    )
    assert changed.pop() == (
        '    For Each cell In Range(sht.Range("A1"), lastCell)',
        '    For Each cell In sht.Range(sht.Range("A1"), lastCell)',
    )  # with nothing open, or on a chart sheet, a bare Range is an error
    assert len(changed) == 2
    assert [before.replace(" -B -c ", " -B -P -c ") for before, _ in changed] == [
        after for _, after in changed
    ]


def test_a_setting_is_looked_for_nowhere_but_on_the_add_ins_own_sheet(addin: Path) -> None:
    """Xlwings asks its own workbook's sheet first, and goes on to files for what is not there."""
    asked = set(re.findall(r'GetConfig\("([^"]+)"', xlwings_module("green-community")))
    assert {key for key in asked if not key.endswith("_MAC")} <= set(configuration(addin))
    assert "ActiveWorkbook" not in xlwings_module("green-community")


def test_the_functions_get_the_asking_cells_workbook() -> None:
    text = addin_modules()["GreenCommunityUdfs"]
    assert text.count(", AskingWorkbook(), Application.Caller)") == len(UDFS)
    assert "Set AskingWorkbook = Application.Caller.Worksheet.Parent" in text
    assert "ActiveWorkbook" not in text


@pytest.mark.slow
def test_libreoffice_runs_every_callback_and_python_is_asked_for_its_entry(tmp_path: Path) -> None:
    """As a macro workbook: LibreOffice opens no add-in, and cannot compile xlwings' own module."""
    record = tmp_path / "record.txt"
    asks = """\
Attribute VB_Name = "AsksForTheLabel"
Public Sub Ask()
    Dim label
    GreenCommunityRibbon.GcVersion Nothing, label
    RunPython label
End Sub
"""
    modules = {**stubbed(RECORD, modules=addin_modules()), "AsksForTheLabel": asks}
    path = book(tmp_path / "本.xlsm", modules, {"GC_Record": str(record), "GC_Text_Version": "0.9"})
    called = [f"GreenCommunityRibbon.Gc{button.macro} Nothing" for button in RIBBON]
    assert run_macros(path, [*called, "AsksForTheLabel.Ask"]) == [None] * (len(RIBBON) + 1)
    assert record.read_text("ascii").splitlines() == [
        *(f"from addin.macros import {button.entry}; {button.entry}()" for button in RIBBON),
        "0.9",
    ]


def on_windows(source: str) -> str:
    """A piece of xlwings' module as Excel on Windows compiles it: without the branches for other programs."""
    source = re.sub(
        r"^ *#If Mac Then.*\n(?:.*\n)*? *#Else.*\n((?:.*\n)*?) *#End If.*\n",
        r"\1",
        source,
        flags=re.MULTILINE,
    )
    source = re.sub(
        r"^ *#If App = .*\n((?:.*\n)*?) *#Else.*\n(?:.*\n)*? *#End If.*\n", r"\1", source, flags=re.MULTILINE
    )
    return re.sub(r"^ *#.*\n", "", source, flags=re.MULTILINE)


ASKS = """
Function ExpandEnvironmentStrings(ByVal s As String)
    ExpandEnvironmentStrings = s
End Function
Function GetFullName(wb)
    GetFullName = wb.Name
End Function
Function GetDirectoryConfigFilePath()
    GetDirectoryConfigFilePath = "the folder's"
End Function
Function GetConfigFilePath()
    GetConfigFilePath = "the user's"
End Function
Function FileExists(path)
    MsgBox path
End Function
Sub Ask()
    Workbooks.Open("{hostile}").Activate
    MsgBox "active: " & ActiveWorkbook.Name
    MsgBox GetConfig("INTERPRETER_WIN")
    MsgBox GetConfig("CONDA PATH", "conda")
    MsgBox GetConfig("SET NOWHERE", "default")
End Sub
"""


def test_xlwings_takes_the_interpreter_from_the_add_in_whatever_is_active(tmp_path: Path) -> None:
    """Its own GetConfig, run by another interpreter of VBA, a submission with sheets of those names being active."""
    hostile = tmp_path / "received.xlsx"
    with xlsxwriter.Workbook(hostile) as made:
        for name in (CONFIGURATION, "xlwings.conf"):
            sheet = made.add_worksheet(name)
            sheet.write_row(0, 0, ("INTERPRETER_WIN", "C:\\evil.exe"))
            sheet.write_row(1, 0, ("SET NOWHERE", "evil"))
    source = xlwings_module("green-community").replace("\r\n", "\n")
    head = 'Attribute VB_Name = "xlwings"\nPublic Const PROJECT_NAME As String = "green-community"\n'
    parts = [
        re.findall(rf"^Function {name}\(.*?^End Function\n", source, re.MULTILINE | re.DOTALL)[0]
        for name in ("GetConfigFromSheet", "GetConfig", "SheetExists")
    ]
    module = head + on_windows("".join(parts)) + ASKS.replace("{hostile}", str(hostile))
    path = tmp_path / "addin.xlsm"
    settings = {**configuration(WORKBOOKS / ADDIN), "INTERPRETER_WIN": "C:\\p\\python.exe"}
    project = vba_project({"xlwings": module, "Dictionary": 'Attribute VB_Name = "Dictionary"\n'})
    path.write_bytes(package._workbook(project, {key: str(value) for key, value in settings.items()}))
    excel = ExcelApplication.open(path)
    excel.run("Ask")
    # a setting that the sheet has is looked for no further, even where it is blank
    assert [text for _, text, _, _ in excel.dialogs] == [
        "active: received.xlsx",
        "C:\\p\\python.exe",
        "",
        "the folder's",
        "the user's",
        "default",
    ]
