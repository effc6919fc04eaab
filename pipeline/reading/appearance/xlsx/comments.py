"""The comments (批注) on the cells of an xlsx or xlsm: notes, and threads with their replies.

Both are found by the same few patterns. openpyxl was tried: it reads notes alone, of a thread only the request for a newer
Excel that Excel leaves as a note, and refuses a part whose author it cannot find. The comments of an xlsb are binary:
pyxlsb and calamine do not give them, and they are not looked for.
Source: ECMA-376, part 1, 18.7 (comments); [MS-XLSX] 2.1.26 (threaded comments).
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from pipeline.reading.containers.grid import Place
from pipeline.reading.containers.limits import UnreadableError
from pipeline.reading.containers.package import Package
from pipeline.reading.containers.relations import text
from validators.cells import column_number

_MARK, _THREADS = "comments", "threadedcomments"
"""What the names of such parts have in them, in small letters."""

_COMMENT = rb"(?s)<(?:\w+:)?(?:threadedC|c)omment\b([^>]*)>(.*?)</(?:\w+:)?(?:threadedC|c)omment>"
_SAID = rb"(?s)<(?:\w+:)?text\b[^>]*>(.*?)</(?:\w+:)?text>"
_TAG = rb"<[^>]*>"
_ADDRESS = r"([A-Z]{1,3})([0-9]{1,7})"


def comments_on(package: Package, sheet: str) -> Mapping[Place, str]:
    """What is written on the cells of the sheet in a part; nothing that stands in a damaged part."""
    if not any(_MARK in name.lower() for name in package.names):
        return {}
    found: dict[Place, list[str]] = {}
    try:
        parts = [part for part in package.related(sheet) if _MARK in part.lower() and part.endswith(".xml")]
        for part in sorted(parts, key=lambda part: _THREADS in part.lower(), reverse=True):
            threads = dict(found)
            for place, said in _comments(package.read(part)):
                if place not in threads:  # else the note that stands for a thread
                    found.setdefault(place, []).append(said)
    except UnreadableError:
        pass  # the cells can be read
    return {place: " ".join(said) for place, said in found.items()}


def _comments(part: bytes) -> Iterator[tuple[Place, str]]:
    """The comments of one part in their order, each with its cell."""
    for comment in re.finditer(_COMMENT, part):
        content = b"".join(re.sub(_TAG, b"", said) for said in re.findall(_SAID, comment[2]))
        said = " ".join(unescape(content.decode("utf-8", "replace")).split())
        if said and (cell := re.fullmatch(_ADDRESS, text(comment[1], b"ref"))):
            yield (int(cell[2]) - 1, column_number(cell[1]) - 1), said
