"""What every door does around its report: the town with what the ledger kept before, then the consolidation kept in it.

A draw (抽样) is kept before anybody sees it.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from pipeline.clock import now
from pipeline.journal import noted
from pipeline.ledger.decisions import with_decisions_kept
from pipeline.ledger.draws import KeptDraw, draws
from pipeline.ledger.earlier import with_earlier
from pipeline.ledger.file import read, write
from pipeline.ledger.past import past_rounds
from pipeline.ledger.recording import Happened, Request, Returned, record
from pipeline.ledger.sentences import LedgerError, News
from pipeline.policy.settings import waivers_by
from pipeline.town.model import Town
from pipeline.town.past import PastRound
from pipeline.town.review.drawing import Draw, drawn
from pipeline.town.review.lots import new_seed
from pipeline.writing.copies import Copies
from pipeline.writing.review.draw_cover import outcome
from pipeline.writing.town.requests import all_requests

NO_ROSTER = "抽样要有名册：应报社区以名册为准，每个社区的抽签码也按名册上的名称计算。请先选择名册。"
NOBODY = "没有可以抽样的社区：名册的应报社区中没有自评达标的。"


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


def draws_before(town: Town, ledger: Path) -> Sequence[KeptDraw]:
    """The draws for the town's round that the ledger knows; none where it cannot be read."""
    with suppress(LedgerError):
        return read(ledger, lambda opened: draws(opened, town.round))
    return ()


def keep(
    town: Town,
    ledger: Path,
    folder: Path,
    copies: Copies | None = None,
    *,
    reported: bool = True,
    draw: Draw | None = None,
) -> News:
    """Add a consolidation to the ledger with what went out of it, all or nothing; what to tell of the ledger.

    ``copies`` are the return copies written; ``reported`` says that the report was, with its requests; ``draw`` is what was
    drawn from it. The settings by the submissions in ``folder`` say what was waived. LedgerError says in a sentence why it
    cannot be.
    """
    happened = Happened(
        town,
        now(town.scheme),
        [Request(*request) for request in all_requests(town)] if reported else (),
        [*_returned(town, copies)] if copies else (),
        waivers_by(folder),
        draw,
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


class Sampled(NamedTuple):
    """A draw, and all of its round that the ledger keeps, this one among them; ``hindered`` says why it keeps it not.

    Without a ledger there are none, and nothing hinders. ``again`` says that this very draw had been made before.
    """

    draw: Draw
    draws: Sequence[KeptDraw] = ()
    again: bool = False
    news: News = News()
    hindered: LedgerError | None = None

    @property
    def kept(self) -> KeptDraw | None:
        """The draw as the ledger keeps it; None where it does not."""
        return next((draw for draw in self.draws if draw.digest == self.draw.digest), None)


def sampled(
    town: Town, share: Decimal, seed: int | None, folder: Path, ledger: Path | None
) -> Sampled | None:
    """Draw a share (0..1) of a town that was consolidated from a folder.

    Without a seed it is the one of the round's last draw in the ledger: nobody draws anew but by saying another. Where there
    was none, it is a number made once. None where nobody attains, and there is nobody to draw from.
    """
    if not any(standing.scorecard.attained for standing in town.counted):
        return None
    before = draws_before(town, ledger) if ledger else ()
    if seed is None:
        seed = before[-1].seed if before else new_seed()
    draw = drawn(town, seed, share)
    if ledger is None:
        return Sampled(draw)
    again = any(known.digest == draw.digest for known in before)
    try:
        news = keep(town, ledger, folder, reported=False, draw=draw)
    except LedgerError as error:
        return Sampled(draw, before, again, hindered=error)
    return Sampled(draw, draws_before(town, ledger), again, news)


def drawn_told(made: Sampled) -> list[str]:
    """What a window says of a draw, a sentence each, with what there is to tell of the ledger."""
    hindered = made.hindered.chinese if made.hindered else ""
    return [*outcome(made.draw, made.draws), *filter(None, (made.news.chinese, hindered))]
