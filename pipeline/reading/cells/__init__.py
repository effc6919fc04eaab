"""What one cell says, read as a careful clerk reads it, and what stands behind its label.

``values``, ``dates``, ``boxes``, ``ticks`` and ``informal`` each know one way of writing; ``interpreter`` asks them in turn
and notes what it read otherwise than it stands there, and ``row_choice`` settles what the marks of a row choose together.
"""
