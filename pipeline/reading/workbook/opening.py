"""From bytes to an open workbook, or the problem that prevents it. Nothing of the file is ever run."""

from collections.abc import Collection

from python_calamine import (
    CalamineError,
    PasswordError,
)

from pipeline.reading.containers.kinds import (
    OLE,
    ZIP,
    is_spreadsheetml,
    kind_of,
    other_ole,
    other_open_document,
    other_zip,
)
from pipeline.reading.containers.limits import UnreadableError
from pipeline.reading.containers.markup import in_utf_8, refuse_declarations
from pipeline.reading.containers.package import Package
from pipeline.reading.workbook.book import Book, Container
from pipeline.reading.workbook.parsing import no_panic, tried, unpacked
from validators.rule import Problem


def open_book(data: bytes, aside: Collection[str] = ()) -> Book:
    """Open a workbook of any format we read, whatever its file name says; UnreadableError when it cannot be read.

    ``aside`` names sheets that are not expected to be asked for: they are unpacked only when they are.
    """
    if not data:
        raise UnreadableError("empty")
    try:
        with no_panic():
            if data.startswith(ZIP):
                return _open_zip(data, aside)
            if data.startswith(OLE):
                return _open_ole(data, aside)
            if is_spreadsheetml(data):
                return _open_spreadsheetml(in_utf_8(data))
    except PasswordError:
        raise UnreadableError("encrypted") from None
    except CalamineError as error:
        raise UnreadableError("damaged", str(error)) from None
    raise UnreadableError("not_workbook", kind_of(data))


def _open_zip(data: bytes, aside: Collection[str], made_of: Container | None = None) -> Book:
    try:
        package = Package(data)
        if kind := other_open_document(package.read("mimetype")):
            raise UnreadableError("not_workbook", kind)
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise UnreadableError("encrypted")
        unasked = [part for name, part in package.outline.parts.items() if name in aside]
        return Book(unpacked(package, unasked), data, package, made_of)
    except (CalamineError, UnreadableError) as error:
        told = isinstance(error, UnreadableError) and error.problem.kind != "damaged"
        if not told and (kind := other_zip(data)):
            raise UnreadableError("not_workbook", kind) from None
        raise


def _open_ole(data: bytes, aside: Collection[str]) -> Book:
    """Open an xls, or what only the password hides that spreadsheet programs try unasked."""
    problem = other_ole(data)
    if problem and problem.kind == "encrypted":
        from pipeline.reading.workbook.sandbox import decrypted

        data = _had(decrypted(data))
        return _open_zip(data, aside) if data.startswith(ZIP) else Book(tried(data), data)
    if problem:
        raise UnreadableError(problem.kind, problem.detail)
    try:
        return Book(tried(data), data)
    except CalamineError:
        return _without_damaged_sheets(data)


def _without_damaged_sheets(data: bytes) -> Book:
    """Open an xls but for the sheets that cost all the others; CalamineError where those are all of them, or none."""
    from pipeline.reading.workbook.sandbox import unreadable_sheets
    from pipeline.reading.workbook.xls_sheets import without_sheets

    lost = unreadable_sheets(data)
    if not lost:
        raise CalamineError("no sheet of its own")
    return Book(tried(without_sheets(data, lost)), data, lost=lost.values())


def _open_spreadsheetml(data: bytes) -> Book:
    from pipeline.reading.workbook.sandbox import from_spreadsheetml

    refuse_declarations(data)
    return _open_zip(_had(from_spreadsheetml(data)), (), "xml")


def _had(made: bytes | Problem) -> bytes:
    """A workbook in a form that can be read; UnreadableError where that cannot be had."""
    if isinstance(made, Problem):
        raise UnreadableError(made.kind, made.detail)
    return made
