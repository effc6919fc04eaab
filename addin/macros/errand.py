"""What to consolidate: as 镇级汇总 of the open workbook says, without that page as this user is asked or chose last."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path, PurePath
from typing import NamedTuple

import xlwings as xw

from addin.dialogs import agreed, picked_folder
from addin.macros.entry import meant
from addin.macros.rosters import Listed, is_listed_on_page, page_roster, roster_for
from addin.opened import RefusedError, has_own, is_addin, named, path_of, rows_in, scheme_of
from addin.remembered import recall, remember
from pipeline.clock import today
from pipeline.policy.settings import SettingsError, reply_by_setting
from pipeline.reading.cells.dates import day_of
from pipeline.reading.cells.values import text_of
from pipeline.reading.containers.grid import Cell
from pipeline.reply_by import WORKING_DAYS, ReplyBy
from pipeline.writing.naming import file_stem
from pipeline.writing.review import draw
from pipeline.writing.workbook import office
from validators.roster import Roster
from validators.scheme.file import DEFAULT_SCHEME, load_scheme
from validators.scheme.model import Scheme
from validators.wording import joined

FOLDER, ROUND, REPLY_BY, EARLIER = "GC_Folder", "GC_Round", "GC_ReplyBy", "GC_Earlier"
"""The named cells of 镇级汇总 that the buttons read, beside its roster."""

_BETWEEN = re.compile(r"[;；\n]")
"""What parts several earlier rounds in their cell."""


class Errand(NamedTuple):
    """A folder to consolidate, by which roster, for which round, asking back by when; where the report goes.

    ``earlier`` are folders or reports of rounds to compare with, ``ours`` files in the folder that are no submissions;
    ``on_page`` says that 镇级汇总 asks and shows the result, ``listed_in`` is the roster's file where it does not;
    ``of_last_time`` says that nobody chose it for this folder.
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
    of_last_time: bool = False
    earlier: Sequence[Path] = ()


def page_or_addin(caller: xw.Book) -> xw.Book:
    """The workbook whose page asks, else the add-in: the active one may be the very report that is to be replaced.

    Only if the user agrees: it may have been received, even with the page in front, and lead anywhere. Not asked where
    they look at the page, its folder is the one that they chose last, and it names no earlier round. The page's own buttons
    come here as the ribbon's.
    """
    if not is_addin(caller):
        return caller
    try:
        book = meant(caller)
    except RefusedError:  # nothing is open
        return caller
    if not _page_is_used(book):
        return caller
    told, earlier = text_of(_said(book, FOLDER)), text_of(_said(book, EARLIER))
    in_front = book.sheets.active.name == office.NAME
    if in_front and not earlier and (not told or Path(told) == recall("folder")):
        return book
    where = (
        f"“{PurePath(book.name).name}”的“{office.NAME}”页填了文件夹和名册。按这一页办吗？点“否”，另选文件夹。"
    )
    if not agreed(book, "\n".join(filter(None, (where, told, earlier)))):
        return caller
    if told:
        remember("folder", Path(told))
    return book


def errand_of(book: xw.Book) -> Errand | None:
    """What to consolidate; None when the user does not say. RefusedError for what cannot be."""
    return _by_page(book) if _page_is_used(book) else _by_asking(book)


def listed_by(errand: Errand, listed: Listed | None) -> Errand:
    """The errand by a roster that a file holds, or by none."""
    if listed is None:
        return errand._replace(roster=None, listed_in=None, of_last_time=False)
    file, roster, of_last_time = listed
    return errand._replace(
        roster=roster, listed_in=file, of_last_time=of_last_time, ours=[*errand.ours, file]
    )


def report_stem(scheme: Scheme) -> str:
    """How the names of our reports begin."""
    return f"{file_stem(scheme.heading)}汇总"


def draw_stem(scheme: Scheme) -> str:
    """How the names of our draws' lists begin."""
    return f"{file_stem(scheme.heading)}{draw.NAME}"


def _written_in(home: Path, scheme: Scheme) -> Iterator[Path]:
    """What the buttons wrote into a folder, where submissions may lie, too."""
    for stem in (report_stem(scheme), draw_stem(scheme)):
        yield from home.glob(f"{stem}_*.xlsx")


def _page_is_used(book: xw.Book) -> bool:
    """Whether somebody filled in the town's page of the workbook: that of a committee's own is blank."""
    return has_own(book, FOLDER, office.NAME) and (
        bool(text_of(_said(book, FOLDER))) or is_listed_on_page(book)
    )


def _said(book: xw.Book, name: str) -> Cell:
    """What stands in a named cell of 镇级汇总; blank where the page has none, as an earlier template's."""
    return rows_in(named(book, name))[0][0] if has_own(book, name, office.NAME) else ""


def _by_page(book: xw.Book) -> Errand | None:
    scheme, path, told = scheme_of(book), path_of(book), text_of(_said(book, FOLDER))
    folder = Path(told) if told else asked_folder(book)
    if folder is None:
        return None
    if not folder.is_dir():
        raise RefusedError(f"找不到文件夹“{folder}”，请点“选择文件夹”重新选择。")
    ours = [path, *_written_in(path.parent, scheme)]
    round_, until = _round(book, scheme), _reply_by(_said(book, REPLY_BY), folder, scheme)
    earlier = [Path(said) for part in _BETWEEN.split(text_of(_said(book, EARLIER))) if (said := part.strip())]
    errand = Errand(folder, scheme, page_roster(book), round_, until, path.parent, ours, on_page=True)
    return errand._replace(earlier=earlier, ours=[*ours, *earlier])


def _by_asking(book: xw.Book) -> Errand | None:
    scheme, folder = load_scheme(DEFAULT_SCHEME), asked_folder(book)
    if folder is None:
        return None
    if not folder.is_dir():
        raise RefusedError(f"找不到文件夹“{folder}”，请重新选择。")
    home = folder.parent
    ours = [*_written_in(home, scheme)]
    errand = Errand(folder, scheme, None, None, _reply_by("", folder, scheme), home, ours, on_page=False)
    return listed_by(errand, roster_for(book, folder, scheme))


def asked_folder(book: xw.Book) -> Path | None:
    """The folder that the user chooses, beginning with the last one."""
    chosen = picked_folder(book, str(recall("folder") or ""))
    if chosen:
        remember("folder", Path(chosen))
    return Path(chosen) if chosen else None


def _round(book: xw.Book, scheme: Scheme) -> int | None:
    """The year chosen on 镇级汇总; None where none is, or where an earlier template has no cell for it."""
    text = text_of(_said(book, ROUND))
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
