"""What must be true of every file, whatever it holds."""

import time
from pathlib import Path

from pipeline.checking.engine import State
from pipeline.run import check_book
from validators.rules import catalogue
from validators.scheme.model import Scheme

SECONDS = 5


def judge(data: bytes, path: Path, scheme: Scheme) -> str:
    """Write the file, check it, and return how it ended; AssertionError when a promise is broken."""
    path.write_bytes(data)
    started = time.perf_counter()
    book = check_book(path, scheme)
    took = time.perf_counter() - started
    assert took < SECONDS, f"{took:.1f} s"
    assert book.verdict.failures == (), book.verdict.failures
    assert book.state in {State.ACCEPTED, State.WITH_ERRORS, State.REJECTED}
    stops = [f.code for f in book.findings if catalogue()[f.code].stops]
    assert len(stops) <= 1, book.findings
    assert stops or book.state is not State.REJECTED
    assert (book.scorecard is None) == (book.state is State.REJECTED)
    return stops[0] if book.scorecard is None else book.state.value
