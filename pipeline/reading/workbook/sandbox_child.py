"""Does one thing with the workbook on stdin within the limits given, and prints what comes of it.

Run by file name, so that it loads nothing but what that needs: what to do, memory, seconds; to try a workbook sheets,
rows, columns, cells. ``tried`` prints the problem, if there is one, as JSON, the others the workbook that they made.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

_PASSWORD = "VelvetSweatshop"  # noqa: S105 - Excel's own: what only this one protects opens without a question
"""[MS-OFFCRYPTO] 2.4.2.3, [MS-XLS] 2.4.191."""
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How what comes of it begins, if it was the password."""
_MOST_ROUNDS = 200_000
"""Rounds in which a password is made a key: Excel takes 100,000, and no program more than twice that."""


def tried(data: bytes, sheets: int, rows: int, columns: int, cells: int) -> bytes:
    """Kind and detail of what stands against reading this workbook, as JSON; nothing when all is well."""
    from python_calamine import CalamineError, PasswordError

    try:
        found = problem(data, sheets, rows, columns, cells)
    except PasswordError:
        found = "encrypted", ""
    except BaseException as error:
        if not (isinstance(error, CalamineError) or type(error).__name__ == "PanicException"):
            raise
        found = "unparsed", str(error)
    return json.dumps(found).encode() if found else b""


def problem(data: bytes, sheets: int, rows: int, columns: int, cells: int) -> tuple[str, str] | None:
    """What stands against reading this workbook; a sheet that cannot be parsed costs only itself."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    if len(workbook.sheet_names) > sheets:
        return "too_large", f"有{len(workbook.sheet_names)}张工作表，最多{sheets}张"
    left = cells
    for sheet in workbook.sheets_metadata:
        if sheet.typ is not SheetTypeEnum.WorkSheet:
            continue
        try:
            row, column = workbook.get_sheet_by_name(sheet.name).end or (0, 0)
        except BaseException as error:
            if "capacity overflow" in str(error):  # more than could be counted in memory
                raise MemoryError from error
            if isinstance(error, CalamineError) or type(error).__name__ == "PanicException":
                continue
            raise
        if row >= rows or column >= columns:
            return (
                "too_large",
                f"工作表“{sheet.name}”用到第{row + 1}行、第{column + 1}列，最多{rows}行、{columns}列",
            )
        left -= (row + 1) * (column + 1)
        if left < 0:
            return "too_large", f"各工作表共有{cells}个以上的单元格"
    return None


def decrypted(data: bytes) -> bytes:
    """The workbook without its password; nothing where it is not the one that programs try unasked."""
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    made = BytesIO()
    vars(tempfile)["TemporaryFile"] = BytesIO  # else an xls would be written to disk
    with suppress(InvalidKeyError, DecryptionError, FileFormatError, ParseError):
        file = OfficeFile(BytesIO(data))
        if getattr(file, "info", {}).get("spinValue", 0) > _MOST_ROUNDS:
            return b""
        file.load_key(password=_PASSWORD)
        file.decrypt(made)
    found = made.getvalue()
    return found if found.startswith(_WORKBOOKS) else b""


def from_spreadsheetml(data: bytes) -> bytes:
    """The workbook as an xlsx."""
    from runpy import run_path

    made: bytes = run_path(str(Path(__file__).with_name("spreadsheetml.py")))["as_xlsx"](data)
    return made


def unreadable_sheets(data: bytes) -> bytes:
    """The sheets of an xls that cost all the others, by their places, as JSON."""
    from runpy import run_path

    found = run_path(str(Path(__file__).with_name("xls_sheets.py")))["unreadable_sheets"](data)
    return json.dumps(found).encode()


def limit(memory: int, seconds: int) -> None:
    """Keep this process from taking more; where the system cannot (Windows), the one that started it ends it in time."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


DOES: dict[str, Callable[..., bytes]] = {
    "tried": tried,
    "decrypted": decrypted,
    "from_spreadsheetml": from_spreadsheetml,
    "unreadable_sheets": unreadable_sheets,
}
"""What can be done with a workbook."""


def main() -> None:
    """Do what the first argument names."""
    what, *numbers = sys.argv[1:]
    memory, seconds, *bounds = map(int, numbers)
    limit(memory, seconds)
    sys.stdout.buffer.write(DOES[what](sys.stdin.buffer.read(), *bounds))


if __name__ == "__main__":
    main()
