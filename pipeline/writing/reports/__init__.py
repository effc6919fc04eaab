"""The reports of ``validate``: one module per format, each made of the same list of findings.

``formats`` has them by name; ``rules_page`` is the catalogue of rules that the reports refer to.
"""
