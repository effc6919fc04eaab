"""What a submission is worth: one mark per item of the scheme, and their total."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from validators.scheme.item import Item
from validators.scheme.parts import Grade

Witness = Literal["tier", "ticks", "score"]


class Mark(NamedTuple):
    """One item's result.

    ``choice`` is a tier id, ``zero``, ``not_applicable`` or ``noted`` (a score only the item's note allows),
    ``name`` what people call it; both are None, like ``points``, when nothing countable was chosen.
    ``witness`` is the field of the entry that decided, None when all were blank; ``row`` indexes
    ``Submission.entries``, None when the item has no row.
    """

    item: int
    choice: str | None = None
    name: str | None = None
    points: Decimal | None = None
    witness: Witness | None = None
    row: int | None = None


class Scorecard(NamedTuple):
    """Marks in item order with what follows from them; all numbers in points.

    ``missing`` are the items with nothing chosen; ``complete`` says that every item has points.
    ``gap`` is what the total lacks to ``next_grade`` (0 and None at the top).
    """

    marks: tuple[Mark, ...]
    total: Decimal
    grade: Grade
    next_grade: Grade | None
    gap: Decimal
    sections: Mapping[int, Decimal]
    missing: tuple[int, ...]
    complete: bool
    attained: bool

    def weak(self, item: Item) -> bool:
        """Whether an item is missing, 不得分 or below the top tier; 不涉及 is none of these."""
        mark = self.mark(item.no)
        return mark.choice != "not_applicable" and (mark.points is None or mark.points < item.max_points)

    def mark(self, item: int) -> Mark:
        """The mark of one item; items are numbered from 1 without gaps."""
        return self.marks[item - 1]
