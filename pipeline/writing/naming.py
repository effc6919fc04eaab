"""File names made from what people typed."""

import re

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST = 80


def file_stem(text: str) -> str:
    """The text as part of a file name that Windows accepts: forbidden characters become ``_``."""
    return _FORBIDDEN.sub("_", text)[:_LONGEST].strip(" .") or "_"
