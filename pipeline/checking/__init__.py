"""From files to checked workbooks: each is read, scored and looked at by the rules, once.

``one_file`` takes a file through reading, ``scoring`` and ``engine``; ``batch`` does so for many, by several processes if
asked, and leaves those out whose result is in the ``cache``. What remains of a book is ``compact``, and ``serialization``
makes it bytes.
"""
