"""Workbooks as files: what they are, their parts within limits, and the XML made such as can be read.

``kinds`` names what came, ``package`` inflates the parts and puts them together anew, by way of ``outline`` (which part is
what) and ``relations``. Nothing here knows what stands in a cell, but for ``grid``, the words for cells and places.
"""
