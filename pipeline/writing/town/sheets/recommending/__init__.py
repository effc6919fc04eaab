"""The sheets by which communities are recommended: the list in which the office decides, their files, what is published, the record."""

from pipeline.writing.town.sheets.recommending import candidates, materials, publicity, record

SHEETS = (candidates.sheet, materials.sheet, publicity.sheet, record.sheet)
"""In their order; the record only where there is any decision, none of a district: its towns recommend."""
