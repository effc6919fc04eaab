"""Formulas of an xlsx that fetch a cell's value from another workbook or from a sheet of the same one."""

import re
from collections.abc import Collection, Iterator
from html import unescape

from pipeline.reading.appearance.xlsx.cells import CELL, content_of, place_of
from pipeline.reading.containers.grid import Place

ANOTHER_BOOK = "["
"""What stands for every other workbook; no sheet can be called so."""

_FORMULA = rb"<(?:\w+:)?f\b([^>]*?)(?:/>|>([^<]*)<)"
_SHARED = rb"\bsi\s*=\s*[\"']([0-9]+)"
_REFERENCE = r"(?:'((?:[^']|'')+)'|((?:\[[^\[\]]+\])?[\w.]+))!"


def fetched_cells(part: bytes, sheets: Collection[str]) -> dict[Place, str]:
    """The cells whose formula fetches from one of some sheets or from another workbook, and which."""
    if b"!" not in part or not (b"[" in part or any(name.encode() in part for name in sheets)):
        return {}
    formulas = _Formulas(sheets)
    sources = ((cell[1], formulas.source(content_of(part, cell))) for cell in CELL.finditer(part))
    return {place_of(address): source for address, source in sources if source}


class _Formulas:
    """The formulas of a sheet's cells, as they are met: what is written once may be meant for many."""

    def __init__(self, sheets: Collection[str]) -> None:
        self.sheets = sheets
        self._shared: dict[bytes, str] = {}

    def source(self, content: bytes) -> str:
        """Where a cell's formula fetches from: one of the sheets or another workbook; ``""`` where from neither."""
        found = re.match(_FORMULA, content)
        if not found:
            return ""
        text, number = (found[2] or b"").decode("utf-8", "replace"), re.search(_SHARED, found[1])
        if number:
            text = self._shared.setdefault(number[1], text) if text else self._shared.get(number[1], "")
        return next(self._sources(unescape(text)), "")

    def _sources(self, formula: str) -> Iterator[str]:
        for quoted, plain in re.findall(_REFERENCE, formula):
            name = (quoted or plain).replace("''", "'")
            if "[" in name:
                yield ANOTHER_BOOK
            elif name in self.sheets:
                yield name
