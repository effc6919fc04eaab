"""The comments (批注) on the cells of an xlsx or xlsm: notes, and threads with their replies.

Both are read by the same few lines. openpyxl was tried: it reads notes alone, of a thread only the request for a newer
Excel that Excel leaves as a note, and refuses a part whose author it cannot find. The comments of an xlsb are binary:
pyxlsb and calamine do not give them, and they are not looked for.
Source: ECMA-376, part 1, 18.7 (comments); [MS-XLSX] 2.1.26 (threaded comments).
"""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError, fromstring

from pipeline.reading.containers.grid import Place
from pipeline.reading.containers.limits import UnreadableError
from pipeline.reading.containers.package import Package
from validators.cells import column_number

_MARK, _THREADS = "comments", "threadedcomments"
"""What the names of such parts have in them, in small letters."""

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

_LOOKED_AT = 1 << 20
"""Bytes of a part up to which it is looked at."""


def comments_on(package: Package, sheet: str) -> Mapping[Place, str]:
    """What is written on the cells of the sheet in a part; nothing that stands in a damaged part."""
    if not any(_MARK in name.lower() for name in package.names):
        return {}
    found: dict[Place, list[str]] = {}
    try:
        parts = [part for part in package.related(sheet) if _MARK in part.lower() and part.endswith(".xml")]
        for part in sorted(parts, key=lambda part: _THREADS in part.lower(), reverse=True):
            threads = dict(found)
            for place, text in _comments(package.read(part)):
                if place not in threads:  # else the note that stands for a thread
                    found.setdefault(place, []).append(text)
    except UnreadableError:
        pass  # the cells can be read
    return {place: " ".join(texts) for place, texts in found.items()}


def _comments(part: bytes) -> Iterator[tuple[Place, str]]:
    """The comments of one part in their order, each with its cell."""
    try:
        root = fromstring(part) if len(part) <= _LOOKED_AT else Element("none")  # noqa: S314 - declares no entities
    except (ParseError, ValueError, LookupError):
        return
    for comment in root.iter():
        if comment.tag.endswith(("}comment", "}threadedComment")):
            said = comment.find("{*}text")
            text = " ".join("".join(said.itertext()).split()) if said is not None else ""
            if text and (found := _ADDRESS.fullmatch(comment.get("ref", ""))):
                yield (int(found[2]) - 1, column_number(found[1]) - 1), text
