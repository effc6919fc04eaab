"""File names made from what people typed."""

import re
from collections.abc import Iterable

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST = 80


def file_names(texts: Iterable[str], ending: str) -> list[str]:
    """A file name for each text, no two alike even where letters of either size count as one."""
    names: list[str] = []
    taken: set[str] = set()
    for text in texts:
        stem, again = file_stem(text), 1
        while (name := f"{stem}{again if again > 1 else ''}{ending}").lower() in taken:
            again += 1
        names.append(name)
        taken.add(name.lower())
    return names


def file_stem(text: str) -> str:
    """The text as part of a file name that Windows accepts: forbidden characters become ``_``."""
    return _FORBIDDEN.sub("_", text)[:_LONGEST].strip(" .") or "_"
