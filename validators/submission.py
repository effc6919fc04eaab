"""What a committee handed in, as read from its workbook: values only, nothing judged yet."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from validators.cells import CellRef
from validators.scheme.item import Frozen
from validators.scheme.parts import DeclarationField, DeclarationForm

Loc: TypeAlias = tuple[str | int, ...]
"""A pydantic location: ``("community",)`` or ``("entries", 4, "tier")``."""

CHOICES: Loc = ("choices",)
"""The head of a table's column of selections, by which sources name it."""

SourceMap: TypeAlias = Mapping[Loc, CellRef]
"""Where each value was read; a value that no cell holds points at the cell where it belongs."""

Number: TypeAlias = Decimal | str | None
"""A number, the text that stood where a number belongs, or nothing."""


class Entry(NamedTuple):
    """One row of a scorecard, in points; ``points`` and ``ticks`` are keyed by tier id.

    ``item`` is the number as read, or the text that stood in its place. A tuple, as Measure is: a town of twenty
    thousand communities has half a million of them.
    """

    item: int | str
    criterion: str | None = None
    max_points: Number = None
    points: Mapping[str, Number] = {}
    ticks: tuple[str, ...] = ()
    tier: str | None = None
    measured: Number = None
    score: Number = None
    evidence: str | None = None
    previous: str | None = None
    """The last round's choice, which stands beside this one's to compare."""


class ReadAs(NamedTuple):
    """A value that was read otherwise than it stands there: what stands, as what it was read, where.

    ``kind`` names the rule that tells of it; ``item`` is the item's number where the value is about one.
    """

    kind: str
    at: Loc
    found: str = ""
    read: str = ""
    item: int | None = None


class Measure(NamedTuple):
    """What a community means to do about one weak item (三、组织实施（一）)."""

    reason: str = ""
    action: str = ""
    plan: str = ""
    due: date | str | None = None
    person: str = ""

    @property
    def lacking(self) -> tuple[str, ...]:
        """What the plan asks for (措施、计划、时限) and is not there yet, by field."""
        return tuple(field for field in ("action", "plan", "due") if not getattr(self, field))


PREFILLED = frozenset({"community", "address", "phone"})
"""The boxes of the declaration form that hold something when a workbook is handed out for the first time."""


class Declaration(NamedTuple):
    """The declaration form (附件2): the text of each box by the field's id; a day as a day."""

    values: Mapping[str, str | date | Decimal] = {}

    def blank(self, form: DeclarationForm) -> tuple[DeclarationField, ...]:
        """The boxes that the committee has still to fill in."""
        return tuple(field for field in form.inputs if not self.values.get(field.id))

    @property
    def untouched(self) -> bool:
        """Whether nothing stands in it but what a workbook may be handed out with."""
        return self.values.keys() <= PREFILLED


class Submission(Frozen):
    """One community's scorecard; ``entries`` stand in the order of the sheet.

    ``measures`` are keyed by item; rows in which nothing was written are left out.
    ``community_from`` tells whether the name stood in a cell or was taken from the file's name.
    ``days`` are those that stand where one day of filling in belongs, of which nobody can tell which is meant.
    ``read_as`` lists everything that was read otherwise than it stands in the workbook.
    ``further_totals`` and ``further_grades`` are those that the table states besides, where they differ.
    ``declared_total`` is the total that the declaration form states.
    ``code`` (the roster's), ``scheme_id``, ``template_version`` and ``round`` are known of workbooks built by us.
    """

    layout: Literal["official", "tiered", "template"]
    community: str
    community_from: Literal["cell", "file_name"]
    code: str | None = None
    scheme_id: str | None = None
    template_version: str | None = None
    round: str | None = None
    filled_on: date | None = None
    days: tuple[date, ...] = ()
    filler: str | None = None
    reviewer: str | None = None
    entries: tuple[Entry, ...]
    total: Number = None
    grade: str | None = None
    further_totals: tuple[Number, ...] = ()
    further_grades: tuple[str, ...] = ()
    measures: Mapping[int, Measure] = {}
    declaration: Declaration = Declaration()
    declared_total: Number = None
    other_tables: tuple[str, ...] = ()
    read_as: tuple[ReadAs, ...] = ()

    @property
    def filled(self) -> bool:
        """Whether any row holds a selection."""
        return any(entry.tier or entry.ticks or entry.score is not None for entry in self.entries)
