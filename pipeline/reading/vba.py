"""What the macros of a workbook say about themselves; they are read as text and never run."""

import re
from pathlib import Path
from zipfile import BadZipFile

from pyopenvba.excel import ExcelFile
from pyopenvba.exceptions import NoVBAProjectError, PyOpenVBAError, UnsupportedFormatError

_DLL = re.compile(r"xlwings64-([\d.]+)\.dll")


def embedded_xlwings(path: Path) -> str | None:
    """The xlwings version that a workbook's macros name their DLL by; None for a workbook without them.

    OSError when the file cannot be opened, ValueError when its macros cannot be read.
    """
    try:
        with ExcelFile(path) as book:
            source = book.get_module("xlwings") if "xlwings" in book.module_names() else ""
    except (UnsupportedFormatError, NoVBAProjectError):
        return None
    except (PyOpenVBAError, BadZipFile, LookupError) as error:
        raise ValueError(str(error)) from None
    version = _DLL.search(source)
    return version[1] if version else None
