"""Setting Excel up for one user, and undoing it: what is written, where, and what stood there before.

``installing`` is the two calls that the commands make. It writes xlwings' configuration (``configuration``) and Excel's
trusted folder (``trusting``), and has ``keeping`` note what was there, so that removing it leaves nothing.
"""
