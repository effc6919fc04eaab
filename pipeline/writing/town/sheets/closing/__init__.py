"""The sheets that sum up a programme after its last round: what it came to, what others can copy, whom to praise."""

from pipeline.writing.town.sheets.closing import practices, praise, summary

SHEETS = (summary.sheet, practices.sheet, praise.sheet)
"""In their order; a workbook has them for the last round of a plan."""
