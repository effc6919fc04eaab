"""What the words of a form say by themselves: which field a label names, and whose and of which time something is.

``labels`` knows fields, ``parties`` the words for others and for other times; ``column_owner`` and ``sheet_owner`` judge a
heading and the name of a sheet by them.
"""
