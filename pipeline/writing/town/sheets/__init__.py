"""The sheets of the town workbook, one module each: ``NAME`` is the sheet's, ``sheet`` makes it of a town."""
