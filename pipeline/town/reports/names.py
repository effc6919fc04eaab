"""What a report's communities and files are called in the district. Pure."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.checking.engine import CheckedBook
from pipeline.town.reports.model import TownReport
from validators.finding import Finding
from validators.roster import Community, Roster


class CalledHere(NamedTuple):
    """By the name that a report gives a community the district's name and code for it."""

    names: Mapping[str, str]
    codes: Mapping[str, str]


def by_roster(report: TownReport, groups: Collection[str], roster: Roster) -> CalledHere:
    """The names that a district's own roster has for a report's communities; "" for one that it does not list.

    One of the same name in another town is somebody else, unless the report's own roster does not list it either.
    """
    listed = {c.name: c for c in report.roster.communities} if report.roster else {}
    names, codes = {}, {}
    for name in [*listed, *(came.name for came in report.came.values())]:
        here = listed.get(name)
        found = _found(
            name, here.code if here else "", groups, roster, elsewhere=here is None and bool(listed)
        )
        names[name] = found.name if found else "" if roster.named(name) else name
        codes[name] = found.code if found else ""
    return CalledHere(names, codes)


def _found(
    name: str, code: str, groups: Collection[str], roster: Roster, *, elsewhere: bool
) -> Community | None:
    named, coded = roster.named(name), roster.coded(code)
    if named and (elsewhere or named.group in groups or not named.group):
        return named
    together = next(filter(None, (roster.named(f"{group}{name}") for group in groups)), None)
    return together or (coded if coded and coded.group in groups else None)


def told_apart(reports: Sequence[TownReport], groups: Sequence[str]) -> Iterable[CalledHere]:
    """Names and codes that several reports have for a community of their own each, behind the town that is meant."""
    rosters = [report.roster.communities if report.roster else () for report in reports]
    names = Counter(community.name for listed in rosters for community in listed)
    codes = Counter(community.code for listed in rosters for community in listed if community.code)
    for listed, group in zip(rosters, groups, strict=True):
        yield CalledHere(
            {c.name: f"{c.group or group}{c.name}" if names[c.name] > 1 else c.name for c in listed},
            {c.name: f"{c.group or group}-{c.code}" if codes[c.code] > 1 else c.code for c in listed},
        )


def renamed(report: TownReport, known: CalledHere, group: str) -> TownReport:
    """The report with the district's names; one that has none there is told by its town's."""

    def name_of(name: str) -> str:
        return known.names.get(name, name) or f"{group}{name}"

    def community(listed: Community) -> Community:
        own = {"name": name_of(listed.name), "code": known.codes.get(listed.name, listed.code)}
        return listed.model_copy(update=own | {"group": listed.group or group})

    def finding(one: Finding) -> Finding:
        return one._replace(community=name_of(one.community)) if one.community else one

    def book(one: CheckedBook) -> CheckedBook:
        submission = one.submission and one.submission.model_copy(
            update={"community": name_of(one.submission.community), "code": None}
        )
        return _with(one, finding)._replace(submission=submission)

    roster = report.roster
    return report._replace(
        roster=roster and Roster(communities=tuple(map(community, roster.communities))),
        books=tuple(map(book, report.books)),
        came={file: one._replace(name=name_of(one.name)) for file, one in report.came.items()},
        findings=tuple(map(finding, report.findings)),
        progress=tuple(
            line._replace(community=name_of(line.community), code=known.codes.get(line.community, line.code))
            for line in report.progress
        ),
    )


def placed(report: TownReport, place: str, at_hand: Collection[str]) -> TownReport:
    """The report with its files' names as the district sees them; those not ``at_hand`` are to be found in it alone."""

    def name_of(file: str) -> str:
        return f"{place}/{file}"

    def finding(one: Finding) -> Finding:
        return one._replace(file=name_of(one.file)) if one.file else one

    def book(one: CheckedBook) -> CheckedBook:
        archive = None if one.file in at_hand else report.archive or report.file
        return _with(one, finding)._replace(file=name_of(one.file), archive=archive)

    return report._replace(
        books=tuple(map(book, report.books)),
        came={name_of(file): one for file, one in report.came.items()},
        told_by={name_of(file): how for file, how in report.told_by.items()},
        failures=tuple(f._replace(file=name_of(f.file)) if f.file else f for f in report.failures),
    )


def _with(book: CheckedBook, change: Callable[[Finding], Finding]) -> CheckedBook:
    findings = tuple(map(change, book.findings))
    return book._replace(verdict=book.verdict._replace(findings=findings))


def united(reports: Iterable[TownReport]) -> Roster:
    """The rosters of several towns as one."""
    listed = (report.roster.communities for report in reports if report.roster)
    return Roster(communities=tuple(community for some in listed for community in some))
