"""Checked books made of what a report says of its communities."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePosixPath, PureWindowsPath
from typing import NamedTuple

from pipeline.checking.engine import CheckedBook, State, Verdict, judged
from pipeline.checking.scoring import mark_of, tally
from pipeline.reading.cells.source_map import CellsByLoc
from validators.cells import CellRef
from validators.finding import Finding, in_reading_order
from validators.scheme.model import Scheme
from validators.scorecard import Scorecard
from validators.submission import Declaration, Entry, Loc, Measure, Submission

UNKNOWN = CellRef("", 1, 1)
"""Stands for the cell of a name that a report does not tell; nothing is said of it."""


class FileTold(NamedTuple):
    """A file as a report lists it; ``year`` is that of another round's, "" for any other."""

    file: str
    state: State
    community: str = ""
    sha256: str | None = None
    size: int | None = None
    received: datetime | None = None
    archive: str | None = None
    skipped_as: str | None = None
    layout: str = ""
    template_version: str | None = None
    year: str = ""


class Answered(NamedTuple):
    """What a report says of the submission that counts for a community.

    ``name`` is the one that it gives itself. ``choices`` are the names of what was chosen, by item; an item is in ``missing``,
    with the cell of its choice if it has one, where nothing was, and in neither where what was chosen cannot be counted.
    ``supported`` is the total that the measured values support, None where it is the same.
    """

    name: str
    code: str
    handed_in: date | None
    choices: Mapping[int, str]
    missing: Mapping[int, CellRef | None]
    supported: Decimal | None
    measures: Mapping[int, Measure]
    declaration: Mapping[str, str | Decimal] = {}
    name_at: CellRef | None = None


def counting_book(
    told: FileTold, said: Answered, findings: Iterable[Finding], scheme: Scheme, year: int
) -> CheckedBook:
    """The book of a submission that counts; its scorecard follows from the choices. ValueError for a state that does not."""
    shown = tuple(in_reading_order(findings))
    if judged(shown) is not told.state:
        raise ValueError(told.file)
    places = {item: cell for item, cell in said.missing.items() if cell}
    rows = {item: row for row, item in enumerate(places)}
    card = card_of(said.choices, said.missing, scheme, rows)
    cells: dict[Loc, CellRef] = {("entries", row, "tier"): places[item] for item, row in rows.items()}
    chosen = (Entry(mark.item, tier=mark.name) for mark in card.marks if mark.item not in rows)
    return _bare(told)._replace(
        submission=_submission(told, said.name, year).model_copy(
            update={
                "code": said.code or None,
                "filled_on": said.handed_in,
                "measures": dict(sorted(said.measures.items())),
                "declaration": Declaration(said.declaration),
                "entries": (*map(Entry, rows), *chosen),
            }
        ),
        scorecard=card,
        supported=card if said.supported is None else _supported(card, said.supported, scheme),
        sources=CellsByLoc(
            {("community",): said.name_at or UNKNOWN, ("round",): UNKNOWN, ("filled_on",): UNKNOWN, **cells}
        ),
        verdict=Verdict(shown),
    )


def other_book(
    told: FileTold, findings: Iterable[Finding], year: int, card: Scorecard | None = None
) -> CheckedBook:
    """The book of a file that counts nowhere; ``card`` is what it was worth, where that is told."""
    verdict = Verdict(tuple(in_reading_order(findings)))
    book = _bare(told)._replace(verdict=verdict, scorecard=card, supported=card)
    if not told.layout:
        return book
    sources = CellsByLoc({("community",): UNKNOWN, ("round",): UNKNOWN})
    return book._replace(submission=_submission(told, told.community, told.year or year), sources=sources)


def card_of(
    choices: Mapping[int, str], missing: Collection[int], scheme: Scheme, rows: Mapping[int, int] = {}
) -> Scorecard:
    """What choices are worth, by item; one that is neither among them nor ``missing`` cannot be counted."""
    return tally(
        [
            mark_of(
                item, choices.get(item.no), None if item.no in missing else "tier", rows.get(item.no), scheme
            )
            for item in scheme.items
        ],
        scheme,
    )


def day_or_text(said: str) -> date | str:
    """A day as our reports write it, else the text; TypeError for neither."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return said


def _bare(told: FileTold) -> CheckedBook:
    """The file as it is listed; ValueError where its name would lead out of the folder of submissions."""
    if any(
        path.anchor or ".." in path.parts for path in (PurePosixPath(told.file), PureWindowsPath(told.file))
    ):
        raise ValueError(told.file)
    return CheckedBook(
        file=told.file,
        state=told.state,
        sha256=told.sha256,
        size=told.size,
        received=told.received,
        archive=told.archive,
        skipped_as=told.skipped_as,
    )


def _submission(told: FileTold, community: str, year: int | str) -> Submission:
    return Submission.model_validate(
        {
            "layout": told.layout,
            "community": community,
            "community_from": "cell",
            "template_version": told.template_version,
            "round": str(year),
            "entries": (),
        }
    )


def _supported(card: Scorecard, total: Decimal, scheme: Scheme) -> Scorecard:
    """What is told of a scorecard that the measured values support: total, grade, whether it attains."""
    return card._replace(total=total, grade=scheme.grade_of(total), attained=scheme.attains(total))
