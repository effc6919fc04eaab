"""A workbook opened without running anything of it.

``book`` gives sheets and cells; what is doubtful is tried in a process of its own first (``sandbox``). ``hazards`` says what
else lies in it: macros (``vba``), links to elsewhere (``external_links``), objects, buried sheets.
"""
