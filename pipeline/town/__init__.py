"""From checked workbooks and a roster to the town.

``matching`` says whose each submission is and which one counts, with ``rounds`` (of which year) and ``resubmissions`` (the
same as last year's); ``changes`` tells what differs between two; ``consolidation`` ranks and counts, and gives the ``model``
that every sheet and report is made of. ``past`` is a round as plain values, however it is had, and ``comparison`` sets the
town beside earlier ones; ``follow_up`` is what the office does next. ``frames`` gives it all as pandas DataFrames.
"""
