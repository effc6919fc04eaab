"""Which item a row is about: by its number in any spelling, else by the text of its criterion."""

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from pipeline.reading.cells.values import APOSTROPHES
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.submission import Entry
from validators.wording import folded, without_list_mark, wording

_CIRCLED = {chr(0x2460 + n): n + 1 for n in range(20)} | {chr(0x3251 + n): n + 21 for n in range(15)}
"""① to ⑳ and ㉑ to ㉟."""

_NUMBERED = r"(?i)(?:第|No\.?|№)?\(?([0-9]{1,9})\)?[.,:项条号]*"

_DIGITS = str.maketrans("０１２３４５６７８９．", "0123456789.")

_ALIKE, _APART = 0.85, 0.1
"""How like an item's criterion a text must be, and how much less like every other item's."""

_LONGER = 3
"""A text so many times longer than every criterion is none."""


def number_in(text: str) -> int | None:
    """The item number written in a text and nothing else: 第3项, 3., （3）, ③."""
    plain = folded(text).lstrip(APOSTROPHES)
    if plain in _CIRCLED:
        return _CIRCLED[plain]
    match = re.fullmatch(_NUMBERED, plain.translate(_DIGITS))
    return int(match[1]) if match else None


def item_of_criterion(text: str, scheme: Scheme, *, near: bool = True) -> Item | None:
    """The item whose criterion this is, but for punctuation, spaces and a list mark; None if unsure.

    ``near`` allows small edits too, where no other item's criterion is nearly as like.
    """
    known = scheme.item_by_criterion
    if len(text) < 2 or len(text) > _LONGER * max(map(len, known)):
        return None
    plain = wording(without_list_mark(text))
    if plain in known or not near:
        return known.get(plain)
    likeness: dict[int, float] = {}
    for official, item in known.items():
        ratio = SequenceMatcher(None, plain, official, autojunk=False).ratio()
        likeness[item.no] = max(likeness.get(item.no, 0), ratio)
    (best, number), *others = sorted(((ratio, number) for number, ratio in likeness.items()), reverse=True)
    second = others[0][0] if others else 0
    return scheme.item_by_no[number] if best >= _ALIKE and best - second >= _APART else None


def renumbered(entries: Sequence[Entry], scheme: Scheme) -> bool:
    """Whether a table has numbers of its own: some twice or of no item, and most not those of the criteria beside."""
    items = [entry.item for entry in entries]
    if len(set(items)) == len(items) and all(item in scheme.item_by_no for item in items):
        return False
    meant = [_item_of(entry, scheme) for entry in entries]
    others = [said for said, item in zip(items, meant, strict=True) if item not in (None, said)]
    return 2 * len(others) > len(items)


def same_rows(numbered: Sequence[Entry], described: Sequence[Entry], scheme: Scheme) -> bool:
    """Whether reading by criteria lost no row of a criterion, and has every item once and word for word."""
    items = [_item_of(entry, scheme) for entry in described]
    described_before = sum(entry.criterion is not None for entry in numbered)
    return None not in items and len(set(items)) == len(items) == described_before


def overlapping(items: Collection[int | str], others: Collection[int | str]) -> bool:
    """Whether two tables are about the same items, but for a few."""
    return 2 * len({*items} & {*others}) >= max(1, min(len(items), len(others)))


def _item_of(entry: Entry, scheme: Scheme) -> int | None:
    item = item_of_criterion(entry.criterion or "", scheme, near=False)
    return item.no if item else None
