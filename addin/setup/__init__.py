"""Setting Excel up for one user, and undoing it: what is written, where, and what stood there before.

``installing`` is the calls that the commands make. It puts the add-in, built for this Python, into Excel's start folder
(``start_folder``). Removing it also undoes what earlier versions wrote (``earlier``: xlwings' configuration, trusted
locations); ``trusting`` reads what Excel's settings say of macros.
"""
