"""What every door does for a draw (抽样): the seed settled, the draw made, and kept in the ledger before anybody sees it."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from pipeline.keeping import draws_before, keep
from pipeline.ledger.draws import KeptDraw
from pipeline.ledger.sentences import LedgerError, News
from pipeline.town.model import Town
from pipeline.town.review.drawing import Draw, drawn
from pipeline.town.review.lots import new_seed


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
