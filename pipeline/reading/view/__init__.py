"""What a table's rows look like before they are read: the cells as one sees them, each item in one row.

``visible_cells`` takes away what merged cells cover and marks what is struck out, ``merged_cells`` writes what stands in one
box into every row of it, ``row_groups`` finds items of several rows and ``group_as_row`` makes each of them one.
"""
