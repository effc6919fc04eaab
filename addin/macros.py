"""The buttons. Each entry asks the engine and shows what it says; what is right or wrong is decided there.

``book`` is the workbook whose button was clicked (None: the caller), of classic xlwings or of xlwings Server.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import xlwings as xw

from addin.dialogs import agreed, picked_folder, progress, put_away, show_book, tell
from addin.entry import entry
from addin.messages import checked_text, returned_text, self_check_text, town_text
from addin.opened import (
    RefusedError,
    checked_copy,
    fill,
    is_excel,
    named,
    path_of,
    print_rows,
    put,
    rows_in,
    scheme_of,
    select,
    text_in,
)
from addin.rows import result_row, town_rows
from pipeline.checking.cache import default_cache
from pipeline.checking.engine import CheckedBook, State
from pipeline.checking.sentences import failure_line
from pipeline.clock import today
from pipeline.journal import note_failures
from pipeline.policy.settings import SettingsError, reply_by_setting
from pipeline.reading.cells.dates import day_of
from pipeline.reading.cells.values import text_of
from pipeline.reading.files.own_reports import is_foreign
from pipeline.reading.roster import RosterError, roster_from
from pipeline.reading.roster_file import RosterTable
from pipeline.reply_by import WORKING_DAYS, ReplyBy
from pipeline.run import RETURNED, build_workbook, consolidate_town
from pipeline.run import return_copies as write_return_copies
from pipeline.town.model import Town
from pipeline.writing.naming import file_stem
from pipeline.writing.town import write_town
from pipeline.writing.workbook import office
from validators.cells import CellRef
from validators.finding import Severity
from validators.roster import Roster
from validators.scheme.model import Scheme
from validators.submission import Submission
from validators.wording import joined

FOLDER, ROUND, REPLY_BY, ROSTER = "GC_Folder", "GC_Round", "GC_ReplyBy", "GC_Roster"
TOWN, FINDINGS = "GC_Town", "GC_Findings"
"""The named cells that the buttons read and fill."""


@entry("检查本表")
def check_workbook(book: xw.Book) -> None:
    """List what is wrong in the open workbook on 校验结果 and go to the first cell concerned."""
    area, checked = named(book, FINDINGS), _checked(book, scheme_of(book))
    rows = [result_row(number, finding) for number, finding in enumerate(checked.findings, start=1)]
    first = next((finding.cell for finding in checked.findings if finding.cell), None)
    if first:
        select(book, first.sheet, first.a1)
    fill(area, rows, "另有{}条放不下；请改正以上问题后再检查一次。")
    print_rows(area, len(rows))
    tell(book, checked_text(checked))


@entry("导出报送件")
def export_submission(book: xw.Book) -> None:
    """Save what was filled in as a workbook without macros beside the open one, ready to be sent."""
    scheme, home = scheme_of(book), path_of(book).parent
    checked = _checked(book, scheme)
    submission = checked.submission
    if submission is None or submission.community_from != "cell":
        why = checked.findings[0] if submission is None and checked.findings else None
        label = scheme.labels.community[0]
        if checked.state is State.FAILED:
            raise RefusedError(failure_line(*checked.verdict.failures))
        raise RefusedError(why.message + why.fix if why else f"还没有填写{label}，请填写后再导出。")
    errors = sum(finding.severity is Severity.ERROR for finding in checked.findings)
    if errors and not agreed(book, f"还有{errors}处须改正的问题，报送后会被退回。仍要导出吗？"):
        return
    target = home / _export_name(submission, scheme)
    if target.exists() and not agreed(book, f"{target.name} 已经有了。要用现在的内容替换它吗？"):
        return
    with _writing(target):
        build_workbook(scheme, target, submission=submission)
    tell(book, f"已导出报送件 {target.name}，和本工作簿在同一个文件夹里，可以报送。")


@entry("选择文件夹")
def choose_folder(book: xw.Book) -> None:
    """Ask for the folder of submissions and write it into its cell."""
    cell = named(book, FOLDER)
    if folder := picked_folder(book, text_in(book, FOLDER)):
        put(cell, folder)


@entry("汇总")
def consolidate(book: xw.Book) -> None:
    """Consolidate the folder into the open workbook's 镇级汇总 and into a report workbook beside it."""
    area, path = named(book, TOWN), path_of(book)
    town = _town(book, path)
    report = path.with_name(f"{_report_stem(town.scheme)}{town.as_of:%Y%m%d}.xlsx")
    put_away(book, report)
    if is_foreign(report):
        raise RefusedError(f"“{report.name}”不是本程序生成的报告，没有改动；请把它移走或改名，再点一次。")
    with _writing(report):
        written = write_town(town, report, _folder(book))
    show_book(book, written)
    fill(area, town_rows(town), "另有{}个社区，见汇总工作簿")
    tell(book, town_text(town, written.name, "" if written == report else report.name))


@entry("生成退回件")
def return_copies(book: xw.Book) -> None:
    """Write a copy with its findings for every community that has something to correct or explain."""
    town, folder = _town(book, path_of(book)), _folder(book) / RETURNED
    with _writing(folder):
        copies = write_return_copies(town, folder)
    if copies.failures:
        note_failures("生成退回件", copies.failures)
    written = copies.written
    earlier = [path for path in folder.glob("*.xlsx") if path not in written and path.name[0] not in "~."]
    unread = [checked.file for checked in town.books if checked.state is State.REJECTED]
    failures = [*town.failures, *copies.failures]
    tell(
        book, returned_text(len(written), len(earlier), unread, [p.name for p in copies.unwritten], failures)
    )


@entry("环境自检")
def self_check(book: xw.Book) -> None:
    """Show whether everything that the buttons need works here, and what to do where it does not."""
    from addin.selfcheck import run_checks  # noqa: PLC0415 - needed by no other button

    tell(book, self_check_text(run_checks(book if is_excel(book) else None)))


def _export_name(submission: Submission, scheme: Scheme) -> str:
    """社区名_年度_日期.xlsx; the date is the one filled in, else today."""
    day = submission.filled_on or today(scheme)
    return f"{file_stem(submission.community)}_{file_stem(submission.round or str(next(iter(scheme.deadlines))))}_{day:%Y%m%d}.xlsx"


def _checked(book: xw.Book, scheme: Scheme) -> CheckedBook:
    """What is wrong in the open workbook; what failed by itself is noted."""
    checked = checked_copy(book, scheme)
    if checked.verdict.failures:
        note_failures("检查本表", checked.verdict.failures)
    return checked


def _folder(book: xw.Book) -> Path:
    text = text_in(book, FOLDER)
    if not text:
        raise RefusedError("还没有选择报送文件夹，请先点“选择文件夹”。")
    folder = Path(text)
    if not folder.is_dir():
        raise RefusedError(f"找不到文件夹“{text}”，请点“选择文件夹”重新选择。")
    return folder


def _roster(book: xw.Book) -> Roster | None:
    """The roster of 镇级汇总; None when nobody filled it in."""
    try:
        cells = named(book, ROSTER)
        first = CellRef(cells.sheet.name, cells.row, cells.column)
        roster = roster_from(RosterTable(rows_in(cells), first), office.NAME)
    except RosterError as error:
        raise RefusedError(str(error)) from None
    return roster if roster.communities else None


def _town(book: xw.Book, path: Path) -> Town:
    """The town as of today; the open workbook and our own reports beside it are no submissions."""
    scheme = scheme_of(book)
    ours = [path, *path.parent.glob(f"{_report_stem(scheme)}*.xlsx")]
    until = _reply_by(book, scheme)
    with progress(book, "正在检查") as show:
        town = consolidate_town(
            _folder(book),
            scheme,
            _roster(book),
            round_=_round(book, scheme),
            ignore=ours,
            progress=show,
            cache=default_cache(),
        ).asking_by(until)
    if town.failures:
        note_failures("汇总", town.failures)
    return town


def _round(book: xw.Book, scheme: Scheme) -> int | None:
    """The year chosen on 镇级汇总; None where none is, or where an earlier template has no cell for it."""
    text = text_in(book, ROUND) if ROUND in book.names else ""
    if text and text not in map(str, scheme.deadlines):
        years = joined(scheme.deadlines)
        raise RefusedError(f"“年度”填的是“{text}”，方案只有{years}年。请在下拉列表中选择，或者空着。")
    return int(text) if text else None


def _reply_by(book: xw.Book, scheme: Scheme) -> ReplyBy:
    """By when to correct: the day on 镇级汇总, where none stands what the settings by the submissions say."""
    value = rows_in(named(book, REPLY_BY))[0][0] if REPLY_BY in book.names else ""
    try:
        said = reply_by_setting(_folder(book)) if value == "" else day_of(value)
    except SettingsError as error:
        raise RefusedError(f"设置文件“{error.source.name}”写得不对，请维护人员改正。") from error
    if said is None or (isinstance(said, date) and said < today(scheme)):
        shown = said or text_of(value)
        raise RefusedError(
            f"“改正时限”是“{shown}”，应填今天或以后的日期，例如2021-11-12；空着的，按{WORKING_DAYS}个工作日计。"
        )
    return said


def _report_stem(scheme: Scheme) -> str:
    return f"{file_stem(scheme.heading)}汇总_"


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Say what to do when the place cannot be written to."""
    try:
        yield
    except OSError as error:
        raise RefusedError(
            f"写不进 {target.name}：它可能正打开着，或者文件夹不允许写入；请关闭它，再点一次。"
        ) from error
