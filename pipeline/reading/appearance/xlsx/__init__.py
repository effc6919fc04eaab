"""What is unseen of a sheet of an xlsx or xlsm, found in the bytes of its parts.

``sheet`` puts it together, and looks for each only where bytes tell of it: what is ``hidden``, what ``styles`` and pieces of
``strings`` make faint, struck out or signs, what ``conditional`` formats show, what ``drawings`` cover, what ``comments``
say, and what formulas are ``fetching`` from elsewhere.
"""
