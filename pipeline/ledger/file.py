"""The ledger's file opened: by one writer at a time, for one transaction, or to be read."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from pipeline.ledger.drives import is_local
from pipeline.ledger.schema import APPLICATION, STEPS, TABLES
from pipeline.ledger.sentences import Hindrance, LedgerError, News, hindrance_of, news
from pipeline.reading.files.own_ledger import damaged_name, is_ledger, with_companions

T = TypeVar("T")

PATIENCE = 20.0
"""Seconds that one office waits while another writes: a large consolidation is written in some five."""

_SIGNATURE = b"SQLite format 3\0"
_REFUSED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


def write(path: Path, work: Callable[[sqlite3.Connection], None]) -> News:
    """Do the work in one transaction: all of it is in the ledger, or nothing. LedgerError says why it cannot be.

    A ledger that is not there is made; one that is damaged is put away under a dated name, and made anew.
    """
    opened, damaged = _stat(path), None
    try:
        new = _transaction(path, work)
    except LedgerError as error:
        if error.hindrance is not Hindrance.DAMAGED:
            raise
        damaged = _put_away(path, opened)
        new = _transaction(path, work)
    return news(path, new=new, damaged=damaged)


def read(path: Path, ask: Callable[[sqlite3.Connection], T]) -> T:
    """What the ledger answers, as it was at one moment; nothing is written. LedgerError says why it cannot."""
    if not path.is_file():
        raise LedgerError(Hindrance.NONE, path)
    _look_at(path)
    with _told(path):
        try:
            return _asked(path, _opened, ask)
        except sqlite3.OperationalError as error:  # no WAL can be laid out where nothing may be written
            if error.sqlite_errorcode & 0xFF not in _REFUSED or with_companions(path)[1].exists():
                raise
            return _asked(path, _unchanging, ask)
        except (ValueError, TypeError, ArithmeticError) as error:  # somebody wrote into it what we never do
            raise LedgerError(Hindrance.DAMAGED, path) from error


def _asked(
    path: Path,
    opened: Callable[[Path], AbstractContextManager[sqlite3.Connection]],
    ask: Callable[[sqlite3.Connection], T],
) -> T:
    with opened(path) as connection:
        connection.execute("BEGIN")
        if not _version(connection, path):
            raise LedgerError(Hindrance.NONE, path)
        return ask(connection)


def _transaction(path: Path, work: Callable[[sqlite3.Connection], None]) -> bool:
    _look_at(path)
    with _told(path), _opened(path) as connection:
        if is_local(path.parent):
            with suppress(sqlite3.OperationalError):  # another office holds it as it is, which does as well
                connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            new = _bring_up_to_date(connection, path)
            work(connection)
    return new


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A database of ours, or an empty one.

    On a network drive it is held alone, which brings in a WAL that was left there, and journals without shared memory.
    """
    with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as connection:
        if is_local(path.parent):
            _version(connection, path)
        else:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            _version(connection, path)
            connection.execute("PRAGMA journal_mode = DELETE")
        yield connection


@contextmanager
def _unchanging(path: Path) -> Iterator[sqlite3.Connection]:
    """A database in a file that nobody can write to."""
    place = path.resolve().as_posix()
    way = "" if place.startswith("/") else "/"
    uri = f"file://{way}{quote(place, errors='surrogateescape')}?immutable=1"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        yield connection


def _look_at(path: Path) -> None:
    """Refuse what is no ledger: a folder, a link, a file of another kind. One called as ours is a damaged one."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise LedgerError(Hindrance.FOREIGN, path)
    with suppress(OSError), path.open("rb") as file:
        head = file.read(len(_SIGNATURE))
        if head and head != _SIGNATURE:
            raise LedgerError(Hindrance.DAMAGED if is_ledger(path.name) else Hindrance.FOREIGN, path)


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of its schema, 0 for a database that is empty still; LedgerError for one that is not ours to use."""
    (version,), (application,) = (
        connection.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "application_id")
    )
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not there:
        return 0
    if application != APPLICATION:
        raise LedgerError(Hindrance.FOREIGN, path)
    if version > len(STEPS):
        raise LedgerError(Hindrance.NEWER, path)
    if not there.issuperset(chain.from_iterable(TABLES[:version])):
        raise LedgerError(Hindrance.DAMAGED, path)
    return int(version)


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> bool:
    """Take the steps that the database lacks; whether it was empty."""
    version = _version(connection, path)
    for statement in (statement for step in STEPS[version:] for statement in step):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(STEPS)}")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    return version == 0


def _put_away(path: Path, opened: os.stat_result | None) -> Path | None:
    """Keep a damaged ledger under a dated name; None where another office did so meanwhile."""
    kept, now = damaged_name(path, datetime.now()), _stat(path)
    if not (opened and now and os.path.samestat(opened, now)):
        return None
    try:
        if kept.exists():
            raise FileExistsError
        for old, new in zip(with_companions(path), with_companions(kept), strict=True):
            with suppress(FileNotFoundError):
                old.rename(new)
    except OSError as error:  # another program has it open
        raise LedgerError(Hindrance.DAMAGED, path) from error
    return kept


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """SQLite's errors as what they mean."""
    try:
        yield
    except sqlite3.Error as error:
        if hindrance := hindrance_of(error):
            raise LedgerError(hindrance, path) from error
        raise
