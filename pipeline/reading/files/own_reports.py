"""What an earlier run of ours wrote, known by what it says of itself: only that is written over unasked."""

import os
import re
import stat
from html import unescape
from pathlib import Path
from typing import IO, TypeAlias
from zipfile import BadZipFile, ZipFile

Source: TypeAlias = Path | IO[bytes]
"""A file, or its bytes."""

_PROPERTIES = "docProps/core.xml"
_REPORT = rb"<dc:description(?: [^>]*)?>green-community [^<,]+, ([^<]+)</dc:description>"
"""Program, version and scheme; a workbook to be filled in names no scheme there. Some programs say the namespace there."""

_BUILT = (
    rb"(?s)<dc:description>green-community [^<]+</dc:description>.*<dcterms:created[^>]*>([^<]*)</dcterms:created>"
    rb"<dcterms:modified[^>]*>\1</dcterms:modified>"
)
"""A report or a document that nobody has saved since, or such a workbook to be filled in: there may be answers in it."""

_FROM = rb"<dc:subject(?: [^>]*)?>([^<]*)</dc:subject>"
"""The way from a report to the folder that it is about."""

_TITLE = rb"<dc:title(?: [^>]*)?>([^<]*)</dc:title>"

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How zipped and old workbooks begin."""

_END = 4096
"""Bytes at either end of a text that say whether it is ours."""

_TEXT = (
    r'(?m)^  "tool_version": "'  # json
    r'|^ +"name": "green-community",$'  # sarif
    r'|<testsuites name="green-community"'  # junit
    r'|^    "check_name": "|\A\[\]\s*\Z'  # gitlab, and the same without issues
    r"|::notice title=green-community::"  # github
    r"|\A### 自评表检查$"  # markdown
    r'|^<meta name="generator" content="green-community '  # html
    r"|检查(通过|不通过|不完整)。\s*\Z"  # text
)


def is_foreign(path: Path, *, copies: bool = False) -> bool:
    """Whether something is there that is no report of ours, and not empty: nothing may be written over it.

    ``copies`` says that workbooks to be filled in are ours, too, as long as nobody has saved them since.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return True
        ends = _ends(path)
    except OSError:
        return False
    if ends.startswith(_WORKBOOKS):
        return re.search(_BUILT if copies else _REPORT, _properties(path)) is None
    return bool(ends) and re.search(_TEXT, ends.decode(errors="replace")) is None


def made_from(path: Source) -> str | None:
    """The way from a report of ours to the folder it is about; None where there is none, or an earlier one that is silent."""
    return _said(path, _FROM)


def titled(path: Source) -> str | None:
    """The title that a report of ours has; None where there is none."""
    return _said(path, _TITLE)


def saved_since(path: Source) -> bool:
    """Whether somebody has saved a workbook of ours since it was written."""
    return re.search(_BUILT, _properties(path)) is None


def _said(path: Source, what: bytes) -> str | None:
    said = re.search(what, _properties(path))
    return unescape(said[1].decode(errors="replace")) if said else None


def scheme_named(path: Source) -> str | None:
    """The id of the scheme that a workbook of a report of ours names; None for any other file."""
    return _said(path, _REPORT)


def _ends(path: Path) -> bytes:
    """A file's first and last bytes; all of a short one."""
    with path.open("rb") as file:
        head = file.read(_END)
        file.seek(max(len(head), file.seek(0, os.SEEK_END) - _END))
        return head + file.read()


def _properties(path: Source) -> bytes:
    """What a workbook says of itself; nothing where that cannot be read."""
    try:
        with ZipFile(path) as archive:
            return archive.read(_PROPERTIES)
    except (OSError, KeyError, BadZipFile, ValueError, RuntimeError, NotImplementedError, EOFError):
        return b""
