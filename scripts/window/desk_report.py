"""The call that the window of 汇总.pyw makes: a folder into the town's report, and what to say of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.checking.cache import default_cache
from pipeline.checking.engine import State
from pipeline.checking.sentences import failure_line
from pipeline.clock import today
from pipeline.earlier import beside_earlier
from pipeline.journal import noted_failures
from pipeline.keeping import keep_and_tell, recalled, rounds_before
from pipeline.policy.settings import SettingsError, reply_by_setting
from pipeline.reading.files.own_ledger import NAME
from pipeline.reading.files.own_reports import is_foreign
from pipeline.reading.roster import RosterError, load_roster
from pipeline.reply_by import ReplyBy, ReplyDayError, reply_day
from pipeline.run import consolidate_town
from pipeline.town.attainment import attainment_line
from pipeline.town.model import Town
from pipeline.town.past import PastRoundError
from pipeline.town.review.results import review_line
from pipeline.writing.review.read_back import with_own_reviews
from pipeline.writing.town import write_town
from pipeline.writing.town.progress import carry_over, left_text
from validators.scheme.file import DEFAULT_SCHEME, load_scheme
from validators.scheme.model import Scheme

PROGRAM = "汇总.pyw"


class Report(NamedTuple):
    """A report: where it was written, what came out, and what it is, in Chinese."""

    path: Path
    text: str
    called: str = "报告"


class DeskError(Exception):
    """Why there is no report; the text is one Chinese sentence with what to do."""


def report_beside(folder: Path, day: str) -> Path:
    """Where the report of a folder goes unless told: beside it, never among the submissions."""
    return folder.parent / f"{folder.name}汇总{day}.xlsx"


def _reply_by(folder: Path, scheme: Scheme) -> ReplyBy:
    """By when corrections are asked for, as the settings by the submissions say; DeskError where they cannot be used."""
    try:
        until = reply_by_setting(folder)
        reply_day(until, today(scheme))
    except SettingsError as error:
        raise DeskError(f"设置文件“{error.source.name}”写得不对，请维护人员改正。") from error
    except ReplyDayError as error:
        raise DeskError(f"设置的改正时限{error.day}已过，请维护人员改正设置。") from error
    return until


def town_of(
    folder: Path,
    roster: Path | None,
    earlier: Path | None,
    ours: Sequence[Path],
    round_: int,
    progress: Callable[[int, int], None],
) -> Town:
    """A folder's town for the round of a year, beside an earlier one and by its ledger; DeskError says why it cannot be.

    ``ours`` are files of ours that may lie in the folder.
    """
    if not folder.is_dir():
        raise DeskError(f"没有文件夹“{folder}”。请点“浏览”重新选择。")
    scheme = load_scheme(DEFAULT_SCHEME)
    try:
        listed = load_roster(roster, scheme.group_words) if roster else None
    except RosterError as error:
        raise DeskError(str(error)) from error
    ours = [path for path in (roster, earlier, *ours) if path]
    until = _reply_by(folder, scheme)
    town = consolidate_town(
        folder,
        scheme,
        listed,
        round_=round_,
        ignore=ours,
        progress=progress,
        cache=default_cache(),
    ).asking_by(until)
    ledger = folder / NAME
    try:
        sources = [earlier] if earlier else []
        known = rounds_before(town, ledger)
        town = beside_earlier(town, sources, known=known, ignore=ours, cache=default_cache())
    except PastRoundError as error:
        raise DeskError(str(error)) from error
    if not town.books:
        raise DeskError(f"文件夹“{folder}”里没有文件。请把报来的自评表放进去，再汇总一次。")
    return recalled(town, ledger)


def consolidate_folder(
    folder: Path,
    roster: Path | None,
    earlier: Path | None,
    report: Path,
    round_: int,
    progress: Callable[[int, int], None],
) -> Report:
    """Write the town's report of a folder for the round of a year, beside an earlier one; DeskError says why it cannot be."""
    if is_foreign(report):
        raise DeskError(f"“{report.name}”不是本程序生成的报告，没有改动。请给报告另起一个名称。")
    town = with_own_reviews(town_of(folder, roster, earlier, [report], round_, progress), folder)
    ledger = folder / NAME
    try:
        town, left = carry_over(town, report, folder)
        written = write_town(town, report, folder)
    except OSError as error:
        raise DeskError(f"报告存不进“{report}”。请先关闭正在打开的报告，或另选一个文件夹。") from error
    kept = keep_and_tell(PROGRAM, town, ledger, folder)
    lines = [*_told(town, report, written, left), *([kept] if kept else ())]
    return Report(written, "\n".join(lines))


def _told(town: Town, report: Path, written: Path, left: Path | None) -> Iterator[str]:
    """What the window says of a report."""
    states = Counter(book.state for book in town.books)
    files = "、".join(f"{state.label}{states[state]}个" for state in State if states[state])
    yield f"汇总{town.round}年。共找到{len(town.books)}个文件：{files}。"
    yield attainment_line(town).replace("。按", "。\n按")
    if town.earlier:
        yield f"与{town.earlier[0].year}年的对比见报告的“年度对比”页。"
    if town.reviews:
        yield review_line(town)
    if town.failures:
        yield f"{failure_line(*town.failures)}{noted_failures(PROGRAM, town.failures)}。"
    if written != report:
        yield f"原来的报告正打开着，没有改动，新的报告另存为 {written.name}。"
    if left:
        yield left_text(left)
