"""Choices printed in one cell, each with a box: □合格 ☑一般 □良好, 合格（ ）一般（√）良好（ ）."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from pipeline.reading.cells.signs import CROSS, DOUBTED_BOX, OPEN, RING, in_common_signs
from pipeline.reading.cells.values import MARKS, number_of
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.wording import folded, number_text

_TICKED = frozenset(MARKS + DOUBTED_BOX)
_BOXES = f"{OPEN}{RING}{CROSS}{DOUBTED_BOX}{MARKS}"
_BOX = f"[{_BOXES}]"
_BETWEEN = ",;/|."
_STOPS = re.compile(r"\s*[\n,;/|.，、；。]\s*")
_BLANKS = re.compile(r"\s+")


Side = Literal["before", "behind"]
"""Where the boxes stand beside their names."""


def side_of(text: str, scheme: Scheme) -> Side | None:
    """Where the boxes of a text stand that names all tiers, if its ends tell: ☑合格一般良好, 合格一般良好☑."""
    plain = folded(in_common_signs(text))
    if not all(tier.name in plain for tier in scheme.tiers) or (plain[0] in _BOXES) is (plain[-1] in _BOXES):
        return None
    return "before" if plain[0] in _BOXES else "behind"


def boxed_choice(text: str, item: Item | None, scheme: Scheme, side: Side | None = None) -> str | None:
    """The choice whose box is the only one ticked; ``""`` where all are open, None where nobody can say.

    A tick between two names that nothing parts from either belongs to the one that ``side`` tells.
    """
    signed = in_common_signs(text)
    if not re.search(_BOX, signed):
        return None
    choice = _each_boxed(folded(signed), item, scheme)
    return _some_boxed(signed, item, scheme, side) if choice is None else choice


def _each_boxed(plain: str, item: Item | None, scheme: Scheme) -> str | None:
    """The choice of a text in which every one has a box of its own, all before or all behind their names."""
    boxes = re.findall(_BOX, plain)
    if len(boxes) < 2:
        return None
    words = [word.strip(_BETWEEN) for word in re.split(_BOX, plain)]
    named = words[1:] if not words[0] else words[:-1] if not words[-1] else []
    names = [_name(word, item, scheme) for word in named]
    if len(names) != len(boxes) or None in names or len({*names}) < len(names):
        return None
    ticked = [name for name, box in zip(names, boxes, strict=True) if box in _TICKED]
    return "" if not ticked else ticked[0] if len(ticked) == 1 else None


def _some_boxed(signed: str, item: Item | None, scheme: Scheme, side: Side | None) -> str | None:
    """The one choice with a tick beside it where all tiers are named, ☑合格一般良好 or □合格 □一般 □良好√, or it alone: □良好√."""
    names = sorted(scheme.choice_by_name, key=len, reverse=True)
    found = [*re.finditer("|".join(f"({_forms(name, item, scheme)})" for name in names), signed)]
    called = [names[(match.lastindex or 1) - 1] for match in found]
    edges = [0, *(edge for match in found for edge in match.span()), len(signed)]
    gaps = [signed[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    if any(_BLANKS.sub("", _STOPS.sub("", gap)).strip(_BOXES + ":：") for gap in gaps) or len(
        {*called}
    ) < len(called):
        return None
    if len(called) == 1:
        alone = found[0][0].startswith(called[0]) and not {*signed} & {CROSS, DOUBTED_BOX}
        return called[0] if alone and {*signed} & _TICKED else None
    if not {tier.name for tier in scheme.tiers} <= {*called}:
        return None
    beside = [*_beside(gaps, side)]
    ticked = {n for n, marks in beside if {*marks} & _TICKED}
    crossed = {n for n, marks in beside if CROSS in marks}
    if len(ticked) != 1 or ticked & {None, *crossed}:
        return None
    return called[next(n for n in ticked if n is not None)]


def _forms(name: str, item: Item | None, scheme: Scheme) -> str:
    """How a choice may be printed: by its name, a tier with its points behind, or by these alone."""
    choice = scheme.choice_by_name[name]
    if item is None or choice not in item.points:
        return re.escape(name)
    points, unit = re.escape(number_text(item.points[choice])), re.escape(scheme.unit)
    return rf"{re.escape(name)}(?:\({points}(?:{unit})?\))?|(?<![0-9.]){points}{unit}"


def _beside(gaps: Sequence[str], side: Side | None) -> Iterator[tuple[int | None, str]]:
    """The marks between names with the number of the name beside which they stand, None where nobody can say.

    A stop, or else a blank, parts what belongs to the name before from what belongs to the one behind.
    """
    last = len(gaps) - 1
    yield 0, gaps[0]
    for n, gap in enumerate(gaps[1:]):
        left, *others = (_STOPS if _STOPS.search(gap) else _BLANKS).split(gap)
        alone = None if side is None else n if side == "behind" else n + 1
        yield (n if others or n + 1 == last else alone), left
        for marks in others[:-1]:
            yield None, marks
        if others:
            yield (n + 1 if n + 1 < last else None), others[-1]


def _name(word: str, item: Item | None, scheme: Scheme) -> str | None:
    """The choice that stands beside a box: by its name, its points, or both."""
    if name := scheme.choice_name(word):
        return name
    both = re.fullmatch(r"([^()]+)\(([^()]+)\)", word)
    name = scheme.choice_name(both[1]) if both else None
    points = number_of(both[2] if both else word, scheme.unit)
    agreeing = [n for n, (_, score) in scheme.selections(item).items() if score == points] if item else []
    if name:
        return name if name in agreeing else None
    return agreeing[0] if len(agreeing) == 1 else None
