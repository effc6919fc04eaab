"""From files to checked workbooks: each is read, scored and looked at by the rules, once.

``batch`` takes every file through reading, ``scoring`` and ``engine``, by several processes if asked, and leaves those
out whose result is in the ``cache``. What remains of a book is ``compact``, and ``serialization`` makes it bytes.
"""
