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
    If InStr(interpreter, "\") > 0 Then
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
