Attribute VB_Name = "GreenCommunityRibbon"
Option Explicit

' Generated from the list of buttons: change the list, not this text.
' The ribbon's callbacks. The workbook they are about is the active one; Python asks Excel for it.

Public Sub GcVersion(ByVal control As IRibbonControl, ByRef returnedVal)
    returnedVal = ThisWorkbook.Names("GC_Text_Version").RefersToRange.Value
End Sub

Public Sub GcCheckWorkbook(ByVal control As IRibbonControl)
    CallPython "check_workbook"
End Sub

Public Sub GcNextFinding(ByVal control As IRibbonControl)
    CallPython "next_finding"
End Sub

Public Sub GcExportSubmission(ByVal control As IRibbonControl)
    CallPython "export_submission"
End Sub

Public Sub GcConvertWorkbook(ByVal control As IRibbonControl)
    CallPython "convert_workbook"
End Sub

Public Sub GcConsolidate(ByVal control As IRibbonControl)
    CallPython "consolidate"
End Sub

Public Sub GcReturnCopies(ByVal control As IRibbonControl)
    CallPython "return_copies"
End Sub

Public Sub GcOpenReport(ByVal control As IRibbonControl)
    CallPython "open_report"
End Sub

Public Sub GcShowHistory(ByVal control As IRibbonControl)
    CallPython "show_history"
End Sub

Public Sub GcDrawSample(ByVal control As IRibbonControl)
    CallPython "draw_sample"
End Sub

Public Sub GcSelfCheck(ByVal control As IRibbonControl)
    CallPython "self_check"
End Sub

Public Sub GcOpenManuals(ByVal control As IRibbonControl)
    CallPython "open_manuals"
End Sub
