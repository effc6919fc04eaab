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
from pipeline.town.review.lots import new_seed, seed_from, share_from
from pipeline.writing.review.draw_cover import outcome

NO_ROSTER = "抽样要有名册：应报社区以名册为准，每个社区的抽签码也按名册上的名称计算。请先选择名册。"
NOBODY = "没有可以抽样的社区：名册的应报社区中没有自评达标的。"


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


def asked_share(text: str) -> Decimal:
    """The share that was typed into a window; ValueError says in a Chinese sentence why it is none."""
    try:
        return share_from(text)
    except ValueError:
        raise ValueError(f"抽取比例“{text}”不能用，请写成30%一类的百分数，大于0，不超过100%。") from None


def asked_seed(text: str) -> int | None:
    """The seed that was typed into a window, None for none; ValueError says in a Chinese sentence why it is none."""
    try:
        return seed_from(text) if text else None
    except ValueError:
        raise ValueError(f"种子“{text}”不能用，请写不超过9位的数字，或者空着。") from None
