"""Telling what was read otherwise than it stands: all readings of one kind are one finding with its cells."""

from collections.abc import Iterator, Sequence

from validators.cells import addresses
from validators.lookalikes import pointed_out
from validators.rule import BookCase, Hit
from validators.submission import ReadAs
from validators.wording import joined

_SHOWN = 4
"""How many different readings a sentence shows."""


def readings(case: BookCase, kind: str) -> Sequence[ReadAs]:
    """The readings of one kind, in the order in which they were made."""
    return [note for note in case.submission.read_as if note.kind == kind] if case.submission else []


def told(case: BookCase, notes: Sequence[ReadAs]) -> Iterator[Hit]:
    """One hit for all the readings, at the first one's cell; ``cells`` names them all, ``count`` counts them."""
    if not notes:
        return
    pairs = list(
        dict.fromkeys(
            f"“{pointed_out(n.found)}”" + (f"作“{n.read}”" if n.read not in ("", n.found) else "")
            for n in notes
        )
    )
    found = joined(pairs[:_SHOWN]) + ("等" if len(pairs) > _SHOWN else "")
    cells = addresses(case.sources[note.at] for note in notes)
    words = {"cells": cells, "count": len(notes)}
    first = min(notes, key=lambda note: case.sources[note.at])
    yield Hit(first.at, found, item=first.item, words=words)
