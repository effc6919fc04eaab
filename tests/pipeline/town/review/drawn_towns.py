"""The office's worked example: 良好2、一般2、合格6、未达标1."""

from datetime import date
from pathlib import Path

from pipeline.run import consolidate_town
from pipeline.town.model import Town
from tests.pipeline.town.small_towns import book, roster
from validators.roster import Roster
from validators.scheme.model import Scheme

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")
NAMES = tuple(f"示范{numeral}居" for numeral in NUMERALS)
TIERS = dict(zip(NAMES, ["良好"] * 2 + ["一般"] * 2 + ["合格"] * 6 + ["不得分"], strict=True))
ROSTER = roster(*NAMES)
SEED, DAY = 20211122, date(2021, 11, 22)


def example(folder: Path, scheme: Scheme, listed: Roster = ROSTER, *, last_first: bool = False) -> Town:
    """The town of the example; its files are called otherwise, and so come in another order, ``last_first``."""
    for number, (name, tier) in enumerate(TIERS.items()):
        called = f"{99 - number}.xlsx" if last_first else f"{name}.xlsx"
        book(folder, called, scheme, name, tier)
    return consolidate_town(folder, scheme, listed, as_of=DAY)
