"""Telling what was read otherwise than it stands: all readings of one kind are one finding with its cells."""

from collections.abc import Collection, Iterator, Sequence

from validators.lookalikes import pointed_out
from validators.rule import BookCase, Check, Hit
from validators.scorecard import Mark
from validators.submission import Loc, ReadAs
from validators.wording import joined

_QUOTED = frozenset({"choice", "number", "worded_score"})
"""The readings that a finding about the same cell quotes."""

_SHOWN = 4
"""How many different readings a sentence shows."""


def readings(case: BookCase, kind: str) -> Sequence[ReadAs]:
    """The readings of one kind, in the order in which they were made."""
    return [note for note in case.submission.read_as if note.kind == kind] if case.submission else []


def note_at(case: BookCase, at: Loc, kinds: Collection[str] = _QUOTED) -> ReadAs | None:
    """The reading of one of some kinds in the cell of a value, for a finding that asks about that cell anyway."""
    cell = case.sources[at]
    notes = case.submission.read_as if case.submission else ()
    return next((note for note in notes if note.kind in kinds and case.sources[note.at] == cell), None)


def written(case: BookCase, at: Loc, read: str) -> str:
    """What stands in the cell of a value that was read otherwise; else what was read."""
    note = note_at(case, at)
    return note.found if note else read


def unasked(case: BookCase, notes: Sequence[ReadAs]) -> Sequence[ReadAs]:
    """The readings but for those in cells whose selection a finding of its own asks about: that one quotes the cell."""
    if not notes:
        return notes
    asked = {
        case.sources["entries", index, field] for index, _, _, mark in case.rows for field in _asked_at(mark)
    }
    return [note for note in notes if case.sources[note.at] not in asked]


def _asked_at(mark: Mark) -> Sequence[str]:
    """The fields of a row about which a rule of selections speaks: not selected, no score, not applicable."""
    if mark.choice == "not_applicable" or mark.witness is None:
        return ("tier",)
    return ("score",) if mark.choice is None and mark.witness == "score" else ()


def quoted(notes: Sequence[ReadAs]) -> str:
    """What stands there, and what it was read as where that is something else; each once, the first few."""
    pairs = list(
        dict.fromkeys(
            f"“{pointed_out(n.found)}”" + (f"作“{n.read}”" if n.read not in ("", n.found) else "")
            for n in notes
        )
    )
    return joined(pairs[:_SHOWN]) + ("等" if len(pairs) > _SHOWN else "")


def tells(kind: str, *, unless_asked: bool = False) -> Check:
    """The check that tells the readings of a kind, ``unless_asked`` but for those that another finding asks about."""

    def check(case: BookCase) -> Iterator[Hit]:
        notes = readings(case, kind)
        yield from told(case, unasked(case, notes) if unless_asked else notes)

    return check


def told(case: BookCase, notes: Sequence[ReadAs]) -> Iterator[Hit]:
    """One hit for all the readings, at the first one's cell; ``cells`` names them all, ``count`` counts them."""
    if not notes:
        return
    words = {"cells": case.address(*(note.at for note in notes)), "count": len(notes)}
    first = min(notes, key=lambda note: case.sources[note.at])
    yield Hit(first.at, quoted(notes), item=first.item, words=words)
