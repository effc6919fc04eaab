"""What every door does around its report: the town with what the ledger kept before, then the consolidation kept in it."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from pipeline.clock import now
from pipeline.journal import noted
from pipeline.ledger.decisions import with_decisions_kept
from pipeline.ledger.earlier import with_earlier
from pipeline.ledger.file import read, write
from pipeline.ledger.past import past_rounds
from pipeline.ledger.recording import Happened, Request, Returned, record
from pipeline.ledger.sentences import LedgerError, News
from pipeline.policy.settings import waivers_by
from pipeline.town.model import Town
from pipeline.town.past import PastRound
from pipeline.writing.copies import Copies
from pipeline.writing.town.requests import all_requests


def recalled(town: Town, ledger: Path) -> Town:
    """The town with what the ledger knows of submissions whose files are gone, of requests and decisions.

    What hinders the ledger is told when it is to be written.
    """
    with suppress(LedgerError):
        return read(ledger, lambda opened: with_decisions_kept(opened, with_earlier(opened, town)))
    return town


def rounds_before(town: Town, ledger: Path) -> Sequence[PastRound]:
    """The earlier rounds that the ledger knows; none where it cannot be read, which is told when it is to be written."""
    with suppress(LedgerError):
        return read(ledger, lambda opened: past_rounds(opened, town.round))
    return ()


def keep(
    town: Town, ledger: Path, folder: Path, copies: Copies | None = None, *, reported: bool = True
) -> News:
    """Add a consolidation to the ledger with what went out of it, all or nothing; what to tell of the ledger.

    ``copies`` are the return copies written; ``reported`` says that the report was, with its requests. The settings by the
    submissions in ``folder`` say what was waived. LedgerError says in a sentence why it cannot be.
    """
    happened = Happened(
        town,
        now(town.scheme),
        [Request(*request) for request in all_requests(town)] if reported else (),
        [*_returned(town, copies)] if copies else (),
        waivers_by(folder),
    )
    return write(ledger, lambda opened: record(opened, happened))


def keep_and_tell(
    doing: str, town: Town, ledger: Path, folder: Path, copies: Copies | None = None, *, reported: bool = True
) -> str:
    """The same for a window, which shows what is told; whatever goes wrong, the report is there."""
    try:
        return keep(town, ledger, folder, copies, reported=reported).chinese
    except LedgerError as error:
        return error.chinese
    except Exception as error:
        return f"台账没有记入，{noted(doing, error)}。"


def _returned(town: Town, copies: Copies) -> Iterator[Returned]:
    until = {standing.book.file: town.reply_by_of(standing.listed) for standing in town.standings}
    return (Returned(file, path.name, until[file]) for path, file in copies.written.items())
