"""Where each value of a submission was read: worked out when asked for, as a workbook has hundreds of values."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from validators.cells import CellRef
from validators.submission import Loc


class Block(NamedTuple):
    """Values in rows: the row of each key, and the column of each field; all from 1."""

    sheet: str
    rows: Mapping[int, int]
    columns: Mapping[Loc, int]


class CellsByLoc(Mapping[Loc, CellRef]):
    """The source map of a reading: single cells, and blocks by the name their locations begin with.

    A name has several blocks where a table is continued elsewhere; each key stands in one of them.
    """

    def __init__(
        self, cells: dict[Loc, CellRef] | None = None, blocks: dict[str, list[Block]] | None = None
    ) -> None:
        self.cells = {} if cells is None else cells
        self.blocks = {} if blocks is None else blocks

    def __getitem__(self, loc: Loc) -> CellRef:
        if cell := self.cells.get(loc):
            return cell
        if len(loc) < 3:
            raise KeyError(loc)
        for block in self.blocks[str(loc[0])]:
            if row := block.rows.get(int(loc[1])):
                return CellRef(block.sheet, row, block.columns[loc[2:]])
        raise KeyError(loc)

    def __iter__(self) -> Iterator[Loc]:
        yield from self.cells
        for name, blocks in self.blocks.items():
            for block in blocks:
                locs = ((name, key, *tail) for key in block.rows for tail in block.columns)
                yield from (loc for loc in locs if loc not in self.cells)

    def __len__(self) -> int:
        return sum(1 for _ in self)


NOWHERE = CellsByLoc()
"""The sources of what was not read from a workbook."""
