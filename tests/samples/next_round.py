"""The sample town a year later: ten of its communities, what they chose in 2022, in other layouts than the year before.

``LATER`` is the truth that tests compare with ``CHOICES`` of the year before: 示范一居 as before with evidence, 示范三居 the
same once more, 示范六居, 示范八居 and 示范十二居 nothing, 示范十一居 for the first time.
"""

from datetime import date
from pathlib import Path

from tests.books import Layout, Sheet, write_book
from tests.samples.town import CHOICES
from validators.scheme.model import Scheme

LATER = {
    "示范一居": CHOICES["示范一居"],
    "示范二居": CHOICES["示范二居"] | dict.fromkeys((5, 7, 8, 9, 10), "良好"),
    "示范三居": CHOICES["示范三居"],
    "示范四居": CHOICES["示范四居"] | dict.fromkeys((7, 10, 23), "合格"),
    "示范五居": dict.fromkeys(range(1, 30), "一般"),
    "示范七居": CHOICES["示范七居"] | dict.fromkeys((1, 2, 3, 4), "合格"),
    "示范九居": CHOICES["示范九居"] | {16: "良好"},
    "示范十居": CHOICES["示范十居"] | dict.fromkeys((20, 21, 22), "不得分"),
    "示范十一居": dict.fromkeys(range(1, 30), "合格"),
    "示范十三居": CHOICES["示范十三居"] | {10: "合格", 23: "一般"},
}
_TIERED = ("示范二居", "示范四居", "示范七居", "示范十居", "示范十三居")


def build_next_round(folder: Path, scheme: Scheme) -> None:
    """Write the submissions into an empty folder, a day of October 2022 after another."""
    folder.mkdir(parents=True)
    for day, (name, choices) in enumerate(LATER.items(), start=10):
        layout: Layout = "tiered" if name in _TIERED or name == "示范一居" else "official"
        sheet = Sheet(scheme, name, layout).dated(date(2022, 10, day)).choose(choices)
        if name == "示范一居":
            sheet.put(1, "evidence", "2022年议事会记录")
        write_book(folder / f"{name}.xlsx", sheet)
