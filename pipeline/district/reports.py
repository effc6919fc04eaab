"""A district added up from the reports of its towns, which lie in a folder, without the submissions."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.district.newer import Submissions, submissions_of
from pipeline.reading.files.content import content_of
from pipeline.reading.files.discovery import FoundFile, find_files
from pipeline.town.model import Town
from pipeline.town.reports.adding import added_up
from pipeline.town.reports.choosing import OfTowns, chosen, of_towns, place_of
from pipeline.town.reports.lines import ReportLine, ReportState
from pipeline.town.reports.model import ReportError, SummedError, TownReport
from pipeline.town.reports.names import by_roster, placed, renamed, told_apart, united
from pipeline.writing.reported.reading import read_report
from validators.roster import Roster
from validators.scheme.model import Scheme
from validators.wording import joined, named

_ENDINGS = (".xlsx", ".json")
_NAMED = 5
"""So many communities are named before the rest is counted."""


def add_up_reports(
    folder: Path,
    scheme: Scheme,
    roster: Roster | None = None,
    *,
    as_of: date | None = None,
    round_: int | None = None,
    ignore: Collection[Path] = (),
) -> Town:
    """The town of all towns' reports below a folder; ``reports`` of it say what became of every one.

    ``roster`` is the district's, with the town of every community; without one the reports' own rosters are taken together.
    ``as_of`` is by default the latest day of a report that counts, ``round_`` the year that most reports are about. ReportError
    says in Chinese why there is nothing to add up. FileNotFoundError when there is no folder.
    """
    files = [file for file in find_files([folder], ignore=ignore, relative=True) if _may_be_report(file)]
    read, lines = _read(files, scheme)
    theirs = {report.file for report in read} | {line.file for line in lines}
    year = round_ or _year(read)
    sound = [report for report in read if report.year == year]
    lines += [_refused(report, _another_round(report, year)) for report in read if report.year != year]
    if roster is None:
        lines += [_refused(report, _no_roster(report)) for report in sound if report.roster is None]
        sound = [report for report in sound if report.roster]
    choice = chosen([of_towns(report, roster, scheme) for report in sound])
    lines += [_line(one, ReportState.OLDER, f"以“{other.report.file}”为准") for one, other in choice.older]
    lines += [
        _line(one, ReportState.SAME, f"与“{other.report.file}”相同，只计一次") for one, other in choice.same
    ]
    lines += [
        _line(one, ReportState.UNUSABLE, f"{why}，没有计入。请把各街镇的报告放进以街镇命名的文件夹。")
        for one, why in choice.doubtful
    ]
    if not choice.counting:
        raise ReportError("".join(line.remark for line in lines) or _NOTHING.format(folder.name))
    ours = [*ignore, *(file.path for file in files if file.name in theirs)]
    at_hand = [submissions_of(one.report, one.groups, folder, scheme, ours) for one in choice.counting]
    reports = _called(choice.counting, roster, at_hand)
    listed = roster or united(reports)
    day = as_of or max(report.as_of for report in reports)
    town = added_up(reports, scheme, listed, day, year, asked_anew=roster is not None)
    for one, report, raw in zip(choice.counting, reports, at_hand, strict=True):
        later = "报告截至日期晚于本次汇总" if report.as_of > day else ""
        remarks = (later, _different(report, listed, one.groups), raw.remark if raw else "", _touched(report))
        lines.append(_line(one, ReportState.COUNTED, "；".join(filter(None, remarks))))
    return replace(town, reports=tuple(_in_order(lines, listed)))


_NOTHING = "文件夹“{}”里没有街镇的汇总报告。请放入各街镇用本程序生成的汇总工作簿（.xlsx）或数据（.json）。"


def _may_be_report(file: FoundFile) -> bool:
    return file.name.lower().endswith(_ENDINGS) and not file.own_name.startswith(("~$", "."))


def _read(files: Iterable[FoundFile], scheme: Scheme) -> tuple[list[TownReport], list[ReportLine]]:
    """The reports among the files, and those that cannot be added up."""
    read, lines = [], []
    for file in files:
        content = content_of(file, scheme.zone)
        try:
            if content.problem:
                raise ReportError(
                    f"“{file.name}”不能读取（{content.problem.detail}），没有计入。请检查后再汇总。"
                )
            report = read_report(file.name, content.data, content.received, scheme)
        except ReportError as error:
            state = ReportState.SUMMED if isinstance(error, SummedError) else ReportState.UNUSABLE
            lines.append(ReportLine(file.name, (), None, state, str(error), file.archive))
        else:
            read += [report._replace(archive=file.archive)] if report else []
    return read, lines


def _year(read: Iterable[TownReport]) -> int:
    """The year that most reports are about, of several the latest; 0 without any."""
    years = Counter(report.year for report in read)
    return max(years, key=lambda year: (years[year], year), default=0)


def _called(
    counting: Sequence[OfTowns], roster: Roster | None, at_hand: Sequence[Submissions | None]
) -> list[TownReport]:
    """The reports that count, in the district's names of communities and files."""
    groups = ["、".join(one.groups) for one in counting]
    if roster:
        known = [by_roster(one.report, one.groups, roster) for one in counting]
    else:
        known = list(told_apart([one.report for one in counting], groups))
    reports, places = [], set[str]()
    for one, group, names, raw in zip(counting, groups, known, at_hand, strict=True):
        here = raw if raw and raw.place not in places else None
        place = here.place if here else group
        places.add(place)
        reports.append(placed(renamed(one.report, names, group), place, here.known if here else ()))
    return reports


def _refused(report: TownReport, why: str) -> ReportLine:
    return ReportLine(report.file, (), report.as_of, ReportState.UNUSABLE, why, report.archive)


def _another_round(report: TownReport, year: int) -> str:
    return f"“{report.file}”是{report.year}年的，本次汇总的是{year}年，没有计入。请该街镇报{year}年的汇总。"


def _no_roster(report: TownReport) -> str:
    return f"“{report.file}”汇总时没有名册，应报社区不详，没有计入。请该街镇选好名册重新汇总，或者提供全区的名册。"


def _line(one: OfTowns, state: ReportState, remark: str) -> ReportLine:
    return ReportLine(one.report.file, one.groups, one.report.as_of, state, remark, one.report.archive)


def _different(report: TownReport, listed: Roster, groups: Collection[str]) -> str:
    """In what a town's roster is not the district's."""
    if report.roster is None:
        return "报告没有名册，应报社区按本次的名册"
    own = {c.name for c in report.roster.communities if c.obliged}
    here = {c.name for c in listed.communities if c.obliged and c.group in groups}
    more, fewer = sorted(own - here), sorted(here - own)
    told = [f"报告应报、名册未列{named(more, _NAMED)}"] if more else []
    told += [f"名册应报、报告未列{named(fewer, _NAMED)}"] if fewer else []
    return f"名册不一致：{joined(told)}" if told else ""


def _touched(report: TownReport) -> str:
    return "报告生成后有人保存过，已核对各表数字" if report.touched else ""


def _in_order(lines: Iterable[ReportLine], listed: Roster) -> Iterator[ReportLine]:
    """What became of every town of the roster, in its order; then the other reports by their files.

    A report that could not be read as one is its town's where its place says so.
    """
    groups = dict.fromkeys(c.group for c in listed.communities if c.group)
    known = [_placed(line, groups) for line in lines]
    states = (ReportState.COUNTED, ReportState.UNUSABLE)
    of_town = {
        g: line for state in reversed(states) for line in known if line.state is state for g in line.groups
    }
    missing = {g: ReportLine("", (g,), None, ReportState.MISSING, "没有收到报告") for g in groups}
    first = dict.fromkeys(of_town.get(group) or missing[group] for group in groups)
    yield from first
    yield from sorted((line for line in known if line not in first), key=lambda line: line.file)


def _placed(line: ReportLine, groups: Collection[str]) -> ReportLine:
    place = place_of(line.file)
    return line._replace(groups=(place,)) if not line.groups and place in groups else line
