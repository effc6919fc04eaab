"""The plan as data: ``model`` is what a scheme file may say, one ``item`` per row of its table.

``parts`` are the rest of it, ``calendar`` its days and rounds. ``file`` loads one, ``check`` (with ``check_dates``) proves it
consistent; a broken one is refused with every fault it has.
"""
