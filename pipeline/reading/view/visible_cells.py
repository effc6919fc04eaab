"""The cells as they are seen: without what merged ones cover, and with what is struck out marked as such."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from pipeline.reading.cells.values import text_of
from pipeline.reading.columns.header import Header
from pipeline.reading.containers.grid import Area, Cell, Place, Rows
from pipeline.reading.words.labels import HEAD_ROWS

_SELECTED = ("tier", "measured", "score")
_PRINTED = ("number", "criterion", "max_points")
STRUCK_OUT = "（加了删除线）"


def uncovered(rows: Rows, areas: Sequence[Area], header: Header) -> tuple[Rows, dict[Place, str]]:
    """The rows below a header without what merged cells cover, and what was covered where selections stand."""
    selected = _columns(header, _SELECTED)
    columns = sorted(selected | _columns(header, _PRINTED) | set(header.tiers.values()))
    shown: Rows = list(rows)
    covered: dict[Place, str] = {}
    for (top, left), (bottom, right) in areas:
        if bottom < header.body or right < columns[0]:
            continue
        under = [column for column in columns if left <= column <= right]
        last = min(bottom, top + HEAD_ROWS, len(rows) - 1) if under else 0
        for row in range(max(top, header.body), last + 1):
            for column in under:
                cell = shown[row][column]
                if cell == "" or (row, column) == (top, left):
                    continue
                shown[row] = [*shown[row][:column], "", *shown[row][column + 1 :]]
                if _selects(cell, column in selected) and text_of(cell) != text_of(rows[top][left]):
                    covered[row, column] = text_of(cell)
    return shown, covered


def _columns(header: Header, names: Sequence[str]) -> set[int]:
    return {header.columns[name] for name in names if name in header.columns}


def _selects(cell: Cell, selected: bool) -> bool:
    """Whether a cell would be a selection: anything in its column, under a tier whatever is not printed there."""
    return text_of(cell) != "" and (selected or not isinstance(cell, float))


def in_signs(rows: Rows, written: Mapping[Place, tuple[str, str]], header: Header) -> Rows:
    """The rows below a header with the signs that some fonts show instead of their letters."""
    selected = _columns(header, _SELECTED) | set(header.tiers.values())
    shown = list(rows)
    for (row, column), (_, signs) in written.items():
        if header.body <= row < len(shown) and column in selected:
            shown[row] = [signs if n == column else cell for n, cell in enumerate(shown[row])]
    return shown


def struck_out(rows: Rows, struck: Iterable[Place], header: Header) -> Rows:
    """The rows with selections that were struck out, wholly or in part, marked as such."""
    selected = _columns(header, _SELECTED) | set(header.tiers.values())
    shown = list(rows)
    for row, column in struck:
        if header.body <= row < len(shown) and column in selected and text_of(shown[row][column]):
            text = text_of(shown[row][column]) + STRUCK_OUT
            shown[row] = [text if n == column else cell for n, cell in enumerate(shown[row])]
    return shown


def unread(rows: Rows, first: int, columns: Collection[int]) -> Rows:
    """The rows with blanks from one row on in columns that must not be read."""
    return [
        [("" if column in columns else cell) for column, cell in enumerate(row)] if number >= first else row
        for number, row in enumerate(rows)
    ]
