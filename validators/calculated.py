"""What a workbook built here calculates of itself, in locked cells, beside what its selections are worth.

Where the two differ, the cause is a cell that somebody filled in, or a result that is out of date; never the formula,
which nobody is asked to edit.
"""

from collections.abc import Sequence
from decimal import Decimal

from validators.read_as import readings
from validators.rule import BookCase
from validators.scheme.item import Item
from validators.scorecard import Mark
from validators.submission import Entry

RECALCULATE = (
    "{cell} 由表格自动计算，不用手工改。请核对各项，用Excel或WPS打开，按 Ctrl+Alt+F9 重新计算后保存；"
    "仍不符的，请换用新的工作簿填报。"
)
"""How to put right a result in a locked cell."""


def calculates(case: BookCase) -> bool:
    """Whether points, total, grade and the form's total are formulas of ours."""
    return case.submission is not None and case.submission.layout == "template"


def miscounted(case: BookCase) -> Sequence[tuple[int, Entry, Item, Mark]]:
    """The rows whose formula gives other points than the selection is worth; none where no result was saved.

    Nothing is as good as 0: it adds as much.
    """
    if case.submission is None or not calculates(case):
        return ()
    unknown = {note.item for note in readings(case, "uncalculated")}
    known = case.submission.total is not None
    return [
        (index, entry, item, mark)
        for index, entry, item, mark in case.rows
        if mark.choice is not None
        and (entry.score or 0) != mark.points
        and (known or entry.score is not None)
        and item.no not in unknown
        and ("entries", index, "score") in case.sources
    ]


def adds_up(case: BookCase) -> bool:
    """Whether the total is right but for the rows that are miscounted: it says no more than they do."""
    scores = [entry.score for _, entry, _, _ in case.rows if isinstance(entry.score, Decimal)]
    total = case.submission.total if case.submission else None
    return bool(miscounted(case)) and total == sum(scores, Decimal(0))
