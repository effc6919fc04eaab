"""Which of a workbook's tables is the scorecard that the community hands in.

Each sheet's tables are found (``side_by_side``, and ``missing_labels`` where a label is lacking); ``own_table`` chooses the
community's own of this round, and ``continuation`` joins what goes on on a further sheet.
"""
