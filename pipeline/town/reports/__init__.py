"""A district added up from its towns' own reports, without their submissions.

``model`` is what a report says, ``choosing`` whose it is and which of several counts, ``names`` who its communities are in the
district, ``adding`` the sum.
"""
