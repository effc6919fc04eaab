"""From files found to checked workbooks: each file once, from the cache if unchanged, by several processes if asked."""

import gc
import hashlib
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pipeline.checking.compact import brief
from pipeline.checking.engine import (
    CheckedBook,
    State,
    or_failed,
)
from pipeline.checking.one_file import bare, check_file, checked, looked_at
from pipeline.reading.files.content import content_of
from pipeline.reading.files.discovery import FoundFile
from validators.scheme.model import Scheme

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from pipeline.checking.cache import Cache

Progress: TypeAlias = Callable[[int, int], None]
"""Told after every file: how many are done, and how many there are."""

_TOGETHER = 32  # files that a process takes at a time


def check_books(
    files: Sequence[FoundFile],
    scheme: Scheme,
    jobs: int = 1,
    progress: Progress | None = None,
    cache: Path | None = None,
) -> list[CheckedBook]:
    """Check every file found, in the order given; ``jobs`` processes share the work.

    ``cache`` is the file that keeps results: what has not changed since is not read again. The books are without
    what only their own check needed: what the table prints.
    """
    books: list[CheckedBook] = []
    with _kept_whole(), _outcomes(files, scheme, jobs, cache) as outcomes:
        for file, outcome in zip(files, outcomes, strict=True):
            books.append(_book_of(file, outcome, scheme))
            if progress:
                progress(len(books), len(files))
    return books


@contextmanager
def _kept_whole() -> Iterator[None]:
    """Let Python's collector rest: what is gathered all stays, and looking through it takes an eighth of the time.

    400 filled workbooks take 8.2 ms each without, 9.4 ms with it.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class _Outcome(NamedTuple):
    """What came of a file: the book itself, or one that is packed still and lacks its file's time."""

    book: CheckedBook | None = None
    result: bytes | None = None
    received: datetime | None = None


def _opened(path: Path, scheme: Scheme) -> "Cache":
    from pipeline.checking.cache import Cache

    return Cache(path, scheme)


def _packed(book: CheckedBook) -> bytes:
    from pipeline.checking.serialization import packed

    return packed(book)


class _Checker:
    """Checks files one by one; looks each up in the cache first and keeps there what it finds.

    ``hands_over`` says that results go to another process, packed, which is quicker.
    """

    def __init__(self, scheme: Scheme, cache: Path | None, *, hands_over: bool = False) -> None:
        self.scheme, self.hands_over = scheme, hands_over
        self.cache = _opened(cache, scheme) if cache else None
        self.fresh: list[tuple[bytes, bytes]] = []

    def check(self, file: FoundFile) -> _Outcome:
        """What comes of a file, whatever happens."""
        outcome = or_failed(bare(file), lambda: self._outcome(file))
        return outcome if isinstance(outcome, _Outcome) else _Outcome(outcome)

    def _outcome(self, file: FoundFile) -> _Outcome:
        if file.skip or file.failure or not self.cache:
            book = brief(looked_at(file, self.scheme))
            return _Outcome(book, _packed(book) if self.hands_over else None)
        content = content_of(file, self.scheme.zone)
        key = self.cache.key(hashlib.sha256(content.data).hexdigest(), file.name)
        if not content.problem and (result := self.cache.get(key)):
            return _Outcome(result=result, received=content.received)
        book = brief(checked(file, content, self.scheme))
        result = _packed(book)
        if book.state is not State.REJECTED and not book.verdict.failures:  # a refusal may be the machine's
            self.fresh.append((key, result))
        return _Outcome(book, result)

    def check_all(self, files: Sequence[FoundFile]) -> Iterator[_Outcome]:
        for file in files:
            yield self.check(file)
        if self.cache:
            self.cache.keep(self.fresh)
            self.fresh.clear()


@contextmanager
def _outcomes(
    files: Sequence[FoundFile], scheme: Scheme, jobs: int, cache: Path | None
) -> Iterator[Iterator[_Outcome]]:
    together = [files[start : start + _TOGETHER] for start in range(0, len(files), _TOGETHER)]
    if jobs == 1:
        checker = _Checker(scheme, cache)
        yield (outcome for some in together for outcome in checker.check_all(some))
        return
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(jobs, initializer=_start, initargs=(scheme, cache))
    try:
        yield _shared_out(pool, together, scheme, cache)
    finally:
        pool.shutdown(cancel_futures=True)


def _shared_out(
    pool: "ProcessPoolExecutor", together: Sequence[Sequence[FoundFile]], scheme: Scheme, cache: Path | None
) -> Iterator[_Outcome]:
    """The outcomes of all; should a process end or fail as a whole, this one checks what is left."""
    done = 0
    try:
        for some in pool.map(_check_together, together):
            done += 1
            yield from some
    except Exception:
        checker = _Checker(scheme, cache)
        for left in together[done:]:
            yield from checker.check_all(left)


_worker: _Checker
"""The checker of a worker process."""


def _start(scheme: Scheme, cache: Path | None) -> None:
    global _worker  # noqa: PLW0603 - a process's own, set once when it starts
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that shares out the work
    _worker = _Checker(scheme, cache, hands_over=True)


def _check_together(files: Sequence[FoundFile]) -> list[_Outcome]:
    """Check files in a worker process; what is packed goes to the other process without its book."""
    return [
        outcome._replace(book=None, received=outcome.book.received)
        if outcome.book and outcome.result
        else outcome
        for outcome in _worker.check_all(files)
    ]


def _book_of(file: FoundFile, outcome: _Outcome, scheme: Scheme) -> CheckedBook:
    if outcome.result is None or outcome.book:
        assert outcome.book  # noqa: S101 - an outcome has one or the other
        return outcome.book
    from pipeline.checking.serialization import unpacked

    try:
        book = unpacked(outcome.result, outcome.received, scheme)
        return book._replace(archive=file.archive) if file.archive else book
    except Exception:  # whatever damaged bytes lead to: the file itself is there to be read
        return brief(check_file(file, scheme))
