"""What the office typed into a report of ours: its entries beside measures, and its decisions, from the tables' headings."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from pipeline.policy.masking import masked
from pipeline.reading.cells.dates import day_of, meant_day
from pipeline.reading.cells.values import number_of, text_of
from pipeline.reading.containers.grid import Cell
from pipeline.reading.containers.limits import UnreadableError
from pipeline.reading.town_report import has_table, table_of
from pipeline.template import MEASURE_HEADS
from pipeline.town.model import OfficeEntry
from pipeline.town.review.recommending.decision import Decided, Decision
from pipeline.town.review.recommending.decisions import LastList
from pipeline.writing.town.sheets.follow_up import measures
from pipeline.writing.town.sheets.recommending import candidates, record
from validators.submission import Measure

T = TypeVar("T")

_Line = Mapping[str, Cell]

_HEADS = (
    candidates.CODE, candidates.COMMUNITY, candidates.OUTCOME, candidates.BY, candidates.ON, candidates.REASON,
    candidates.TOTAL, candidates.GRADE, candidates.DIGEST,
)  # fmt: skip
"""What both tables of decisions have."""


class OfficeTyped(NamedTuple):
    """What was typed beside measures, from top to bottom, and of decisions; None for what cannot be read."""

    measures: tuple[OfficeEntry, ...] | None
    decisions: LastList | None


def typed_in(report: Path) -> OfficeTyped:
    """What was typed into a report; one of before there were decisions has none."""
    heads = (measures.CODE, measures.COMMUNITY, measures.ITEM, measures.STATE, measures.CLOSED_ON)
    return OfficeTyped(
        _readable(lambda: tuple(_lines(report, measures.NAME, heads, office_entry))), _decisions(report)
    )


def _decisions(report: Path) -> LastList | None:
    names = (candidates.NAME, record.NAME)
    if not any(_readable(partial(has_table, report, name)) for name in names):
        return LastList()
    return _readable(
        lambda: LastList(
            tuple(_lines(report, candidates.NAME, _HEADS, _decided)),
            tuple(_lines(report, record.NAME, _HEADS, _listed)) if has_table(report, record.NAME) else (),
        )
    )


def _readable(read: Callable[[], T]) -> T | None:
    with suppress(UnreadableError):
        return read()
    return None


def _lines(
    report: Path, sheet: str, heads: Collection[str], parsed: Callable[[_Line], T | None]
) -> Iterator[T]:
    rows: Iterable[_Line] = table_of(report, sheet, heads)
    return (line for line in map(parsed, rows) if line is not None)


def office_entry(row: _Line) -> OfficeEntry | None:
    """What was typed beside a measure; a line that names no item is of item 0, which no plan has."""
    state, closed_on = text_of(row[measures.STATE]), _day_or_text(row[measures.CLOSED_ON])
    if not (state or closed_on):
        return None
    number = text_of(row[measures.ITEM])
    said = {field: text_of(row.get(head, "")) for field, head in MEASURE_HEADS.items()}
    measure = Measure(**said)._replace(due=_day_or_text(row.get(MEASURE_HEADS["due"], "")))
    item = int(number) if number.isdecimal() else 0
    return OfficeEntry(
        text_of(row[measures.CODE]), text_of(row[measures.COMMUNITY]), item, state, closed_on, measure
    )


def _decided(row: _Line) -> Decided | None:
    """A line of 推荐名单 in which something was typed; without private numbers, as decisions are kept."""
    said = Decided(
        code=text_of(row[candidates.CODE]),
        community=text_of(row[candidates.COMMUNITY]),
        outcome=masked(text_of(row[candidates.OUTCOME])),
        by=masked(text_of(row[candidates.BY])),
        on=_day_or_text(row[candidates.ON]),
        reason=masked(text_of(row[candidates.REASON])),
        total=_points(row[candidates.TOTAL]),
        grade=text_of(row[candidates.GRADE]),
        sha256=text_of(row[candidates.DIGEST]),
    )
    return said if any(said.said) else None


def _listed(row: _Line) -> Decision | None:
    """A decision that 决定记录 lists."""
    line = _decided(row)
    return line.made() if line else None


def _points(cell: Cell) -> Decimal | None:
    number = number_of(cell)
    return number if isinstance(number, Decimal) else None


def _day_or_text(cell: Cell) -> date | str:
    """A day, also one typed as a text of nothing else (2021.11.5); else the text as it stands."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    day = None if text.strip("0123456789年月日./- ") else day_of(text) or meant_day(text)
    return day or text
