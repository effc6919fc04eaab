"""Which column of a table is what, and which of several is the committee's own.

``header_columns`` lists the columns with the words over them, ``column_contents`` what they hold; ``by_label`` decides where
the words are enough, ``competing_columns`` where they are not. ``header`` puts it together.
"""
