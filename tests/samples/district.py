"""A district of three towns: its roster and a folder of what came of each; of the third nothing has come.

``CHOICES`` is what was chosen: a tier for every item but for those named.
"""

from datetime import date
from pathlib import Path

from tests.books import Sheet, write_book
from validators.scheme.model import Scheme

ROSTER = """编号,街镇,名称,应报,免报原因
D01,示范东镇,示范东一居,应报,
D02,示范东镇,示范东二居,应报,
D03,示范东镇,示范东三居,应报,
D04,示范东镇,示范东四居,应报,
X01,示范西镇,示范西一居,应报,
X02,示范西镇,示范西二居,应报,
X03,示范西镇,示范西三居,免报,动迁
X04,示范西镇,示范西四居,应报,
B01,示范北街道,示范北一居,应报,
B02,示范北街道,示范北二居,应报,
B03,示范北街道,示范北三居,应报,
"""

CHOICES: dict[str, tuple[str, tuple[int, ...]]] = {
    # the tier of every item but those that earn nothing
    "示范东镇/示范东一居": ("良好", ()),
    "示范东镇/示范东二居": ("一般", ()),
    "示范东镇/示范东三居": ("合格", ()),
    "示范西镇/示范西一居": ("一般", ()),
    "示范西镇/示范西二居": ("合格", (7, 10, 23)),
    "示范西镇/示范西三居": ("合格", ()),
    "示范西镇/示范西四居": ("合格", (7, 10)),
}


def build_district(folder: Path, scheme: Scheme) -> None:
    """Write the roster and a folder for each town, a day of October 2021 after another."""
    (folder / "示范北街道").mkdir(parents=True)
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8-sig", newline="\n")
    (folder / "示范北街道" / "说明.txt").write_text("示范北街道的表还没有送来。\n", encoding="utf-8")
    for day, (place, (tier, nothing)) in enumerate(CHOICES.items(), start=11):
        choices = {item.no: tier for item in scheme.items} | dict.fromkeys(nothing, "不得分")
        sheet = Sheet(scheme, Path(place).name, "tiered").dated(date(2021, 10, day)).choose(choices)
        write_book(folder / f"{place}.xlsx", sheet)
