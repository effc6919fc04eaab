"""The town office's buttons, over whatever workbook is open or none: consolidate, return copies, the last report."""

from itertools import chain
from pathlib import Path, PurePath

import xlwings as xw

from addin.dialogs import open_again, picked_folder, progress, put_away, show_book, tell
from addin.macros.entry import entry, meant, whoever_calls, writing
from addin.macros.errand import FOLDER, Errand, errand_of, listed_by, page_or_addin, report_stem
from addin.macros.places import home_for
from addin.macros.rosters import shown_roster
from addin.messages import returned_text, town_text
from addin.opened import RefusedError, fill, has_own, named, put, text_in
from addin.remembered import recall, remember
from addin.rows import town_rows
from pipeline.buttons import CHOOSE_FOLDER, CONSOLIDATE, OPEN_REPORT, RETURN
from pipeline.checking.cache import default_cache
from pipeline.checking.engine import CheckedBook, State
from pipeline.earlier import beside_earlier
from pipeline.journal import note_failures
from pipeline.keeping import keep_and_tell, recalled, rounds_before
from pipeline.reading.files.own_ledger import NAME as LEDGER
from pipeline.reading.files.own_reports import is_foreign, made_from
from pipeline.reading.workbook.hazards import ENDINGS
from pipeline.run import RETURNED, consolidate_town
from pipeline.run import return_copies as write_return_copies
from pipeline.town.model import Town
from pipeline.town.past import PastRoundError
from pipeline.writing.naming import file_in
from pipeline.writing.review.read_back import with_own_reviews
from pipeline.writing.town import source_of, write_town
from pipeline.writing.town.progress import carry_over
from pipeline.writing.workbook import office

TOWN = "GC_Town"
"""The named cells of 镇级汇总 that 汇总 fills."""

_WORTH_TELLING = {".zip", ".rar", ".7z", *chain.from_iterable(ENDINGS.values())}
"""How files end of which it is to be told that they could not be read; a folder of photos is a wrong choice."""


@entry(CHOOSE_FOLDER, meant)
def choose_folder(book: xw.Book) -> None:
    """Ask for the folder of submissions and write it into its cell."""
    cell = named(book, FOLDER)
    if not has_own(book, FOLDER, office.NAME):
        raise RefusedError(
            f"这个工作簿的“{office.NAME}”页改动过，没有放文件夹的格；请在新下发的工作簿里点这个按钮。"
        )
    if folder := picked_folder(book, text_in(book, FOLDER)):
        put(cell, folder)
        remember("folder", Path(folder))


@entry(CONSOLIDATE, page_or_addin)
def consolidate(book: xw.Book) -> None:
    """Consolidate a folder into a report workbook, and into 镇级汇总 where the open workbook has that page."""
    errand = errand_of(book)
    if errand is None:
        return
    errand, town = consolidated(book, errand)
    report = _place(errand, town)
    put_away(book, report)
    if is_foreign(report):
        raise RefusedError(f"“{report.name}”不是本程序生成的报告，没有改动；请把它移走或改名，再点一次。")
    with writing(report):
        town, left = carry_over(town, report, errand.folder)
        written = write_town(town, report, errand.folder)
    remember("report", written)
    if errand.on_page and has_own(book, TOWN, office.NAME, len(office.RESULT_HEADS)):
        fill(named(book, TOWN), town_rows(town), "另有{}个社区，见汇总工作簿")
    kept = keep_and_tell(CONSOLIDATE.caption, town, errand.folder / LEDGER, errand.folder)
    show_book(book, written)
    held = "" if written == report else report.name
    tell(book, town_text(town, written, errand.home, errand.listed_in, held, left, kept))


@entry(RETURN, page_or_addin)
def return_copies(book: xw.Book) -> None:
    """Write a copy with its findings for every community that has something to correct or explain."""
    errand = errand_of(book)
    if errand is None:
        return
    home = home_for(errand.folder, ending=f"{RETURNED}/_{RETURNED}.xlsx")
    folder = home / RETURNED
    called = "报送文件夹" if home == errand.folder else f"“{home}”"
    if folder.exists() and not folder.is_dir():
        raise RefusedError(
            f"{called}里的“{RETURNED}”是一个文件，退回件要放进同名的文件夹；请把它移走或改名，再点一次。"
        )
    errand, town = consolidated(book, errand)
    with writing(folder):
        copies = write_return_copies(town, folder)
    if copies.failures:
        note_failures(RETURN.caption, copies.failures)
    written = copies.written
    kept = [path for path, error in copies.unwritten.items() if isinstance(error, FileExistsError)]
    unwritten = [path.name for path in copies.unwritten if path not in kept]
    ours = {*written, *kept}
    earlier = [path for path in folder.glob("*.xlsx") if path not in ours and path.name[0] not in "~."]
    unread = [checked.file for checked in town.books if checked.state is State.REJECTED]
    failures = [*town.failures, *copies.failures]
    names = [path.name for path in kept]
    moved = "" if home == errand.folder else str(folder)
    said = returned_text(moved, len(written), len(earlier), unread, names, unwritten, failures)
    told = keep_and_tell(RETURN.caption, town, errand.folder / LEDGER, errand.folder, copies, reported=False)
    tell(book, f"{said}\n{told}".rstrip())


@entry(OPEN_REPORT, whoever_calls)
def open_report(book: xw.Book) -> None:
    """Show the report that was written last."""
    report: Path | None = recall("report")
    if report is None:
        raise RefusedError("还没有汇总过，请先点“汇总”。")
    if not report.is_file():
        raise RefusedError(f"找不到上次的汇总“{report}”，可能移走或改名了；请再点一次“汇总”。")
    open_again(book, report)


def _place(errand: Errand, town: Town) -> Path:
    """Where the report goes: where that of another folder stands, under a name that tells the folder."""
    stem, day = report_stem(town.scheme), f"_{town.as_of:%Y%m%d}.xlsx"
    home = home_for(errand.home, stem, day)
    for name in (stem, f"{stem}_{errand.folder.name}"):
        place = file_in(home, name, day)
        if made_from(place) in (None, source_of(errand.folder, home)):
            return place
    raise RefusedError(f"“{place.name}”汇总的是另一个文件夹，没有改动；请把它移走或改名，再点一次。")


def consolidated(book: xw.Book, errand: Errand) -> tuple[Errand, Town]:
    """The town; by a roster that the user shows where the remembered one lists nobody who handed something in."""
    town = _town(book, errand)
    if not any(map(_may_be_submission, town.books)):
        raise RefusedError(f"文件夹“{errand.folder}”里没有可以汇总的工作簿，请检查是否选对了文件夹。")
    if errand.of_last_time and town.standings and not any(standing.listed for standing in town.standings):
        errand = listed_by(errand, shown_roster(book, errand.scheme))
        town = _town(book, errand)
    return errand, town


def _may_be_submission(checked: CheckedBook) -> bool:
    """Whether a file is worth a report: it was read, or is called a workbook or an archive of some."""
    return checked.state is not State.REJECTED or PurePath(checked.file).suffix.lower() in _WORTH_TELLING


def _town(book: xw.Book, errand: Errand) -> Town:
    """The town as of today."""
    with progress(book, "正在检查") as show:
        town = consolidate_town(
            errand.folder,
            errand.scheme,
            errand.roster,
            round_=errand.round,
            ignore=errand.ours,
            progress=show,
            cache=default_cache(),
        ).asking_by(errand.reply_by)
        try:
            known = rounds_before(town, errand.folder / LEDGER)
            town = beside_earlier(
                town, errand.earlier, known=known, ignore=errand.ours, cache=default_cache()
            )
        except PastRoundError as error:
            raise RefusedError(str(error)) from None
    town = with_own_reviews(recalled(town, errand.folder / LEDGER), errand.folder)
    if town.failures:
        note_failures(CONSOLIDATE.caption, town.failures)
    return town
