Attribute VB_Name = "GreenCommunity"
Option Explicit

' The worksheet buttons. Each Sub calls one Python entry of addin.macros; what then happens is decided there.
' VBA keeps its source in code page 1252, so the Chinese sentences stand in named cells of the workbook.

Public Sub CheckWorkbook()
    CallPython "check_workbook"
End Sub

Public Sub ExportSubmission()
    CallPython "export_submission"
End Sub

Public Sub ChooseFolder()
    CallPython "choose_folder"
End Sub

Public Sub Consolidate()
    CallPython "consolidate"
End Sub

Public Sub ReturnCopies()
    CallPython "return_copies"
End Sub

Public Sub SelfCheck()
    CallPython "self_check"
End Sub

Private Sub CallPython(ByVal entry As String)
    On Error GoTo failed
    ' Asked beforehand: without an interpreter RunPython shows the console's own words, which help no clerk.
    If Not AddinIsSetUp() Then
        Say "GC_Text_NoAddin", "The add-in is not set up on this computer. Only the buttons need it."
    ElseIf RunPython("from addin.macros import " & entry & "; " & entry & "()") = -1 Then
        Say "GC_Text_AddinFailed", "The add-in could not be started. Please run its set-up again."
    End If
    Exit Sub
failed:
    Say "GC_Text_AddinFailed", "The add-in could not be started. Please run its set-up again.", Err.Description
End Sub

Private Function AddinIsSetUp() As Boolean
    ' The set-up writes a full path; a bare command such as "python" is found by Windows itself.
    Dim interpreter As String
    interpreter = GetConfig("INTERPRETER_WIN")
    If InStr(interpreter, "\") > 0 Then
        AddinIsSetUp = FileExists(interpreter)
    Else
        AddinIsSetUp = interpreter <> ""
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
