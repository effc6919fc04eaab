"""A town's report of ours read back, to be added up with others.

``json_parts`` is what the JSON report says for that, ``from_json`` and ``from_workbook`` read one, ``building`` makes checked
books of what it says, ``agreement`` finds out whether somebody has changed it.
"""
