"""What a workbook holds beside its cells: macros, links, objects, buried sheets. Nothing of it is run or followed."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from pipeline.reading.containers.package import Package
from pipeline.reading.workbook.book import Book
from pipeline.reading.workbook.external_links import reach_of_ole, reach_of_package
from pipeline.reading.workbook.vba import foreign_modules
from validators.cells import CellRef
from validators.rule import Problem
from validators.wording import joined

_MACROS = "xl/vbaProject.bin"
ENDINGS = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "xlsb": (".xlsb",),
    "ods": (".ods", ".ots"),
    "xls": (".xls", ".xlt", ".et", ".ett"),
    "xml": (".xml",),
}
"""Endings of file names by what the content is."""

_EMBEDDED = re.compile(r"xl/(embeddings|activeX)/[^/]+\.\w+|Object \d+/content\.xml")
_CODE = re.compile(r"Basic/(?!.*/?script-l[bc]\.xml).+\.xml")
_STORES = {"macros": "_VBA_PROJECT", "embedded": "MBD0"}
"""Beginnings of the names of storages in an OLE file."""


def oddities_of(book: Book, file_name: str) -> tuple[Problem, ...]:
    """Everything worth telling, each kind once."""
    found = list(_in_package(book.package) if book.package else _in_ole(book.data))
    found += _of_sheets(book)
    macros = [problem.detail for problem in found if problem.kind == "macros"]
    if len(macros) > 1:
        found = [problem for problem in found if problem.kind != "macros"]
        found.append(Problem("macros", joined(macros)))
    ending = PurePath(file_name).suffix.lower()
    if ending not in ENDINGS[book.format]:
        found.append(Problem("misnamed", book.format))
    return tuple(found)


def _of_sheets(book: Book) -> Iterator[Problem]:
    if book.macro_sheets:
        yield Problem("macros", joined(f"宏表“{name}”" for name in book.macro_sheets))
    if book.unread:
        first = CellRef(book.unread[0], 1, 1)
        yield Problem("unread", _quoted(book.unread), first)
    if book.empty:
        yield Problem("no_content", _quoted(book.empty))
    if book.buried:
        yield Problem("buried", _quoted(book.buried))


def _quoted(names: Iterable[str]) -> str:
    return joined(f"“{name}”" for name in names)


def _in_package(package: Package) -> Iterator[Problem]:
    names = package.names
    if _MACROS in names and (foreign := foreign_modules(package.packed(_MACROS))):
        yield Problem("macros", joined(foreign))
    if code := [PurePath(name).stem for name in names if _CODE.match(name)]:
        yield Problem("macros", joined(code))
    if reach := reach_of_package(package):
        yield Problem(reach)
    if objects := [name for name in names if _EMBEDDED.fullmatch(name)]:
        yield Problem("embedded", str(len(objects)))


def _in_ole(data: bytes) -> Iterator[Problem]:
    """The names of an OLE file's storages stand in it as UTF-16."""
    if _STORES["macros"].encode("utf-16-le") in data:
        yield Problem("macros", "VBA")
    if count := data.count(_STORES["embedded"].encode("utf-16-le")):
        yield Problem("embedded", str(count))
    if reach := reach_of_ole(data):
        yield Problem(reach)
