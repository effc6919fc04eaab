"""One table from its header to its last row.

``reader`` first makes the rows what one sees (``visible_cells``, ``merged_cells``, ``row_groups``), then reads them one by
one (``rows``), then what is stated of the whole (``totals``, ``community_name``), and asks back what is shown otherwise.
"""
