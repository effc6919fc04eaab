"""What is there of the file that a community is recommended by (申报材料): form, account, table, evidence, scans. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePath
from typing import NamedTuple

from pipeline.checking.engine import State
from pipeline.town.materials import Handed, declaration_handed
from pipeline.town.model import Standing, Town
from validators.scheme.parts import DeclarationField
from validators.submission import Declaration
from validators.wording import cleared, joined, ranged

_SCANNED = {".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".heic", ".webp"}
"""The endings of what a scanner or a telephone makes of a sheet with a seal."""

ACCOUNT = "情况介绍"


class Completeness(NamedTuple):
    """A community's file: items without a choice, the form and its empty boxes, the letters of its account, what proves items.

    ``account`` is None where the form has no box for it. ``unproved`` are the items at the top tier without evidence, of
    ``claimed`` ones. ``scans`` are pictures called by its name, which nobody can read for it.
    """

    missing: tuple[int, ...]
    declaration: Handed
    blank: tuple[str, ...]
    account: int | None
    claimed: int
    unproved: tuple[int, ...]
    scans: tuple[str, ...]

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is to be handed in or filled in yet, each in a few words."""
        return tuple(self._lacks())

    def _lacks(self) -> Iterator[str]:
        if self.missing:
            yield f"评分表第{ranged(self.missing)}项自评档次"
        if self.declaration is Handed.NOTHING:
            yield "申报表"
        elif self.blank:
            yield f"申报表中的{joined(self.blank)}"
        if self.account == 0:
            yield ACCOUNT
        if self.unproved:
            yield f"第{ranged(self.unproved)}项佐证"


def completeness(town: Town, standing: Standing) -> Completeness:
    """What there is of one community's file."""
    form, said = town.scheme.declaration, standing.submission.declaration
    accounts = [field for field in form.fields if field.kind == "long_text"]
    blank = [field.label for field in said.blank(form) if field not in accounts]
    top = town.scheme.tiers[-1].id
    claimed = [mark for mark in standing.scorecard.marks if mark.choice == top and mark.row is not None]
    entries = standing.submission.entries
    return Completeness(
        missing=standing.scorecard.missing,
        declaration=declaration_handed(standing.submission, town.scheme),
        blank=tuple(blank),
        account=sum(_letters(said, field) for field in accounts) if accounts else None,
        claimed=len(claimed),
        unproved=tuple(m.item for m in claimed if m.row is not None and not entries[m.row].evidence),
        scans=tuple(_scans(town).get(standing.name, ())),
    )


def _letters(said: Declaration, field: DeclarationField) -> int:
    return len(cleared(str(said.values.get(field.id, ""))))


@lru_cache(maxsize=1)
def _scans(town: Town) -> Mapping[str, Sequence[str]]:
    """The pictures among the files by the community whose name they, or their folder, have."""
    found: dict[str, list[str]] = defaultdict(list)
    for book in town.books if town.roster else ():
        pictured = book.state is State.REJECTED and PurePath(book.file).suffix.lower() in _SCANNED
        if pictured and town.roster and (listed := town.roster.called(book.file)):
            found[listed.name].append(book.file)
    return found
