"""A workbook opened without running anything of it.

``opening`` says what a file is and opens it; ``parsing`` is calamine, and what is doubtful is tried in a process of its own
first (``sandbox``). A ``book`` gives sheets and cells. ``hazards`` says what else lies in it: macros (``vba``), links to
elsewhere (``external_links``), objects, buried sheets.
"""
