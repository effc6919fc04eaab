Attribute VB_Name = "GreenCommunity"
Option Explicit

' Generated from the list of buttons: change the list, not this text.
' The worksheet buttons. Where the add-in is open it does the work, with the Python that was set up for it.

Private Sub Press(ByVal entry As String)
    If AddinIsOpen() Then
        Application.Run "'green-community.xlam'!GreenCommunityCalls.CallPython", entry
    Else
        CallPython entry
    End If
End Sub

Public Function AddinIsOpen() As Boolean
    ' Asked first: Application.Run would look for a file of that name in the folder that Excel happens to be in.
    On Error Resume Next
    AddinIsOpen = Workbooks("green-community.xlam").Name = "green-community.xlam"
End Function

Public Sub CheckWorkbook()
    Press "check_workbook"
End Sub

Public Sub ExportSubmission()
    Press "export_submission"
End Sub

Public Sub ChooseFolder()
    Press "choose_folder"
End Sub

Public Sub Consolidate()
    Press "consolidate"
End Sub

Public Sub ReturnCopies()
    Press "return_copies"
End Sub

Public Sub SelfCheck()
    Press "self_check"
End Sub
