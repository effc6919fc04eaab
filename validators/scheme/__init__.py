"""The plan as data: ``model`` is what a scheme file may say, of ``parts``, the days of its ``calendar``
and one ``item`` per row of its table.

``file`` loads one, ``check`` (with ``check_dates``) proves it consistent; a broken one is refused with every fault it has.
"""
