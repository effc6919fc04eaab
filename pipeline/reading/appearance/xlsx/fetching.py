"""Formulas of an xlsx that fetch a cell's value from another workbook or from a sheet of the same one."""

import re
from collections.abc import Collection, Iterator

from pipeline.reading.appearance.xlsx.elements import cells_of
from pipeline.reading.containers.grid import Place

ANOTHER_BOOK = "["
"""What stands for every other workbook; no sheet can be called so."""

_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|((?:\[[^\[\]]+\])?[\w.]+))!")


def fetched_cells(part: bytes, sheets: Collection[str]) -> dict[Place, str]:
    """The cells whose formula fetches from one of some sheets or from another workbook, and which."""
    if b"!" not in part or not (b"[" in part or any(name.encode() in part for name in sheets)):
        return {}
    shared: dict[str, str] = {}
    fetched: dict[Place, str] = {}
    for place, cell in cells_of(part):
        if (formula := cell.find("{*}f")) is not None:
            text, number = formula.text or "", formula.get("si")
            if number:  # what is written once may be meant for many
                text = shared.setdefault(number, text) if text else shared.get(number, "")
            if source := next(_sources(text, sheets), ""):
                fetched[place] = source
    return fetched


def _sources(formula: str, sheets: Collection[str]) -> Iterator[str]:
    for quoted, plain in _REFERENCE.findall(formula):
        name = (quoted or plain).replace("''", "'")
        if "[" in name:
            yield ANOTHER_BOOK
        elif name in sheets:
            yield name
