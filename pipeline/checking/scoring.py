"""What a submission is worth: points, total, grade, gap, sections, missing items.

The selection is the truth: a tier in words decides, then a tick, then a typed score (law 4). All points are
Decimal, so 72.5 + 0.5 is 73 and nothing else.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.scorecard import Mark, Scorecard, Witness
from validators.submission import Entry, Number, Submission


def score(submission: Submission, scheme: Scheme) -> Scorecard:
    """One mark per item of the scheme; of a repeated row the first counts."""
    first: dict[int | str, int] = {}
    for index, entry in enumerate(submission.entries):
        first.setdefault(entry.item, index)
    marks = []
    for item in scheme.items:
        row = first.get(item.no)
        marks.append(Mark(item.no) if row is None else _mark(item, row, submission.entries[row], scheme))
    return tally(marks, scheme)


def supported(submission: Submission, card: Scorecard, scheme: Scheme) -> Scorecard:
    """The same card with every selection lowered to the most that its measured value supports (附件1, 说明)."""
    lowered = [_lowered(mark, submission, scheme) for mark in card.marks]
    return card if lowered == list(card.marks) else tally(lowered, scheme)


def _lowered(mark: Mark, submission: Submission, scheme: Scheme) -> Mark:
    item = scheme.item_by_no[mark.item]
    value = None if mark.row is None else submission.entries[mark.row].measured
    if item.measure is None or value is None or mark.points is None or item.measure.ambiguous(value):
        return mark
    band = item.measure.band(value)
    most = scheme.band_points(item, band)[1] if band else mark.points
    return mark._replace(points=most) if mark.points > most else mark


def tally(marks: Sequence[Mark], scheme: Scheme) -> Scorecard:
    """Add up marks in item order; items without points add nothing."""
    sections = {section.no: Decimal(0) for section in scheme.sections}
    for item, mark in zip(scheme.items, marks, strict=True):
        if mark.points is not None:
            sections[item.section] += mark.points
    total = sum(sections.values(), Decimal(0))
    return Scorecard(
        marks=tuple(marks),
        total=total,
        grade=scheme.grade_of(total),
        next_grade=scheme.next_grade(total),
        gap=scheme.gap(total),
        sections=sections,
        missing=tuple(mark.item for mark in marks if mark.witness is None),
        complete=all(mark.points is not None for mark in marks),
        attained=scheme.attains(total),
    )


def mark_of(item: Item, name: str | None, witness: Witness | None, row: int | None, scheme: Scheme) -> Mark:
    """The mark of an item for which a name was chosen; without points when it is none of the item's."""
    choice, points = scheme.selections(item).get(name or "", (None, None))
    return _shared(item.no, choice, name if choice else None, points, witness, row)


@lru_cache(maxsize=65536)
def _shared(
    item: int,
    choice: str | None,
    name: str | None,
    points: Decimal | None,
    witness: Witness | None,
    row: int | None,
) -> Mark:
    """Communities choose alike: one mark serves all of them, or half a million would stand in memory."""
    return Mark(item, choice, name, points, witness, row)


def _mark(item: Item, row: int, entry: Entry, scheme: Scheme) -> Mark:
    if entry.tier:
        return mark_of(item, entry.tier, "tier", row, scheme)
    if entry.ticks:
        name = scheme.choice_names[entry.ticks[0]] if len(entry.ticks) == 1 else None
        return mark_of(item, name, "ticks", row, scheme)
    if entry.score is None:
        return mark_of(item, None, None, row, scheme)
    return mark_of(item, _name_of_score(item, entry.score, scheme), "score", row, scheme)


def _name_of_score(item: Item, typed: Number, scheme: Scheme) -> str | None:
    """A score alone stands for the tier of exactly these points, for zero, or for a score of the note."""
    for name, (choice, points) in scheme.selections(item).items():
        if points == typed and choice != "not_applicable":
            return name
    return None
