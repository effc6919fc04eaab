Attribute VB_Name = "GreenCommunityUdfs"
' Generated from the list of worksheet functions: change the list, not this text.
#Const App = "Microsoft Excel"

' The points of an item at a tier.
Function GC_SCORE(item, tier)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        GC_SCORE = XLPy.CallUDF("addin.udfs", "GC_SCORE", Array(item, tier), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        GC_SCORE = XLPy.CallUDF("addin.udfs", "GC_SCORE", Array(item, tier))
        Exit Function
    #End If
failed:
    GC_SCORE = Err.Description
End Function

' The weighted total over the items in order.
Function GC_TOTAL(tiers)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        GC_TOTAL = XLPy.CallUDF("addin.udfs", "GC_TOTAL", Array(tiers), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        GC_TOTAL = XLPy.CallUDF("addin.udfs", "GC_TOTAL", Array(tiers))
        Exit Function
    #End If
failed:
    GC_TOTAL = Err.Description
End Function

' The grade of a total or of the chosen tiers.
Function GC_GRADE(value)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        GC_GRADE = XLPy.CallUDF("addin.udfs", "GC_GRADE", Array(value), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        GC_GRADE = XLPy.CallUDF("addin.udfs", "GC_GRADE", Array(value))
        Exit Function
    #End If
failed:
    GC_GRADE = Err.Description
End Function

' The points to the next grade, from a total or the chosen tiers.
Function GC_GAP(value)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        GC_GAP = XLPy.CallUDF("addin.udfs", "GC_GAP", Array(value), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        GC_GAP = XLPy.CallUDF("addin.udfs", "GC_GAP", Array(value))
        Exit Function
    #End If
failed:
    GC_GAP = Err.Description
End Function

' The numbers of the items without a tier.
Function GC_MISSING(tiers)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        GC_MISSING = XLPy.CallUDF("addin.udfs", "GC_MISSING", Array(tiers), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        GC_MISSING = XLPy.CallUDF("addin.udfs", "GC_MISSING", Array(tiers))
        Exit Function
    #End If
failed:
    GC_MISSING = Err.Description
End Function

' One message per item, empty where all is well.
Function GC_CHECK(tiers, Optional measured, Optional scores)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        GC_CHECK = XLPy.CallUDF("addin.udfs", "GC_CHECK", Array(tiers, measured, scores), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        GC_CHECK = XLPy.CallUDF("addin.udfs", "GC_CHECK", Array(tiers, measured, scores))
        Exit Function
    #End If
failed:
    GC_CHECK = Err.Description
End Function

' Per section: its name, score and maximum.
Function GC_SECTIONS(tiers)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        GC_SECTIONS = XLPy.CallUDF("addin.udfs", "GC_SECTIONS", Array(tiers), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        GC_SECTIONS = XLPy.CallUDF("addin.udfs", "GC_SECTIONS", Array(tiers))
        Exit Function
    #End If
failed:
    GC_SECTIONS = Err.Description
End Function

' The tier that a measured value supports, with the clause.
Function GC_SUGGEST(item, measured)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        GC_SUGGEST = XLPy.CallUDF("addin.udfs", "GC_SUGGEST", Array(item, measured), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        GC_SUGGEST = XLPy.CallUDF("addin.udfs", "GC_SUGGEST", Array(item, measured))
        Exit Function
    #End If
failed:
    GC_SUGGEST = Err.Description
End Function

' The smallest set of items to raise to reach a target.
Function GC_UPGRADE(tiers, target)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        GC_UPGRADE = XLPy.CallUDF("addin.udfs", "GC_UPGRADE", Array(tiers, target), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        GC_UPGRADE = XLPy.CallUDF("addin.udfs", "GC_UPGRADE", Array(tiers, target))
        Exit Function
    #End If
failed:
    GC_UPGRADE = Err.Description
End Function

' The attainment rate of the town.
Function GC_ATTAINMENT(totals, Optional obliged)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        GC_ATTAINMENT = XLPy.CallUDF("addin.udfs", "GC_ATTAINMENT", Array(totals, obliged), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        GC_ATTAINMENT = XLPy.CallUDF("addin.udfs", "GC_ATTAINMENT", Array(totals, obliged))
        Exit Function
    #End If
failed:
    GC_ATTAINMENT = Err.Description
End Function

' The Python of the add-in where that is open, else the one that this workbook is configured for.
Private Function XLPy() As Object
    If AddinIsOpen() Then Set XLPy = Application.Run("'green-community.xlam'!xlwings.XLPy") Else Set XLPy = xlwings.XLPy
End Function
