"""What a workbook holds beside its cells: macros, links, objects, buried sheets. Nothing of it is run or followed."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from pipeline.reading.book import Book
from pipeline.reading.package import WORKBOOK, Package
from pipeline.reading.vba import foreign_modules
from validators.rule import Problem
from validators.wording import joined

_MACROS = "xl/vbaProject.bin"
_ENDINGS = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "xlsb": (".xlsb",),
    "ods": (".ods", ".ots"),
    "xls": (".xls", ".xlt", ".et", ".ett"),
}
"""Endings of file names by what the content is."""

_EMBEDDED = re.compile(r"xl/(embeddings|activeX)/[^/]+\.\w+|Object \d+/content\.xml")
_CODE = re.compile(r"Basic/(?!.*/?script-l[bc]\.xml).+\.xml")
_STORES = {"macros": "_VBA_PROJECT", "embedded": "MBD0"}
"""Beginnings of the names of storages in an OLE file."""


def oddities_of(data: bytes, book: Book, file_name: str) -> tuple[Problem, ...]:
    """Everything worth telling, each kind once."""
    found = list(_in_package(book.package) if book.package else _in_ole(data))
    if book.buried:
        found.append(Problem("buried", joined(f"“{name}”" for name in book.buried)))
    kind = _kind(book.package)
    ending = PurePath(file_name).suffix.lower()
    if ending not in _ENDINGS[kind]:
        found.append(Problem("misnamed", kind))
    return tuple(found)


def _kind(package: Package | None) -> str:
    if package is None:
        return "xls"
    if WORKBOOK in package.names:
        return "xlsx"
    return "ods" if "content.xml" in package.names else "xlsb"


def _in_package(package: Package) -> Iterator[Problem]:
    names = package.names
    if _MACROS in names and (foreign := foreign_modules(package.packed(_MACROS))):
        yield Problem("macros", joined(foreign))
    if code := [PurePath(name).stem for name in names if _CODE.match(name)]:
        yield Problem("macros", joined(code))
    outside = [name for name in names if name.startswith("xl/externalLinks/externalLink")]
    calls = any(b"ddeLink" in package.read(name) for name in outside)
    if "content.xml" in names:
        content = package.read("content.xml")
        calls = b"<table:dde-link" in content or b"<text:dde-" in content
        outside = (
            ["content.xml"] if b"<table:table-source" in content or b"table:filter-name=" in content else []
        )
    if calls:
        yield Problem("dde")
    elif outside or "xl/connections.xml" in names:
        yield Problem("links")
    if objects := [name for name in names if _EMBEDDED.fullmatch(name)]:
        yield Problem("embedded", str(len(objects)))


def _in_ole(data: bytes) -> Iterator[Problem]:
    """The names of an OLE file's storages stand in it as UTF-16."""
    if _STORES["macros"].encode("utf-16-le") in data:
        yield Problem("macros", "VBA")
    if count := data.count(_STORES["embedded"].encode("utf-16-le")):
        yield Problem("embedded", str(count))
