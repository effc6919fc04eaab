"""Which tier the marks of one row choose together: beside a tick the others say no, alone they are asked back."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.reading.cells.boxes import boxed_choice, side_of
from pipeline.reading.cells.interpreter import Clerk
from pipeline.reading.cells.signs import DOUBTED_BOX, in_common_signs
from pipeline.reading.cells.ticks import TierMark
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.submission import Entry, Loc, Number

_BOXED = {"tier": "choice", "score": "worded_score"}
"""The notes of choices with boxes, by the field in which they stand."""

_NOT_CHOSEN = "没有选"


class Under(NamedTuple):
    """What stands under the tiers of one row, by tier: ticks, numbers and other texts, marks nobody can be sure of."""

    ticks: list[str]
    points: dict[str, Number]
    doubtful: dict[str, tuple[TierMark, str]]


class Settled(NamedTuple):
    """What the marks say that is no tick: the text of a selection, and the tier in whose cell it stands."""

    text: str
    tier: str


def settle(under: Under, item: Item, at: Loc, clerk: Clerk, *, named: bool, typed: Number) -> Settled | None:
    """Make ticks of what can only be one, and nothing of what beside a tick says no; every such reading is noted."""
    zeros = [tier for tier, value in under.points.items() if value == 0 and item.points[tier] != 0]
    if under.ticks:
        _rule_out(under, zeros, item, at, clerk)
        return None
    if not named and (one := _ticked_by_number(item, under.points, zeros, typed)):
        found = str(under.points.pop(one))
        clerk.note("doubted" if zeros else "tick", (*at, "points", one), found, "√", item.no)
        under.ticks.append(one)
        for tier in zeros:
            del under.points[tier]
        return None
    if named or typed is not None:
        _beside_a_score(under, item, at, clerk, typed)
        return None
    if len(zeros) == len(item.points):
        under.points.clear()
        clerk.note("doubted", (*at, "tier"), "0", clerk.scheme.choices.zero.name, item.no)
        return Settled(clerk.scheme.choices.zero.name, zeros[0])
    if any(isinstance(value, str) for value in under.points.values()):
        _leave_unknown(under, item, at, clerk)
        return None
    return _alone(under, item, at, clerk)


def _beside_a_score(under: Under, item: Item, at: Loc, clerk: Clerk, typed: Number) -> None:
    """Take a ring or a crossed box under the tier of the score for a tick; every other doubtful mark is left to the rules."""
    for tier, (mark, text) in under.doubtful.items():
        if mark is TierMark.UNSURE and item.points[tier] == typed:
            clerk.note("tick", (*at, "points", tier), text, "√", item.no)
            under.ticks.append(tier)
        else:
            under.points[tier] = text


def _leave_unknown(under: Under, item: Item, at: Loc, clerk: Clerk) -> None:
    """Note the texts that are neither marks nor points, and what nobody can be sure of beside them: none is read."""
    doubtful = {tier: text for tier, (_, text) in under.doubtful.items()}
    for tier, value in {**under.points, **doubtful}.items():
        if isinstance(value, str):
            clerk.note("unknown_mark", (*at, "points", tier), value, item=item.no)
    under.points.clear()


def _rule_out(under: Under, zeros: Sequence[str], item: Item, at: Loc, clerk: Clerk) -> None:
    for tier in zeros:
        del under.points[tier]
        clerk.note("nothing", (*at, "points", tier), "0", item=item.no)
    for tier, (mark, text) in under.doubtful.items():
        if mark is TierMark.VOID or in_common_signs(text) == DOUBTED_BOX:
            clerk.note("doubted", (*at, "points", tier), text, _NOT_CHOSEN, item.no)
        else:
            clerk.note("nothing", (*at, "points", tier), text, item=item.no)


def _alone(under: Under, item: Item, at: Loc, clerk: Clerk) -> Settled | None:
    """What marks say in a row without a tick: one is taken for it and asked back, of several none."""
    if not under.doubtful:
        return None
    (tier, (mark, text)), *others = under.doubtful.items()
    if others or mark is TierMark.VOID:
        return Settled(text, tier)
    clerk.note("doubted", (*at, "points", tier), text, "√", item.no)
    under.ticks.append(tier)
    return None


def _ticked_by_number(
    item: Item, points: Mapping[str, Number], zeros: Sequence[str], typed: Number
) -> str | None:
    """The tier ticked by a 1, or left with its points among zeros; None where the score says otherwise.

    A 1 is a tick where it is the only one, and the others are as printed or 0.
    """
    own = [tier for tier in points if tier not in zeros]
    ones = [tier for tier in own if points[tier] == 1]
    if zeros and len(zeros) == len(item.points) - 1:
        chosen = own if own and points[own[0]] in (1, item.points[own[0]]) else []
    else:
        changed = [tier for tier in own if points[tier] != item.points[tier] and tier not in ones]
        chosen = [] if changed or len(ones) != 1 or item.points[ones[0]] == 1 else ones
    return chosen[0] if chosen and typed in (None, item.points[chosen[0]]) else None


def choose_by_side(entries: list[Entry], clerk: Clerk) -> dict[int, str]:
    """Read a tick between two names, 合格☑一般良好, by the side on which the boxes of all other rows stand.

    Returns the field in which it stood, by row.
    """
    choices, items = clerk.scheme.choice_by_name, clerk.scheme.item_by_no
    unread: dict[int, tuple[str, str]] = {}
    for index, entry in enumerate(entries):
        field, text = ("tier", entry.tier) if entry.tier else ("score", entry.score)
        if isinstance(text, str) and text not in choices and entry.item in items:
            unread[index] = field, text
    sides = (
        {side_of(note.found, clerk.scheme) for note in clerk.notes if note.kind in _BOXED.values()}
        if unread
        else {}
    )
    known = [side for side in sides if side]
    if len(known) != 1:
        return {}
    read: dict[int, str] = {}
    for index, (field, text) in unread.items():
        item = items[int(entries[index].item)]
        if name := boxed_choice(text, item, clerk.scheme, known[0]):
            score = entries[index].score if field == "tier" else None
            entries[index] = entries[index]._replace(tier=name, score=score)
            clerk.note(_BOXED[field], ("entries", index, field), text, name, item.no)
            read[index] = field
    return read


def choose_what_is_left(entries: list[Entry], clerk: Clerk) -> None:
    """Where other rows are ticked, choose the tier that alone kept its points; each is asked back.

    Without a tick anywhere two rows must differ: what is printed alike in every row is nobody's answer.
    """
    left = {index: tier for index, entry in enumerate(entries) if (tier := _left(entry, clerk.scheme))}
    if len({*left.values()}) < 2 and not any(entry.ticks for entry in entries):
        return
    for index, tier in left.items():
        entry = entries[index]
        points = {other: value for other, value in entry.points.items() if other != tier}
        entries[index] = entry._replace(ticks=(tier,), points=points)
        found = str(entry.points[tier])
        clerk.note("doubted", ("entries", index, "points", tier), found, "√", int(entry.item))


def _left(entry: Entry, scheme: Scheme) -> str | None:
    """The one tier whose points stand in a row that has no selection, as the plan prints them."""
    if len(entry.points) != 1 or entry.ticks or entry.tier or entry.score is not None:
        return None
    item = scheme.item_by_no[int(entry.item)] if entry.item in scheme.item_by_no else None
    [(tier, value)] = entry.points.items()
    return tier if item and isinstance(value, Decimal) and value == item.points[tier] else None
