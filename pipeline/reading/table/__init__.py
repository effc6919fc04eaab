"""One table from its header to its last row.

``reader`` first makes the rows what one sees (the room ``view``), then reads them one by one (``rows``), then what is stated
of the whole (``totals``, ``community_name``), and asks back what is shown otherwise (``shown_values``) or strange (``strange_cells``).
"""
