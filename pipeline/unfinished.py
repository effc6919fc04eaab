"""How files are called while they are written: what a run that was ended in the middle leaves is known by it."""

import re

MARK = ".green-community-"
"""What the name of an unfinished file begins with."""

_NAME = re.compile(rf"{re.escape(MARK)}\w{{8}}\.\w+")


def is_unfinished(name: str) -> bool:
    """Whether a file is what a run of ours left that was ended in the middle of writing."""
    return _NAME.fullmatch(name) is not None
