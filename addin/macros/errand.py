"""What to consolidate: as 镇级汇总 of the open workbook says, without that page as this user is asked or chose last."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path, PurePath
from typing import NamedTuple

import xlwings as xw

from addin.dialogs import agreed, picked_file, picked_folder
from addin.macros.entry import meant
from addin.opened import RefusedError, has_own, is_addin, named, path_of, rows_in, scheme_of, text_in
from addin.remembered import recall, remember
from pipeline.clock import today
from pipeline.policy.settings import SettingsError, reply_by_setting
from pipeline.reading.cells.dates import day_of
from pipeline.reading.cells.values import text_of
from pipeline.reading.containers.grid import Cell
from pipeline.reading.roster import RosterError, load_roster, roster_from
from pipeline.reading.roster_file import CALLED, RosterTable
from pipeline.reply_by import WORKING_DAYS, ReplyBy
from pipeline.writing.naming import file_stem
from pipeline.writing.workbook import office
from validators.cells import CellRef
from validators.roster import Roster
from validators.scheme.file import DEFAULT_SCHEME, load_scheme
from validators.scheme.model import Scheme
from validators.wording import joined

FOLDER, ROUND, REPLY_BY, ROSTER = "GC_Folder", "GC_Round", "GC_ReplyBy", "GC_Roster"
"""The named cells of 镇级汇总 that the buttons read."""


class Errand(NamedTuple):
    """A folder to consolidate, by which roster, for which round, asking back by when; where the report goes.

    ``ours`` are files in the folder that are no submissions; ``on_page`` says that 镇级汇总 asks and shows the result,
    ``listed_in`` is the roster's file where it does not.
    """

    folder: Path
    scheme: Scheme
    roster: Roster | None
    round: int | None
    reply_by: ReplyBy
    home: Path
    ours: Sequence[Path]
    on_page: bool
    listed_in: Path | None = None


def page_or_addin(caller: xw.Book) -> xw.Book:
    """The workbook whose page asks, else the add-in: the active one may be the very report that is to be replaced.

    Where the user does not look at the page, only if they agree: it may have been received, and lead anywhere.
    """
    if not is_addin(caller):
        return caller
    try:
        book = meant(caller)
    except RefusedError:  # nothing is open
        return caller
    if not _page_is_used(book):
        return caller
    if book.sheets.active.name == office.NAME:
        return book
    where = (
        f"“{PurePath(book.name).name}”的“{office.NAME}”页填了文件夹和名册。按这一页办吗？点“否”，另选文件夹。"
    )
    return book if agreed(book, f"{where}\n{text_in(book, FOLDER)}".rstrip()) else caller


def errand_of(book: xw.Book) -> Errand | None:
    """What to consolidate; None when the user does not say. RefusedError for what cannot be."""
    return _by_page(book) if _page_is_used(book) else _by_asking(book)


def report_stem(scheme: Scheme) -> str:
    """How the names of our reports begin."""
    return f"{file_stem(scheme.heading)}汇总_"


def _page_is_used(book: xw.Book) -> bool:
    """Whether somebody filled in the town's page of the workbook: that of a committee's own is blank."""
    if not has_own(book, FOLDER, office.NAME):
        return False
    return bool(text_in(book, FOLDER)) or _page_roster(book) is not None


def _by_page(book: xw.Book) -> Errand | None:
    scheme, path, told = scheme_of(book), path_of(book), text_in(book, FOLDER)
    folder = Path(told) if told else _asked_folder(book)
    if folder is None:
        return None
    if not folder.is_dir():
        raise RefusedError(f"找不到文件夹“{folder}”，请点“选择文件夹”重新选择。")
    ours = [path, *path.parent.glob(f"{report_stem(scheme)}*.xlsx")]
    day = rows_in(named(book, REPLY_BY))[0][0] if REPLY_BY in book.names else ""
    round_, until = _round(book, scheme), _reply_by(day, folder, scheme)
    return Errand(folder, scheme, _page_roster(book), round_, until, path.parent, ours, on_page=True)


def _by_asking(book: xw.Book) -> Errand | None:
    scheme, folder = load_scheme(DEFAULT_SCHEME), _asked_folder(book)
    if folder is None:
        return None
    file = _roster_file(book, folder)
    try:
        roster = load_roster(file) if file else None
    except RosterError as error:
        raise RefusedError(str(error)) from None
    home = folder.parent
    ours = [*home.glob(f"{report_stem(scheme)}*.xlsx"), *([file] if file else [])]
    return Errand(folder, scheme, roster, None, _reply_by("", folder, scheme), home, ours, False, file)


def _asked_folder(book: xw.Book) -> Path | None:
    """The folder that the user chooses, beginning with the last one."""
    chosen = picked_folder(book, str(recall("folder") or ""))
    if chosen:
        remember("folder", Path(chosen))
    return Path(chosen) if chosen else None


def _roster_file(book: xw.Book, folder: Path) -> Path | None:
    """The roster in the folder, else the one of last time, else the one that the user shows; None when there is none."""
    beside = [path for path in sorted(folder.glob(f"{CALLED}.*")) if path.is_file()]
    if len(beside) > 1:
        raise RefusedError(f"文件夹里有几份名册（{joined(path.name for path in beside)}），请只留一份。")
    if beside:
        return beside[0]
    last = recall("roster")
    if last and last.is_file():
        return last
    chosen = picked_file(book, "选择名册；没有名册的请点“取消”，不统计未报社区和达标率")
    if chosen:
        remember("roster", Path(chosen))
    return Path(chosen) if chosen else None


def _page_roster(book: xw.Book) -> Roster | None:
    """The roster of 镇级汇总; None when nobody filled it in."""
    try:
        cells = named(book, ROSTER)
        first = CellRef(cells.sheet.name, cells.row, cells.column)
        roster = roster_from(RosterTable(rows_in(cells), first), office.NAME)
    except RosterError as error:
        raise RefusedError(str(error)) from None
    return roster if roster.communities else None


def _round(book: xw.Book, scheme: Scheme) -> int | None:
    """The year chosen on 镇级汇总; None where none is, or where an earlier template has no cell for it."""
    text = text_in(book, ROUND) if ROUND in book.names else ""
    if text and text not in map(str, scheme.deadlines):
        years = joined(scheme.deadlines)
        raise RefusedError(f"“年度”填的是“{text}”，方案只有{years}年。请在下拉列表中选择，或者空着。")
    return int(text) if text else None


def _reply_by(value: Cell, folder: Path, scheme: Scheme) -> ReplyBy:
    """By when to correct: the day on 镇级汇总, where none stands what the settings by the submissions say."""
    try:
        said = reply_by_setting(folder) if value == "" else day_of(value)
    except SettingsError as error:
        raise RefusedError(f"设置文件“{error.source.name}”写得不对，请维护人员改正。") from error
    if said is None or (isinstance(said, date) and said < today(scheme)):
        shown = said or text_of(value)
        raise RefusedError(
            f"“改正时限”是“{shown}”，应填今天或以后的日期，例如2021-11-12；空着的，按{WORKING_DAYS}个工作日计。"
        )
    return said
