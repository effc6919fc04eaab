"""Which towns a report is of, and which of several reports of one town counts. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import NamedTuple

from pipeline.town.reports.model import TownReport
from validators.roster import Roster
from validators.scheme.model import Scheme
from validators.wording import folded, joined

_ADDED = re.compile(r"(?:汇总|报告)?[-_（(]?\d{4}-?\d{2}-?\d{2}[）)]?$|(?:汇总|报告)$")
"""What a report's file is called behind its town's name."""


class OfTowns(NamedTuple):
    """A report and the towns that it is of; ``guessed`` says that only the places of files tell them."""

    report: TownReport
    groups: tuple[str, ...]
    guessed: bool = False


class Chosen(NamedTuple):
    """The reports that count, in the order given; older ones and those of the same run, with what counts; the doubtful, with why."""

    counting: tuple[OfTowns, ...]
    older: tuple[tuple[OfTowns, OfTowns], ...]
    same: tuple[tuple[OfTowns, OfTowns], ...]
    doubtful: tuple[tuple[OfTowns, str], ...]


def of_towns(report: TownReport, roster: Roster | None, scheme: Scheme) -> OfTowns:
    """Whose a report is: as its roster says, its plan or its place, of which a district's roster has to know the town.

    Where that knows none of them, it is the town that most of the report's communities are of.
    """
    listed = report.roster.communities if report.roster else ()
    own = tuple(dict.fromkeys(community.group for community in listed if community.group))
    own = own or ((report.group,) if report.group else ())
    plan = (report.plan_town,) if report.plan_town not in ("", scheme.town) else ()
    place = place_of(report.file)
    if roster:
        groups = {community.group for community in roster.communities}
        if known := next((said for said in (own, plan, (place,)) if said and {*said} <= groups), ()):
            return OfTowns(report, known)
        names = [c.name for c in listed] or [came.name for came in report.came.values()]
        most = Counter(found.group for name in names if (found := roster.named(name)) and found.group)
        if most and 2 * most.most_common(1)[0][1] > most.total():
            return OfTowns(report, (most.most_common(1)[0][0],))
    return OfTowns(report, own or plan or (place,), guessed=not (own or plan))


def place_of(file: str) -> str:
    """What a report's folder or archive is called in the district's, else the report; without what is added to a town's name."""
    path = PurePath(file)
    name = path.parts[0] if len(path.parts) > 1 else path.stem
    return _ADDED.sub("", name.removesuffix(".zip")) or name


def chosen(found: Sequence[OfTowns]) -> Chosen:
    """Of the reports of one town the latest counts: by its day, then by the file's; of a pair from one run the workbook."""
    doubtful = [
        (one, f"“{one.report.file}”和“{other.report.file}”都像是“{joined(one.groups)}”的，社区却完全不同")
        for one in found
        for other in found
        if one is not other and one.guessed and one.groups == other.groups and not _common(one, other)
    ]
    clear = [one for one in found if all(one is not other for other, _ in doubtful)]
    times: dict[object, datetime] = {}
    for one in clear:
        saved = one.report.saved or datetime.min
        times[_content(one)] = max(saved, times.get(_content(one), saved))
    latest = sorted(
        clear, key=lambda one: (one.report.as_of, times[_content(one)], one.report.workbook), reverse=True
    )
    counting: list[OfTowns] = []
    older: list[tuple[OfTowns, OfTowns]] = []
    same: list[tuple[OfTowns, OfTowns]] = []
    for one in latest:
        other = next((other for other in counting if _same(one, other)), None)
        if other is None:
            counting.append(one)
        elif lost := {*one.groups} - {
            group for some in counting for group in some.groups if _same(one, some)
        }:
            why = f"“{one.report.file}”里{joined(other.groups)}另有较新的报告，{joined(sorted(lost))}却只在这一份里有"
            doubtful.append((one, why))
        else:
            (same if _content(one) == _content(other) else older).append((one, other))
    counted = tuple(one for one in found if any(one is other for other in counting))
    return Chosen(counted, tuple(older), tuple(same), tuple(doubtful))


def _content(one: OfTowns) -> object:
    """What tells the reports of one run from others: their day, and every file with its state."""
    return one.report.as_of, frozenset((b.file, b.state, b.sha256) for b in one.report.books)


def _same(one: OfTowns, other: OfTowns) -> bool:
    """Whether two reports are of the same town: they say so, or, where one is guessed, have most communities in common."""
    if not {*one.groups}.isdisjoint(other.groups):
        return True
    smaller = min(len(_names(one)), len(_names(other)))
    return (one.guessed or other.guessed) and 2 * _common(one, other) > smaller > 0


def _common(one: OfTowns, other: OfTowns) -> int:
    return len(_names(one) & _names(other))


def _names(one: OfTowns) -> set[str]:
    roster = one.report.roster
    names: Iterable[str] = (
        (c.name for c in roster.communities) if roster else (came.name for came in one.report.came.values())
    )
    return {folded(name) for name in names} - {""}
