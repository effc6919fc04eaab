"""Workbooks that hold our macros, with a stand-in for xlwings' own."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from pipeline.buttons import CONFIGURATION
from pipeline.writing.addin.callbacks import macro_modules
from pipeline.writing.vba_project import vba_project

OURS = macro_modules()

# Neither LibreOffice nor pyOpenVBA can load the real one; and what cannot be loaded silently stops the rest.
STUB = """\
Attribute VB_Name = "xlwings"
Public Function GetConfig(configKey As String) As Variant
    GetConfig = "{interpreter}"
End Function
Public Function FileExists(ByVal FileSpec As String) As Boolean
    FileExists = False
End Function
Public Function RunPython(PythonCommand As String)
{run_python}
End Function
"""
RECORD = """\
    Dim channel As Integer
    channel = FreeFile
    Open ThisWorkbook.Names("GC_Record").RefersToRange.Value For Append As #channel
    Print #channel, PythonCommand
    Close #channel
"""


def book(path: Path, modules: Mapping[str, str], names: Mapping[str, str]) -> Path:
    """Write a workbook whose first sheet has one named cell per entry of `names`."""
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("填报说明")
    workbook.add_worksheet("任务分解表")
    for row, (name, text) in enumerate(names.items()):
        sheet.write(row, 0, text)
        workbook.define_name(name, f"=填报说明!$A${row + 1}")
    workbook.add_vba_project(BytesIO(vba_project(modules)), is_stream=True)
    workbook.close()
    return path


def stubbed(
    run_python: str, interpreter: str = "python", modules: Mapping[str, str] = OURS
) -> dict[str, str]:
    """Return our modules with a stand-in for xlwings whose RunPython has this body."""
    stub = STUB.format(run_python=run_python, interpreter=interpreter)
    return {**modules, "xlwings": stub, "Dictionary": 'Attribute VB_Name = "Dictionary"\n'}


def configuration(package: Path) -> dict[str, object]:
    """The sheet from which xlwings takes its settings, as GetConfigFromSheet walks it: down to the first blank key."""
    rows = (
        CalamineWorkbook.from_filelike(BytesIO(package.read_bytes()))
        .get_sheet_by_name(CONFIGURATION)
        .to_python()
    )
    return {str(key): value for key, value in rows}
