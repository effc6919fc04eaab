"""Whether formulas of a workbook reach outside it: into other files, or by DDE into other programs. None is followed.

openpyxl names the other files of an xlsx and says nothing of DDE; xlrd keeps to itself where
those of an xls lead. pyOpenVBA opens the OLE file; the records in it are few.
"""

import re
import struct
from collections.abc import Iterator

from pipeline.reading.containers import limits
from pipeline.reading.containers.package import Package
from pipeline.reading.containers.xlsb_records import TooManyRecordsError, records

LINKS, DDE = "links", "dde"

_BOOK_12, _DDE_12 = 360, b"\1\0"
"""BrtBeginSupBook, and how its content begins for DDE ([MS-XLSB] 2.4.94)."""

_BOOK_8 = 0x01AE
"""SupBook, and what it says of the workbook itself and of add-in functions ([MS-XLS] 2.4.271)."""
_INSIDE = (b"\x01\x04", b"\x01\x3a")
_FILE, _TOPIC = "\1", "\3"
"""The first character of a path, and what parts a program from its topic."""

_IN_FILE = rb"\[(?:'|&apos;)[^\"\[\]]*(?:'|&apos;)#"
"""A cell of another file, in a formula of an ods."""


def reach_of_package(package: Package) -> str | None:
    """``dde``, ``links`` or neither, of a zipped workbook."""
    names = package.names
    parts = [package.read(name) for name in names if name.startswith("xl/externalLinks/externalLink")]
    if any(b"ddeLink" in part or _calls(part) for part in parts):
        return DDE
    if parts or "xl/connections.xml" in names or "xl/connections.bin" in names:
        return LINKS
    return _reach_of_ods(package.read("content.xml"))


def _reach_of_ods(content: bytes) -> str | None:
    if b"<table:dde-link" in content or b"<text:dde-" in content:
        return DDE
    outside = b"<table:table-source" in content or b"table:filter-name=" in content
    return LINKS if outside or re.search(_IN_FILE, content) else None


def _calls(part: bytes) -> bool:
    """Whether a part of an xlsb is a link by DDE."""
    try:
        found = records(part, iter(range(limits.CELLS)))
        return any(kind == _BOOK_12 and part[body : body + 2] == _DDE_12 for kind, _, body, _ in found)
    except TooManyRecordsError:
        return False


def reach_of_ole(data: bytes) -> str | None:
    """``dde``, ``links`` or neither, of an xls."""
    targets = list(_targets(data))
    if any(_TOPIC in target and not target.startswith(_FILE) for target in targets):
        return DDE
    return LINKS if any(target.startswith(_FILE) for target in targets) else None


def _targets(data: bytes) -> Iterator[str]:
    """What each SupBook names that is neither the workbook itself nor a list of functions."""
    from pyopenvba.cfb import CFB

    try:
        stream = CFB.from_bytes(data).get_stream("Workbook")
    except Exception:  # calamine has read it; what only this reader takes for damage matters no more
        return
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        content = stream[at + 4 : at + 4 + size]
        if kind == _BOOK_8 and content[2:4] not in _INSIDE:
            wide, text = content[4:5] == b"\1", content[5:]
            yield text.decode("utf-16-le" if wide else "latin-1", "replace")
        at += 4 + size
