"""What a town's own report says, as plain values, whatever it was read back from. Pure."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from pipeline.checking.engine import CheckedBook, Failure
from pipeline.town.changes import Changes
from pipeline.town.materials import Handed
from pipeline.town.model import OfficeEntry
from validators.arrivals import ToldBy
from validators.finding import Finding
from validators.roster import Roster


class Came(NamedTuple):
    """What a report says of a community's submission beside its answers; ``name`` is what it calls the community.

    ``answers`` is their checksum, "" where it is not told. ``changed`` is what differs from the submission before, ``told``
    the same in the report's words where it says no more.
    """

    name: str
    submitted_on: date | None
    first_on: date | None
    late: bool
    measures: Handed
    declaration: Handed
    answers: str = ""
    changed: Changes | None = None
    told: str = ""
    unheeded: date | None = None


class TownReport(NamedTuple):
    """A town's report: what it is about, its roster, every file with the state it ended in, and what was found.

    ``file`` is its name in the district's folder, ``archive`` that of the archive that it lies in, if it does; ``saved`` is the
    file's time. ``plan_town`` is the town of the plan that it names, ``group`` the one town that its roster names, "" for none.
    ``folder`` is the way from it to its submissions, None where it is silent. ``came`` is by the file of the submission that
    counts, ``ran`` how often every rule ran, ``told_by`` by file what told the year of another round's submission.
    ``workbook`` says that it is one, ``touched`` that somebody has saved it since it was written.
    """

    file: str
    saved: datetime | None
    workbook: bool
    touched: bool
    year: int
    as_of: date
    plan_town: str
    group: str
    folder: str | None
    roster: Roster | None
    books: tuple[CheckedBook, ...]
    came: Mapping[str, Came]
    findings: tuple[Finding, ...]
    ran: Mapping[str, int]
    told_by: Mapping[str, ToldBy]
    failures: tuple[Failure, ...] = ()
    progress: tuple[OfficeEntry, ...] = ()
    archive: str | None = None


class ReportError(Exception):
    """Why a report cannot be added up; the text is one Chinese sentence with what to do."""


class SummedError(ReportError):
    """That a report was itself added up from towns' reports, such as the district's last."""
