"""The VBA by which buttons call Python, made from the list of buttons: the ribbon's callbacks, the worksheets' Subs.

VBA keeps its source in code page 1252, so the Chinese sentences stand in named cells of the workbook.
"""

from collections.abc import Mapping

from pipeline.buttons import ADDIN, RIBBON, WORKSHEET
from pipeline.writing.vba_project import UDFS, udf_module, vba_project

_MADE = "' Generated from the list of buttons: change the list, not this text.\n"

_CALLS = """\
Attribute VB_Name = "GreenCommunityCalls"
Option Explicit

' How every button calls its Python entry of addin.macros; what then happens is decided there.

Public Sub CallPython(ByVal entry As String)
    On Error GoTo failed
    ' Asked beforehand: without an interpreter RunPython shows the console's own words, which help no clerk.
    If Not PythonIsSetUp() Then
        Say "GC_Text_NoAddin", "The add-in is not set up on this computer. Only the buttons need it."
    ElseIf RunPython("from addin.macros import " & entry & "; " & entry & "()") = -1 Then
        Say "GC_Text_AddinFailed", "The add-in could not be started. Please run its set-up again."
    End If
    Exit Sub
failed:
    Say "GC_Text_AddinFailed", "The add-in could not be started. Please run its set-up again.", Err.Description
End Sub

Private Function PythonIsSetUp() As Boolean
    ' The set-up writes a full path; a bare command such as "python" is found by Windows itself.
    Dim interpreter As String
    interpreter = GetConfig("INTERPRETER_WIN")
    If InStr(interpreter, "\\") > 0 Then
        PythonIsSetUp = FileExists(interpreter)
    Else
        PythonIsSetUp = interpreter <> ""
    End If
End Function

Private Sub Say(ByVal textName As String, ByVal fallback As String, Optional ByVal detail As String)
    Dim sentence As String
    ' A workbook without the name still has something to say.
    On Error Resume Next
    sentence = ThisWorkbook.Names(textName).RefersToRange.Value
    On Error GoTo 0
    If sentence = "" Then sentence = fallback
    If detail <> "" Then sentence = sentence & vbCrLf & vbCrLf & detail
    MsgBox sentence, vbExclamation
End Sub
"""

_RIBBON = f"""\
Attribute VB_Name = "GreenCommunityRibbon"
Option Explicit

{_MADE}' The ribbon's callbacks. The workbook they are about is the active one; Python asks Excel for it.

Public Sub GcVersion(ByVal control As IRibbonControl, ByRef returnedVal)
    returnedVal = ThisWorkbook.Names("GC_Text_Version").RefersToRange.Value
End Sub
"""

_CALLBACK = """
Public Sub Gc{macro}(ByVal control As IRibbonControl)
    CallPython "{entry}"
End Sub
"""

_WORKSHEET = f'''\
Attribute VB_Name = "GreenCommunity"
Option Explicit

{_MADE}' The worksheet buttons. Where the add-in is open it does the work, with the Python that was set up for it.

Private Sub Press(ByVal entry As String)
    If AddinIsOpen() Then
        Application.Run "'{ADDIN}'!GreenCommunityCalls.CallPython", entry
    Else
        CallPython entry
    End If
End Sub

Public Function AddinIsOpen() As Boolean
    ' Asked first: Application.Run would look for a file of that name in the folder that Excel happens to be in.
    On Error Resume Next
    AddinIsOpen = Workbooks("{ADDIN}").Name = "{ADDIN}"
End Function
'''

_SUB = """
Public Sub {macro}()
    Press "{entry}"
End Sub
"""


def ribbon_modules() -> Mapping[str, str]:
    """The add-in's modules that its buttons need."""
    callbacks = "".join(_CALLBACK.format(**button._asdict()) for button in RIBBON)
    return {"GreenCommunityCalls": _CALLS, "GreenCommunityRibbon": _RIBBON + callbacks}


def worksheet_modules() -> Mapping[str, str]:
    """The modules that the buttons of template.xlsm need."""
    subs = "".join(_SUB.format(**button._asdict()) for button in WORKSHEET)
    return {"GreenCommunityCalls": _CALLS, "GreenCommunity": _WORKSHEET + subs}


def macro_project() -> bytes:
    """The bytes of vbaProject.bin: xlwings' own modules and ours, the same every time."""
    return vba_project(macro_modules())


def macro_modules() -> dict[str, str]:
    """Our modules of template.xlsm, by name."""
    return {**worksheet_modules(), "GreenCommunityUdfs": udf_module(UDFS)}
