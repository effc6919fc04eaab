"""The button that tells what the ledger knows: the submissions of the open workbook's community, or of all."""

import sqlite3
from pathlib import Path

import xlwings as xw

from addin.dialogs import put_away, show_book, tell
from addin.macros.entry import entry, meant, whoever_calls, writing
from addin.macros.errand import asked_folder
from addin.messages import history_text
from addin.opened import RefusedError, checked_copy, scheme_of
from addin.remembered import recall
from pipeline.buttons import HISTORY
from pipeline.journal import log_file
from pipeline.ledger.file import read
from pipeline.ledger.history import Submitted, chain, known_as
from pipeline.ledger.sentences import LedgerError
from pipeline.reading.files.own_ledger import NAME
from pipeline.writing.naming import file_stem
from pipeline.writing.town import history
from validators.scheme.file import DEFAULT_SCHEME, load_scheme


@entry(HISTORY, whoever_calls)
def show_history(book: xw.Book) -> None:
    """Write the chain of submissions into a workbook of its own, and show it."""
    folder = recall("folder") or asked_folder(book)
    if folder is None:
        return
    scheme, community = load_scheme(DEFAULT_SCHEME), _community(book)
    told = _told(folder / NAME, community)
    whose = told[0].community if community else scheme.heading
    home = log_file().parent / history.NAME
    target = home / f"{file_stem(whose)}_{history.NAME}.xlsx"
    put_away(book, target)
    with writing(target):
        home.mkdir(parents=True, exist_ok=True)
        history.write_history(told, whose, scheme, target)
    show_book(book, target)
    tell(book, history_text(told, target))


def _community(book: xw.Book) -> str | None:
    """Whose workbook is open; None where none is, or one of nobody's."""
    try:
        active = meant(book)
        submission = checked_copy(active, scheme_of(active)).submission
    except RefusedError:
        return None
    return submission.community if submission and submission.community_from == "cell" else None


def _told(path: Path, community: str | None) -> list[Submitted]:
    """The chain of the community, of all where none is meant."""

    def ask(ledger: sqlite3.Connection) -> list[Submitted]:
        name = known_as(ledger, community) if community else None
        return chain(ledger, name) if name or not community else []

    try:
        told = read(path, ask)
    except LedgerError as error:
        raise RefusedError(error.chinese) from None
    if not told:
        raise RefusedError(f"台账“{path}”里没有“{community}”的报送，请核对社区名称，或先汇总它所在的文件夹。")
    return told
