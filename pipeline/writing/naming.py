"""File names made from what people typed."""

from collections.abc import Iterable
from pathlib import Path

from pathvalidate import sanitize_filename

from pipeline.harmless import legal

_LONGEST = 200
"""Bytes: a file system takes 255, and an ending, a number and a day may follow."""

EXCEL_PATH = 218
"""Characters: Excel opens no workbook of a longer path, its name and folders together."""

_MAY_FOLLOW = len("_YYYYmmdd-HHMMSS")
"""Characters that a name gets where another program holds the file of that name open."""


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
    """The text as part of a file name that every system accepts: what may not stand in one becomes ``_``.

    Long ones are cut, and names that Windows keeps for devices (CON, NUL, COM1) are followed by ``_``.
    """
    plain = legal(text).replace("\ufffd", "_").strip(" .")
    stem = sanitize_filename(plain, replacement_text="_", platform="universal", max_len=_LONGEST)
    return stem.strip(" .") or "_"


def room_in(folder: Path, ending: str) -> int:
    """How many characters a name in the folder may have before its ending, for Excel to open the file."""
    return EXCEL_PATH - _MAY_FOLLOW - len(str(folder / ending))


def file_in(folder: Path, text: str, ending: str) -> Path:
    """A file of the folder called by the text, which is cut where the path would be too long for Excel."""
    return folder / f"{file_stem(text)[: max(room_in(folder, ending), 1)].rstrip(' .')}{ending}"
