"""Choices printed in one cell, each with a box: □合格 ☑一般 □良好, 合格（ ）一般（√）良好（ ）."""

import re

from pipeline.reading.cells.values import number_of
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.wording import folded

DOUBTED_BOX = "☒"
"""A box with a cross: ticked on some forms, ruled out on others."""

_TICKED = frozenset(
    ("☑", "✅", "●", "◉", "■", "√", "✓", "✔", "(√)", "(✓)", "(✔)", "[√]", "[✓]", "[✔]", DOUBTED_BOX)
)
_BOX = re.compile(rf"\([√✓✔]?\)|\[[√✓✔]?\]|[□☐○〇◯×✗✘{''.join(word for word in _TICKED if len(word) == 1)}]")
_BETWEEN = ",;/|.\ufe0f"


def boxed_choice(text: str, item: Item | None, scheme: Scheme) -> str | None:
    """The choice whose box is the only one ticked; ``""`` where all are open, None where nobody can say."""
    plain = folded(text)
    boxes = _BOX.findall(plain)
    if len(boxes) < 2:
        return None
    words = [word.strip(_BETWEEN) for word in _BOX.split(plain)]
    named = words[1:] if not words[0] else words[:-1] if not words[-1] else []
    names = [_name(word, item, scheme) for word in named]
    if len(names) != len(boxes) or None in names or len({*names}) < len(names):
        return None
    ticked = [name for name, box in zip(names, boxes, strict=True) if box in _TICKED]
    return "" if not ticked else ticked[0] if len(ticked) == 1 else None


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
