"""Which files were handed in, and their bytes.

``discovery`` looks through folders and, by way of ``archive``, into zips; ``content`` reads one file; ``own_reports`` and
``own_ledger`` know what an earlier run wrote, which nobody handed in.
"""
