"""The tables of a town's report of ours, read back by their headings."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from pipeline.reading.containers.grid import Cell
from pipeline.reading.containers.limits import UnreadableError
from pipeline.reading.workbook.parsing import no_panic

_HEAD_ROWS = 10
"""Somebody may have put lines above the heads."""


def table_of(path: Path, sheet: str, heads: Collection[str]) -> Iterator[Mapping[str, Cell]]:
    """Every row of a table, by heading, of the further sheets on which it goes on too.

    UnreadableError where the file cannot be read, the sheet is not there, or it lacks one of the heads.
    """
    try:
        with no_panic():
            book = CalamineWorkbook.from_path(path)
            names = [name for name in book.sheet_names if name == sheet or name.startswith(f"{sheet}（")]
            pages = [book.get_sheet_by_name(name).to_python() for name in names]
    except (CalamineError, OSError) as error:
        raise UnreadableError("damaged", str(error)) from None
    if not pages:
        raise UnreadableError("damaged", sheet)
    for rows in pages:
        yield from _below_heads(rows, heads)


def _below_heads(rows: Sequence[Sequence[Cell]], heads: Collection[str]) -> Iterator[Mapping[str, Cell]]:
    for number, row in enumerate(rows[:_HEAD_ROWS], start=1):
        if all(head in row for head in heads):
            yield from (dict(zip(map(str, row), below, strict=True)) for below in rows[number:])
            return
    raise UnreadableError("damaged", f"{heads}")
