"""Reads the workbook on stdin within the limits given as arguments and prints the problem, if there is one, as JSON.

Run by file name, so that it loads nothing but calamine: memory, seconds, sheets, rows, columns, cells.
"""

import json
import sys
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError


def problem(data: bytes, sheets: int, rows: int, columns: int, cells: int) -> tuple[str, str] | None:
    """Kind and detail of what stands against reading this workbook."""
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    if len(workbook.sheet_names) > sheets:
        return "too_large", f"有{len(workbook.sheet_names)}张工作表，最多{sheets}张"
    left = cells
    for number, name in enumerate(workbook.sheet_names):
        row, column = workbook.get_sheet_by_index(number).end or (0, 0)
        if row >= rows or column >= columns:
            return (
                "too_large",
                f"工作表“{name}”用到第{row + 1}行、第{column + 1}列，最多{rows}行、{columns}列",
            )
        left -= (row + 1) * (column + 1)
        if left < 0:
            return "too_large", f"各工作表共有{cells}个以上的单元格"
    return None


def limit(memory: int, seconds: int) -> None:
    """Keep this process from taking more; where the system cannot (Windows), the one that started it ends it in time."""
    try:
        import resource  # noqa: PLC0415 - not there on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Print nothing when all is well."""
    memory, seconds, *bounds = map(int, sys.argv[1:])
    limit(memory, seconds)
    try:
        found = problem(sys.stdin.buffer.read(), *bounds)
    except PasswordError:
        found = "encrypted", ""
    except CalamineError as error:
        found = "unparsed", str(error)
    if found:
        sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
