"""Workbooks handed out: written where nobody sees them, and saved by the browser as one file."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from pipeline.writing.copies import Copies


class PageError(Exception):
    """Why a task cannot be done; the text is one Chinese sentence with what to do."""


def handed_out(
    called: str, write: Callable[[Path], Copies], *, always_zipped: bool = False
) -> tuple[str, bytes]:
    """The copies that are written to a folder, as one file to save: the only one itself, several as a zip."""
    with TemporaryDirectory() as scratch:
        copies = write(Path(scratch))
        files = {path.name: path.read_bytes() for path in copies.written}
    if copies.failures or copies.unwritten:
        raise PageError(f"有{len(copies.failures) + len(copies.unwritten)}份没有生成，请联系维护人员。")
    if len(files) == 1 and not always_zipped:
        return next(iter(files.items()))
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:  # workbooks are zips themselves
        for name, data in files.items():
            archive.writestr(ZipInfo(name), data)
    return f"{called}.zip", made.getvalue()
