"""Reports of ours among other files: known by what we write into a workbook's properties."""

import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile

_PROPERTIES = "docProps/core.xml"
_OURS = re.compile(rb"<dc:description>green-community [^<,]+, [^<]+</dc:description>")
"""Program, version and scheme; a workbook to be filled in names no scheme there."""


def is_report(path: Path) -> bool:
    """Whether a file is a report that this program wrote: town-wide, or of ``validate``."""
    try:
        with ZipFile(path) as archive:
            return _OURS.search(archive.read(_PROPERTIES)) is not None
    except (OSError, KeyError, BadZipFile, ValueError, RuntimeError, NotImplementedError, EOFError):
        return False
