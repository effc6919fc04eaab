"""By which roster to consolidate: a file's, in the folder or shown by the user, or that of 镇级汇总."""

from itertools import chain
from pathlib import Path
from typing import NamedTuple

import xlwings as xw

from addin.dialogs import picked_file
from addin.opened import RefusedError, has_own, named, rows_in
from addin.remembered import recall, remember
from pipeline.reading.cells.values import text_of
from pipeline.reading.roster import RosterError, load_roster, roster_from
from pipeline.reading.roster_file import CALLED, RosterTable
from pipeline.reading.workbook.hazards import ENDINGS
from pipeline.writing.workbook import office
from validators.cells import CellRef
from validators.roster import Roster
from validators.scheme.model import Scheme
from validators.wording import joined

ROSTER = "GC_Roster"
"""The named cells of 镇级汇总 with its roster, the heads first."""

_KINDS = {".csv", *chain.from_iterable(ENDINGS.values())}
"""How the names of files end that can be a roster."""


class Listed(NamedTuple):
    """A roster and its file; ``of_last_time`` says that nobody chose it for this folder."""

    file: Path
    roster: Roster
    of_last_time: bool = False


def roster_for(book: xw.Book, folder: Path, scheme: Scheme) -> Listed | None:
    """The roster in the folder, else the one of last time, else the one that the user shows; None when there is none."""
    beside = _beside(folder)
    if len(beside) > 1:
        raise RefusedError(f"文件夹里有几份名册（{joined(path.name for path in beside)}），请只留一份。")
    if beside:
        return _listed(beside[0], scheme)
    last = recall("roster")
    if last and _loads(last):
        return _listed(last, scheme)._replace(of_last_time=True)
    return shown_roster(book, scheme)


def shown_roster(book: xw.Book, scheme: Scheme) -> Listed | None:
    """The roster that the user shows, remembered once it could be read; None when there is none."""
    chosen = picked_file(book, "选择名册；没有名册的请点“取消”，不统计未报社区和达标率")
    if chosen is None:
        return None
    listed = _listed(Path(chosen), scheme)
    remember("roster", listed.file)
    return listed


def is_listed_on_page(book: xw.Book) -> bool:
    """Whether anything stands below the heads of the roster of 镇级汇总, flawed or not."""
    if not has_own(book, ROSTER, office.NAME):
        return False
    return any(text_of(cell) for row in rows_in(named(book, ROSTER))[1:] for cell in row)


def page_roster(book: xw.Book) -> Roster | None:
    """The roster of 镇级汇总; None when nobody filled it in."""
    if not is_listed_on_page(book):
        return None
    cells = named(book, ROSTER)
    first = CellRef(cells.sheet.name, cells.row, cells.column)
    try:
        roster = roster_from(RosterTable(rows_in(cells), first), f"“{office.NAME}”页的名册")
    except RosterError as error:
        raise RefusedError(str(error).removeprefix("名册 ")) from None
    return roster if roster.communities else None


def _beside(folder: Path) -> list[Path]:
    """The files in the folder that are called a roster, else those called somebody's that are one."""
    files = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in _KINDS and path.is_file()]
    called = [path for path in files if path.stem == CALLED]
    return called or [path for path in files if _is_of_somebody(path) and _loads(path)]


def _is_of_somebody(path: Path) -> bool:
    """Whether a file is called somebody's roster, such as 某镇名册; a lock file of Excel's is nobody's."""
    return path.stem.endswith(CALLED) and not path.name.startswith(("~$", "."))


def _loads(path: Path) -> bool:
    try:
        load_roster(path)
    except RosterError:
        return False
    return True


def _listed(path: Path, scheme: Scheme) -> Listed:
    try:
        return Listed(path, load_roster(path, scheme.group_words))
    except RosterError as error:
        raise RefusedError(str(error)) from None
