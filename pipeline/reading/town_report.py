"""The tables of a town's report of ours, read back by their headings."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
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
            yield from table_in(
                book.sheet_names, lambda name: book.get_sheet_by_name(name).iter_rows(), sheet, heads
            )
    except (CalamineError, OSError) as error:
        raise UnreadableError("damaged", str(error)) from None


def has_table(path: Path, sheet: str) -> bool:
    """Whether a report has a sheet of this name; UnreadableError where the file cannot be read."""
    try:
        with no_panic():
            return sheet in CalamineWorkbook.from_path(path).sheet_names
    except (CalamineError, OSError) as error:
        raise UnreadableError("damaged", str(error)) from None


def table_in(
    sheets: Iterable[str],
    rows: Callable[[str], Iterable[Sequence[Cell]]],
    sheet: str,
    heads: Collection[str],
) -> Iterator[Mapping[str, Cell]]:
    """The same of a workbook that is open: ``rows`` gives those of a sheet by its name."""
    names = [name for name in sheets if name == sheet or name.startswith(f"{sheet}（")]
    if not names:
        raise UnreadableError("damaged", sheet)
    for name in names:
        yield from _below_heads(iter(rows(name)), heads)


def _below_heads(rows: Iterator[Sequence[Cell]], heads: Collection[str]) -> Iterator[Mapping[str, Cell]]:
    found = next((row for row in islice(rows, _HEAD_ROWS) if all(head in row for head in heads)), None)
    if found is None:
        raise UnreadableError("damaged", "、".join(heads))
    names = [str(head) for head in found]
    yield from (dict(zip(names, row, strict=False)) for row in rows)
