"""The button that draws whom to look at on site (抽样), over whatever workbook is open or none."""

from decimal import Decimal

import xlwings as xw

from addin.dialogs import put_away, show_book, tell, typed_text
from addin.macros.entry import entry, writing
from addin.macros.errand import draw_stem, errand_of, page_or_addin
from addin.macros.places import place_for
from addin.macros.town import consolidated
from addin.messages import drawn_text
from addin.opened import RefusedError
from pipeline.buttons import SAMPLE
from pipeline.keeping import NO_ROSTER, NOBODY, Sampled, sampled
from pipeline.reading.files.own_ledger import NAME as LEDGER
from pipeline.reading.files.own_reports import is_foreign
from pipeline.town.model import Town
from pipeline.town.review.lots import USUAL_SHARE, seed_from, share_from
from pipeline.writing.replacing import dated_name
from pipeline.writing.review.draw import write_draw

_SHARE = "抽取比例，各等次分别抽取，有小数的进一："
_SEED = (
    "随机数种子，不超过9位的数字。空着的，本年度抽过样的沿用上次的种子，没有抽过的由程序随机产生。"
    "重新抽样的，请另写一个数字："
)


@entry(SAMPLE, page_or_addin)
def draw_sample(book: xw.Book) -> None:
    """Draw from a folder of submissions, keep the draw in the ledger, and show it in a workbook of its own."""
    errand = errand_of(book)
    if errand is None:
        return
    if errand.roster is None:
        raise RefusedError(NO_ROSTER)
    asked = _asked(book)
    if asked is None:
        return
    errand, town = consolidated(book, errand)
    if town.roster is None:
        raise RefusedError(NO_ROSTER)
    made = sampled(town, *asked, errand.folder, errand.folder / LEDGER)
    if made is None:
        raise RefusedError(NOBODY)
    target = place_for(errand.home, draw_stem(town.scheme), _ending(town, made))
    put_away(book, target)
    kept = target if is_foreign(target, copies=True) else None
    if kept:
        target = dated_name(target)
    with writing(target):
        write_draw(town, made.draw, made.draws, target)
    show_book(book, target)
    tell(book, drawn_text(town, made, target, errand.listed_in, kept))


def _asked(book: xw.Book) -> tuple[Decimal, int | None] | None:
    """The share and the seed, None for none; None when the user does not say. RefusedError for what cannot be."""
    share = typed_text(book, _SHARE, USUAL_SHARE)
    seed = None if share is None else typed_text(book, _SEED, "")
    if share is None or seed is None:
        return None
    try:
        return share_from(share), seed_from(seed)
    except ValueError as error:
        raise RefusedError(str(error)) from None


def _ending(town: Town, made: Sampled) -> str:
    """How the file's name ends: every draw of a round has a file of its own."""
    which = f"第{made.kept.number}次" if made.kept else f"种子{made.draw.seed}"
    return f"_{town.round}年{which}.xlsx"
