"""What a project has decided about findings: which rules count, from which severity, and what may stand.

``settings`` reads what it lays down, ``baseline`` what an earlier report held already; ``validation`` makes the one list
that every report shows of it, and ``masking`` takes out what is a person's own before anything leaves the program.
"""
