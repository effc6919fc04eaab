"""Formulas of an xlsx that fetch a cell's value from another workbook or from a sheet of the same one."""

import re
from collections.abc import Collection, Iterator
from xml.sax.saxutils import unescape

ANOTHER_BOOK = "["
"""What stands for every other workbook; no sheet can be called so."""

_FORMULA = re.compile(rb"<(?:\w+:)?f\b([^>]*?)(?:/>|>([^<]*)<)")
_SHARED = re.compile(rb"\bsi\s*=\s*[\"']([0-9]+)")
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|((?:\[[^\[\]]+\])?[\w.]+))!")
_QUOTES = {"&apos;": "'", "&quot;": '"'}


def may_fetch(part: bytes, sheets: Collection[str]) -> bool:
    """Whether a sheet's bytes may hold a formula that fetches from one of some sheets or from another workbook."""
    return b"!" in part and (b"[" in part or any(name.encode() in part for name in sheets))


class Formulas:
    """The formulas of a sheet's cells, as they are met: what is written once may be meant for many."""

    def __init__(self, sheets: Collection[str]) -> None:
        self.sheets = sheets
        self._shared: dict[bytes, str] = {}

    def source(self, content: bytes) -> str:
        """Where a cell's formula fetches from: one of the sheets or another workbook; ``""`` where from neither."""
        found = _FORMULA.match(content)
        if not found:
            return ""
        text, number = (found[2] or b"").decode("utf-8", "replace"), _SHARED.search(found[1])
        if number:
            text = self._shared.setdefault(number[1], text) if text else self._shared.get(number[1], "")
        return next(self._sources(unescape(text, _QUOTES)), "")

    def _sources(self, formula: str) -> Iterator[str]:
        for quoted, plain in _REFERENCE.findall(formula):
            name = (quoted or plain).replace("''", "'")
            if "[" in name:
                yield ANOTHER_BOOK
            elif name in self.sheets:
                yield name
