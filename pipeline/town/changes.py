"""What changed between two submissions of a community, item by item: not their layouts, nor the order of rows. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from pipeline.checking.engine import CheckedBook
from validators.submission import Entry, Measure
from validators.wording import clipped, number_text, ranged

_LONGEST, _MOST = 20, 12
"""So many characters of what was typed are told, as a choice and a value are short; and so many lines."""

_MEASURE = ("reason", "action", "plan", "due", "person")
"""The fields of an answer that stand on the sheet of measures."""
_NO_MEASURE = ("",) * len(_MEASURE)


class ItemAnswer(NamedTuple):
    """What a committee says of one item: its choice by name with the points that it earns, and all it wrote beside.

    ``choice`` is what stands there where that counts for nothing; what is not there is ``""``, points are None.
    """

    choice: str = ""
    points: Decimal | None = None
    measured: str = ""
    evidence: str = ""
    reason: str = ""
    action: str = ""
    plan: str = ""
    due: str = ""
    person: str = ""

    @property
    def measure(self) -> tuple[str, ...]:
        """What it wrote on the sheet of measures."""
        return tuple(getattr(self, field) for field in _MEASURE)


Answers: TypeAlias = Mapping[int, ItemAnswer]
"""The answers of one submission by item, whether a file or the ledger tells them."""


class AnswerChange(NamedTuple):
    """One item that was answered otherwise before."""

    item: int
    before: ItemAnswer
    after: ItemAnswer

    @property
    def fields(self) -> tuple[str, ...]:
        """What differs; the points of another choice are no difference of their own."""
        pairs = zip(ItemAnswer._fields, self.before, self.after, strict=True)
        differ = [name for name, old, new in pairs if old != new]
        return tuple(name for name in differ if name != "points" or "choice" not in differ)

    @property
    def gain(self) -> Decimal:
        """The points that it earns more, or less."""
        return (self.after.points or Decimal(0)) - (self.before.points or Decimal(0))


Changes: TypeAlias = tuple[AnswerChange, ...]
"""All items that differ between two submissions, in their order."""


def answers_of(book: CheckedBook) -> Answers:
    """What a checked workbook answers; nothing where no submission was read."""
    submission, card = book.submission, book.scorecard
    if submission is None or card is None:
        return {}
    entries = (
        submission.entries[mark.row] if mark.row is not None else Entry(mark.item) for mark in card.marks
    )
    return {
        mark.item: ItemAnswer(
            mark.name or next(filter(None, map(_text, (entry.tier, entry.score))), ""),
            mark.points,
            _text(entry.measured),
            _text(entry.evidence),
            *(_measure(submission.measures[mark.item]) if mark.item in submission.measures else _NO_MEASURE),
        )
        for mark, entry in zip(card.marks, entries, strict=True)
    }


def changes_between(before: Answers, after: Answers) -> Changes:
    """The items that two submissions answer differently."""
    items = sorted({*before, *after})
    pairs = ((item, before.get(item, ItemAnswer()), after.get(item, ItemAnswer())) for item in items)
    return tuple(AnswerChange(item, old, new) for item, old, new in pairs if old != new)


UNCHANGED = "各项自评、佐证材料和工作措施均无改动"


def changes_told(changes: Changes) -> list[str]:
    """The changes in words, a line each; what does not fit where they are shown is counted."""
    told = [*_told(changes)] or [UNCHANGED]
    rest = len(told) - _MOST
    return [*told[:_MOST], f"另有{rest}处"] if rest > 0 else told


def _told(changes: Changes) -> Iterator[str]:
    """What it means for the total, then choices, those that moved alike together, then values, then texts."""
    if gain := sum((change.gain for change in changes), Decimal(0)):
        yield f"总分{_signed(gain)}分"
    alike: dict[tuple[str, str], list[AnswerChange]] = defaultdict(list)
    for change in changes:
        if {"choice", "points"} & set(change.fields):
            alike[_choices(change)].append(change)
    for (old, new), some in alike.items():
        gain = sum((change.gain for change in some), Decimal(0))
        by = f"（{'共' if len(some) > 1 else ''}{_signed(gain)}分）" if gain else ""
        yield f"{_items(some)}{_moved(old, new, '补选')}{by}"
    for change in changes:
        if "measured" in change.fields:
            yield f"第{change.item}项实测值{_moved(change.before.measured, change.after.measured, '补填')}"
    for fields, name in ((("evidence",), "佐证材料"), (_MEASURE, "工作措施")):
        if some := [change for change in changes if set(fields) & set(change.fields)]:
            yield f"{_items(some)}{name}有改动"


def _choices(change: AnswerChange) -> tuple[str, str]:
    """What was chosen before and after, with the points where the same words earn something else now."""
    before, after = change.before, change.after
    if before.choice != after.choice:
        return before.choice, after.choice
    return f"{before.choice}（{_points(before)}）", f"{after.choice}（{_points(after)}）"


def _items(changes: Iterable[AnswerChange]) -> str:
    return f"第{ranged(change.item for change in changes)}项"


def _moved(old: str, new: str, added: str) -> str:
    before, after = clipped(old, _LONGEST), clipped(new, _LONGEST)
    if not before:
        return f"{added}{after}"
    return f"{before}改为{after}" if after else f"删去{before}"


def _points(answer: ItemAnswer) -> str:
    return "未计分" if answer.points is None else f"{number_text(answer.points)}分"


def _signed(points: Decimal) -> str:
    return f"{'增加' if points > 0 else '减少'}{number_text(abs(points))}"


def _measure(measure: Measure) -> Iterator[str]:
    return (_text(getattr(measure, field)) for field in _MEASURE)


def _text(value: Decimal | date | str | None) -> str:
    """A value as it is compared and kept: ``80`` is ``80.0``."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else number_text(value)
