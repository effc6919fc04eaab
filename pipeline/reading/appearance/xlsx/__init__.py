"""What is unseen of a sheet of an xlsx or xlsm.

``sheet`` searches the sheet's bytes for what may tell of it, and only where it finds some parses the ``elements``: what is
``hidden``, what ``styles`` and pieces of ``strings`` make faint, struck out or signs, what ``conditional`` formats show, what
``drawings`` cover, what ``comments`` say, what formulas are ``fetching`` from elsewhere.
"""
