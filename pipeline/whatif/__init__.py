"""What would be if: selections without a workbook, and the fewest items to raise to reach a grade."""
