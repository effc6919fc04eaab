"""The town office's buttons, over whatever workbook is open or none: consolidate, return copies, the last report."""

from pathlib import Path

import xlwings as xw

from addin.dialogs import open_again, picked_folder, progress, put_away, show_book, tell
from addin.macros.entry import entry, meant, whoever_calls, writing
from addin.macros.errand import FOLDER, Errand, errand_of, page_or_addin, report_stem
from addin.messages import returned_text, town_text
from addin.opened import RefusedError, fill, named, put, text_in
from addin.remembered import recall, remember
from addin.rows import town_rows
from pipeline.buttons import CHOOSE_FOLDER, CONSOLIDATE, OPEN_REPORT, RETURN
from pipeline.checking.cache import default_cache
from pipeline.checking.engine import State
from pipeline.journal import note_failures
from pipeline.reading.files.own_reports import is_foreign
from pipeline.run import RETURNED, consolidate_town
from pipeline.run import return_copies as write_return_copies
from pipeline.town.model import Town
from pipeline.writing.town import write_town

TOWN = "GC_Town"
"""The named cells of 镇级汇总 that 汇总 fills."""


@entry(CHOOSE_FOLDER, meant)
def choose_folder(book: xw.Book) -> None:
    """Ask for the folder of submissions and write it into its cell."""
    cell = named(book, FOLDER)
    if folder := picked_folder(book, text_in(book, FOLDER)):
        put(cell, folder)


@entry(CONSOLIDATE, page_or_addin)
def consolidate(book: xw.Book) -> None:
    """Consolidate a folder into a report workbook, and into 镇级汇总 where the open workbook has that page."""
    errand = errand_of(book)
    if errand is None:
        return
    town = _town(book, errand)
    report = errand.home / f"{report_stem(town.scheme)}{town.as_of:%Y%m%d}.xlsx"
    put_away(book, report)
    if is_foreign(report):
        raise RefusedError(f"“{report.name}”不是本程序生成的报告，没有改动；请把它移走或改名，再点一次。")
    with writing(report):
        written = write_town(town, report, errand.folder)
    remember("report", written)
    show_book(book, written)
    if errand.on_page:
        fill(named(book, TOWN), town_rows(town), "另有{}个社区，见汇总工作簿")
    tell(book, town_text(town, written, errand.listed_in, "" if written == report else report.name))


@entry(RETURN, page_or_addin)
def return_copies(book: xw.Book) -> None:
    """Write a copy with its findings for every community that has something to correct or explain."""
    errand = errand_of(book)
    if errand is None:
        return
    town, folder = _town(book, errand), errand.folder / RETURNED
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
    tell(book, returned_text(len(written), len(earlier), unread, names, unwritten, failures))


@entry(OPEN_REPORT, whoever_calls)
def open_report(book: xw.Book) -> None:
    """Show the report that was written last."""
    report: Path | None = recall("report")
    if report is None:
        raise RefusedError("还没有汇总过，请先点“汇总”。")
    if not report.is_file():
        raise RefusedError(f"找不到上次的汇总“{report}”，可能移走或改名了；请再点一次“汇总”。")
    open_again(book, report)


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
    if town.failures:
        note_failures(CONSOLIDATE.caption, town.failures)
    return town
