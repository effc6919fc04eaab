"""The ledger (台账): what a folder's files, consolidations and requests once said, kept though the files are replaced.

``file`` opens the SQLite database as ``drives`` allows and brings it up to ``schema``; ``recording`` adds a consolidation to
it, ``earlier`` tells a town what its submissions were before, ``history`` tells the chain of a community's submissions.
Nothing in it is ever changed or deleted.
"""
