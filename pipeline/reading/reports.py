"""Reports of ours among other files: known by what we write into a workbook's properties."""

import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile

_PROPERTIES = "docProps/core.xml"
_OURS = re.compile(rb"<dc:description>green-community [^<,]+, [^<]+</dc:description>")
"""Program, version and scheme; a workbook to be filled in names no scheme there."""


_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How zipped and old workbooks begin."""


def is_foreign_workbook(path: Path) -> bool:
    """Whether a file is there and is a workbook, but no report of ours: nothing may be written over it."""
    try:
        with path.open("rb") as file:
            return file.read(4) in _WORKBOOKS and not _is_report(path)
    except OSError:
        return False


def _is_report(path: Path) -> bool:
    """Whether a file is a report that this program wrote: town-wide, or of ``validate``."""
    try:
        with ZipFile(path) as archive:
            return _OURS.search(archive.read(_PROPERTIES)) is not None
    except (OSError, KeyError, BadZipFile, ValueError, RuntimeError, NotImplementedError, EOFError):
        return False
